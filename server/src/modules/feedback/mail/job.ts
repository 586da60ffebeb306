import {
  isAutomaticMail,
  MAX_MAIL_BYTES,
  MOST_MAIL_TRIES,
  type KeptOut,
  type MailOutcome,
  type OwnMail,
} from '@haochaping/shared/domain/mail';
import type { Config } from '../../../config/config.js';
import type { Schedule } from '../../../jobs/schedule.js';
import type { Ground } from '../../../module.js';
import {
  LOST,
  MailboxError,
  withMailbox,
  type Mailbox,
  type MailboxSettings,
  type WaitingMail,
} from './mailbox.js';
import { MAILBOX, MailboxModel, MailModel, type MailboxRecord, type MailRecord } from './model.js';
import { readMail } from './parse.js';
import { takeMail, type MailDesk } from './take.js';

/** A mailbox that fails is tried again after twice as long each time, at most this. */
const LONGEST_WAIT_MS = 30 * 60_000;
/** More wait for the next round. */
const MOST_A_ROUND = 200;
/** So many mails that could not be kept, one after another: then it is not the mails. */
const MOST_FAILED = 3;
const NOT_TAKEN = '有邮件没有收成，日志里写着原因';

type Desk = MailDesk & Pick<Ground, 'config' | 'log' | 'now'>;

/** Well within the lease: two workers at once would only do the same work twice. */
const mostMs = ({ config }: Desk) => Math.max(1, config.WORKER_LEASE_SECONDS / 2) * 1000;

/** The mailbox the configuration names; null where it names none. */
export function mailboxSettings(config: Config): MailboxSettings | null {
  const { MAIL_HOST: host, MAIL_USER: user, MAIL_PASSWORD: password } = config;
  if (!host || !user || !password) return null;
  const { MAIL_PORT: port, MAIL_TLS: tls, MAIL_FOLDER: folder, MAIL_DONE_FOLDER: doneFolder } = config;
  return { host, port, tls, user, password, folder, doneFolder };
}

/** Reading the mailbox, again and again; nothing where none is configured. */
export function mailboxSchedules(desk: Desk): Schedule[] {
  const settings = mailboxSettings(desk.config);
  if (!settings) return [];
  const every = desk.config.MAIL_POLL_SECONDS * 1000;
  return [
    {
      name: 'mailbox',
      what: '收邮箱里的意见',
      nextAfter: (instant) => new Date(instant.getTime() + every),
      async step() {
        await readMailbox(desk, settings, every);
        return 'done';
      },
    },
  ];
}

/** One round. What is wrong is kept for the console, and tried again: a mailbox that is down for days needs nobody to start it anew. */
async function readMailbox(desk: Desk, settings: MailboxSettings, every: number): Promise<void> {
  const { log, now } = desk;
  const before = await MailboxModel.findById(MAILBOX).lean<MailboxRecord>();
  if (before && before.notBefore > now()) return;
  try {
    await withMailbox(settings, mostMs(desk), (mailbox) => takeWaiting(desk, settings, mailbox));
    await keepState({ readAt: now(), error: null, failures: 0, notBefore: now() });
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    // Not the error itself: it may hold the command, and in it the password.
    log.warn({ code, reason: message }, 'the mailbox was not read');
    const failures = (before?.failures ?? 0) + 1;
    const wait = Math.min(every * 2 ** Math.min(failures, 20), LONGEST_WAIT_MS);
    const words = error instanceof MailboxError ? message : LOST;
    await keepState({ error: words, failures, notBefore: new Date(now().getTime() + wait) });
  }
}

const keepState = (change: Partial<MailboxRecord>) =>
  MailboxModel.updateOne({ _id: MAILBOX }, { $set: change }, { upsert: true });

const keyOf = ({ validity }: Mailbox, uid: number) => `${validity}-${uid}`;

/** Those of these mails that are left to a person, by their keys; what was tried too often joins them. */
async function keptOutOf(mailbox: Mailbox, uids: readonly number[]): Promise<ReadonlySet<string>> {
  const keys = new Map(uids.map((uid) => [keyOf(mailbox, uid), uid]));
  const filter = { _id: { $in: [...keys.keys()] }, outcome: { $ne: 'automatic' as const } };
  const found = await MailModel.find(filter).lean<MailRecord[]>();
  const keptOut = found.filter(({ outcome, tries }) => outcome !== 'trying' || tries >= MOST_MAIL_TRIES);
  for (const { _id, outcome } of keptOut) {
    if (outcome !== 'trying') continue;
    await mailbox.flag(keys.get(_id) ?? 0);
    await MailModel.updateOne({ _id }, { $set: { outcome: 'failed' } });
  }
  return new Set(keptOut.map(({ _id }) => _id));
}

/** Every mail by itself: one that fails does not keep the others out. */
async function takeWaiting(desk: Desk, settings: MailboxSettings, mailbox: Mailbox): Promise<void> {
  const waiting = await mailbox.waiting();
  const key = (uid: number) => keyOf(mailbox, uid);
  // What a person has read meanwhile does not wait any more.
  await MailModel.deleteMany({ outcome: { $ne: 'automatic' }, _id: { $nin: waiting.map(key) } });
  const keptOut = await keptOutOf(mailbox, waiting);
  const own = { address: settings.user, host: new URL(desk.config.publicBaseUrl).hostname };
  const mails = await mailbox.look(waiting.filter((uid) => !keptOut.has(key(uid))).slice(0, MOST_A_ROUND));
  const until = desk.now().getTime() + mostMs(desk) / 2;
  let [failed, inARow] = [0, 0];
  for (const mail of mails) {
    // The others are taken in the next round.
    if (desk.now().getTime() > until) break;
    try {
      await takeOne(desk, mailbox, own, { ...mail, key: key(mail.uid) });
      inARow = 0;
    } catch (error) {
      if (error instanceof MailboxError || !mailbox.alive()) throw error;
      const { message, code } = error as Error & { code?: string };
      desk.log.warn({ mail: key(mail.uid), code, reason: message }, 'a mail was not taken');
      failed += 1;
      inARow += 1;
      if (inARow >= MOST_FAILED) break;
    }
  }
  if (failed > 0) throw new MailboxError(NOT_TAKEN);
}

async function takeOne(
  desk: Desk,
  mailbox: Mailbox,
  own: OwnMail,
  { key, uid, bytes, cameAt }: WaitingMail & { key: string },
): Promise<void> {
  const now = desk.now();
  const begun = { outcome: 'trying', bytes, cameAt, recordedAt: now };
  await MailModel.updateOne({ _id: key }, { $inc: { tries: 1 }, $setOnInsert: begun }, { upsert: true });
  const record = (outcome: MailOutcome) => MailModel.updateOne({ _id: key }, { $set: { outcome } });
  /** It stays unread, with a flag, for a person; and is not opened again. */
  const keepOut = async (outcome: KeptOut) => {
    await mailbox.flag(uid);
    await record(outcome);
  };
  if (bytes > MAX_MAIL_BYTES) return keepOut('too_large');
  const source = await mailbox.read(uid);
  if (!source) return;
  const mail = await readMail(source).catch(() => null);
  if (mail && isAutomaticMail(mail.headers, mail.from, own)) {
    await record('automatic');
    return mailbox.markRead(uid);
  }
  if (!mail || mail.garbled) return keepOut('unreadable');
  if (mail.text === '' && mail.files.length === 0) return keepOut(mail.cut ? 'unreadable' : 'empty');
  await takeMail(desk, mail, key, cameAt, now);
  await mailbox.putAway(uid);
  await MailModel.deleteOne({ _id: key });
}
