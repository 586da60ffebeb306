import { writtenWords } from '../privacy/words.js';

/**
 * What may still be done with an invitation, as a pure rule.
 * Source: 方案 二(二)1 一次一评; FA-2.2.1-a.
 */

export type InvitationState = 'open' | 'expired';

/**
 * The last instant of its life still counts. Whether it was used is no state of it: whoever holds the link, the business
 * system among them, would read from it who rated.
 */
export function invitationState(invitation: { expiresAt: Date }, now: Date): InvitationState {
  return now.getTime() > invitation.expiresAt.getTime() ? 'expired' : 'open';
}

/** Tokens are 16 characters of base58 (about 93 bits): short enough for an SMS, too many to guess. */
export const INVITATION_TOKEN = /^[1-9A-HJ-NP-Za-km-z]{16}$/;
/** Printed codes are 8 characters of the same alphabet: public, so they need not be unguessable. */
export const STATIC_CODE = /^[1-9A-HJ-NP-Za-km-z]{8}$/;

/**
 * The token or code in what people really tap, paste or scan: a full stop or bracket behind a link, a blank before it, words
 * around it, blanks and dashes within it, wide letters.
 * @param form what it must look like
 * @returns the first that does, else the first that might have been meant, for a page to explain
 */
export function pastedToken(text: string, form: RegExp): string {
  const plain = writtenWords(text).normalize('NFKC');
  const runs = plain.match(/[1-9A-HJ-NP-Za-km-z]+/g) ?? [];
  const joined = plain.replace(/[\s-]/g, '');
  return runs.find((run) => form.test(run)) ?? (form.test(joined) ? joined : (runs[0] ?? ''));
}
