/** The IMAP server that the tests of the mailbox read from; undefined when there is none. */
export function findDovecot(): string | undefined;
export const DOVECOT_MISSING: string;
export function ensureDovecot(): Promise<void>;
