/**
 * A mail to the mailbox for opinions: whether a person wrote it, and which words of it are kept. Pure rules. Source: 方案 二(二)3;
 * FA-2.2.3-a; RFC 3834 (never answer, or take for a person, what a machine sent).
 */
import { writtenBeginning, writtenLine, writtenWords } from './privacy/words.js';

/** A mail with everything in it may be so large; a larger one is read in the mailbox itself. */
export const MAX_MAIL_BYTES = 25 * 1024 * 1024;
/** More than a letter of three pages; what comes after it is read in the mailbox itself. */
export const MOST_MAIL_WORDS = 5000;

/** Why a mail waits in the mailbox for a person. */
export const KEPT_OUT = ['too_large', 'unreadable', 'empty', 'failed'] as const;
export type KeptOut = (typeof KEPT_OUT)[number];
/** What became of a mail that is no feedback: it is being taken, a machine wrote it, or it waits for a person. */
export type MailOutcome = 'trying' | 'automatic' | KeptOut;
/** A mail that was not taken so many times, because the program failed or was ended by it, is left to a person. */
export const MOST_MAIL_TRIES = 10;
export const KEPT_OUT_WORDS: Readonly<Record<KeptOut, string>> = {
  too_large: '太大，没有打开',
  unreadable: '打不开，或者是乱码',
  empty: '里面没有字，也没有能收的照片',
  failed: '试了很多次都没有收成，原因在日志里',
};

/** The headers of a mail as they stand in it: the first of each, by its name in small letters. */
export type MailHeaders = ReadonlyMap<string, string>;

/** What is our own: the address of the mailbox, and the name after the @ in the ids of what we would send. */
export interface OwnMail {
  address: string;
  host: string;
}

const MACHINES = ['mailer-daemon', 'postmaster'];
const BULK = ['bulk', 'list', 'junk'];

/** The first word of a header, in small letters; what stands behind it are parameters and remarks. */
const firstWord = (value: string | undefined): string =>
  (value ?? '')
    .trim()
    .toLowerCase()
    .split(/[\s;(]/, 1)[0] ?? '';

/** Whether a machine sent it: an answer out of office, a list, a report that something did not arrive, or we ourselves. */
export function isAutomaticMail(headers: MailHeaders, from: string | null, own: OwnMail): boolean {
  const autoSubmitted = firstWord(headers.get('auto-submitted'));
  if (autoSubmitted !== '' && autoSubmitted !== 'no') return true;
  if (BULK.includes(firstWord(headers.get('precedence')))) return true;
  const suppressed = firstWord(headers.get('x-auto-response-suppress'));
  if (suppressed !== '' && suppressed !== 'none') return true;
  // A return path that is there and leads nowhere is that of a report; most mailboxes write none for what was put into them.
  if (headers.get('return-path')?.replace(/[<>\s]/g, '') === '') return true;
  if (firstWord(headers.get('content-type')) === 'multipart/report') return true;
  const sender = (from ?? '').toLowerCase();
  if (MACHINES.includes(sender.split('@', 1)[0] ?? '')) return true;
  if (sender !== '' && sender === own.address.toLowerCase()) return true;
  const id = headers.get('message-id')?.trim().toLowerCase() ?? '';
  return own.host !== '' && id.endsWith(`@${own.host.toLowerCase()}>`);
}

/** The words of a mail: its subject as the first line, unless the words begin with it, then what was written. */
export function wordsOfMail(subject: string, body: string): { text: string; cut: boolean } {
  const about = writtenLine(subject);
  // Far more than is kept: a body of many megabytes is not gone through to its end.
  const looked = body.slice(0, 4 * MOST_MAIL_WORDS);
  const said = writtenWords(looked).trim();
  const whole = about === '' || said.startsWith(about) ? said : `${about}\n${said}`.trim();
  const text = writtenBeginning(whole, MOST_MAIL_WORDS).trim();
  return { text, cut: text.length < whole.length || looked.length < body.length };
}

/** Signs that stand where a letter could not be read, or that no letter holds. */
const BROKEN = /\uFFFD|[^\P{Cc}\s]/gu;
const TENTH = 10;

/** Whether so much of it could not be read that nobody can work with it. */
export function isGarbled(text: string): boolean {
  const looked = text.slice(0, MOST_MAIL_WORDS);
  return (looked.match(BROKEN)?.length ?? 0) * TENTH > looked.length;
}
