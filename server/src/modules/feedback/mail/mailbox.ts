import type { ImapFlow } from 'imapflow';
import type { Config } from '../../../config/config.js';

/** The mailbox that is read, and how. */
export interface MailboxSettings {
  host: string;
  port: number;
  tls: Config['MAIL_TLS'];
  user: string;
  password: string;
  folder: string;
  /** Where a mail is put once it is a feedback; undefined leaves it where it is, as read. */
  doneFolder: string | undefined;
}

/** A mail that nobody read yet, without what is in it. */
export interface WaitingMail {
  uid: number;
  bytes: number;
  cameAt: Date;
}

export interface Mailbox {
  /** Whether the connection stands. */
  alive(): boolean;
  /** Names this life of the folder: a uid means the same mail only together with it. */
  validity: string;
  /** The numbers of what nobody read yet, the oldest first. */
  waiting(): Promise<number[]>;
  /** These of them, without what is in them; those that are gone are left out. */
  look(uids: readonly number[]): Promise<WaitingMail[]>;
  /** The whole mail, still unread; null when it is gone meanwhile. */
  read(uid: number): Promise<Buffer | null>;
  /** Marks it read. */
  markRead(uid: number): Promise<void>;
  /** Marks it read, and puts it where the settings say. */
  putAway(uid: number): Promise<void>;
  /** Marks it for people, still unread. */
  flag(uid: number): Promise<void>;
}

/** What an error of the connection says beside its message. */
interface ImapFault extends Error {
  code?: string;
  authenticationFailed?: boolean;
  mailboxMissing?: boolean;
}

/** What is wrong with the mailbox, for the console; never with what is in a mail, or the password. */
export class MailboxError extends Error {}

/** What is said when the connection ended before its time. */
export const LOST = '和邮箱的连接断了';
const UID = { uid: true } as const;
const GREETING_MS = 10_000;
const SILENCE_MS = 20_000;

/**
 * Opens the mailbox, lends it out, and closes it.
 * @param mostMs whatever is not done by then fails: a slow mailbox never holds the worker
 * @throws MailboxError when it cannot be opened, or the connection ends
 */
export async function withMailbox(
  settings: MailboxSettings,
  mostMs: number,
  use: (mailbox: Mailbox) => Promise<void>,
): Promise<void> {
  const { host, port, tls, user, password: pass, folder } = settings;
  const { ImapFlow: Client } = await import('imapflow');
  const client = new Client({
    host,
    port,
    secure: tls === 'tls',
    doSTARTTLS: tls === 'starttls',
    auth: { user, pass },
    // Its own log tells what is in mails.
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: GREETING_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
  });
  // Told to whoever waits for an answer as well; unheard it would end the process.
  client.on('error', () => undefined);
  const alarm = setTimeout(() => client.close(), mostMs);
  try {
    await client.connect().catch((error: ImapFault) => {
      throw new MailboxError(whyNotOpened(error), { cause: error });
    });
    const opened = await client.mailboxOpen(folder).catch((error: ImapFault) => {
      throw new MailboxError(`邮箱里没有“${folder}”这个文件夹，或者不能打开`, { cause: error });
    });
    await use(lent(client, opened.uidValidity.toString(), settings));
    await client.logout().catch(() => undefined);
  } finally {
    clearTimeout(alarm);
    client.close();
  }
}

function whyNotOpened({ authenticationFailed, code }: ImapFault): string {
  if (authenticationFailed) return '邮箱不认用户名或密码，请核对 MAIL_USER 和 MAIL_PASSWORD';
  return `连不上邮箱的服务器${code ? `（${code}）` : ''}，请核对 MAIL_HOST、MAIL_PORT、MAIL_TLS 和网络`;
}

function lent(client: ImapFlow, validity: string, { doneFolder }: MailboxSettings): Mailbox {
  // What the client answers when the connection is gone is the same as for nothing found.
  const failed = (words: string) => new MailboxError(client.usable ? words : LOST);
  const mark = async (uid: number, flag: string) => {
    if (!(await client.messageFlagsAdd(String(uid), [flag], UID)))
      throw failed('邮箱里的邮件不能标记，请核对这个账号能不能改邮件');
  };
  return {
    validity,
    alive: () => client.usable,
    async waiting() {
      const found = await client.search({ seen: false }, UID);
      if (!found) throw failed('邮箱里的邮件查不了');
      return found.sort((a, b) => a - b);
    },
    async look(uids) {
      if (uids.length === 0) return [];
      const asked = { size: true, internalDate: true, uid: true } as const;
      const mails = await client.fetchAll(uids.join(','), asked, UID);
      return mails
        .map(({ uid, size = 0, internalDate }) => ({
          uid,
          bytes: size,
          cameAt: new Date(internalDate ?? Date.now()),
        }))
        .sort((a, b) => a.uid - b.uid);
    },
    async read(uid) {
      const mail = await client.fetchOne(String(uid), { source: true }, UID);
      if (!mail && !client.usable) throw failed(LOST);
      return (mail && mail.source) || null;
    },
    markRead: (uid) => mark(uid, '\\Seen'),
    flag: (uid) => mark(uid, '\\Flagged'),
    async putAway(uid) {
      await mark(uid, '\\Seen');
      if (!doneFolder) return;
      if (await client.messageMove(String(uid), doneFolder, UID).catch(() => false)) return;
      await client.mailboxCreate(doneFolder);
      await client.messageMove(String(uid), doneFolder, UID);
    },
  };
}
