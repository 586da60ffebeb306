import { randomUUID } from 'node:crypto';
import { CITY_CODE, dayOf } from '@haochaping/shared/domain';
import { MAX_ATTACHMENT_BYTES, MOST_ATTACHMENTS } from '@haochaping/shared/domain/attachments';
import { AppError } from '../../../http/errors.js';
import { keyedDigest, type Keys } from '../../../keys.js';
import { tellUploaded, type Attachments } from '../../attachments/index.js';
import { aboutOf } from '../about.js';
import { AUTHOR, homeOf } from '../files/homes.js';
import { keepFeedback } from '../intake.js';
import { FeedbackModel } from '../model.js';
import type { MailFile, ReadMail } from './parse.js';

export interface MailDesk {
  keys: Keys;
  attachments: Attachments;
}

/** Under whom the files of mails lie: no account has it. */
const MAIL_ACCOUNT = 'mail';
const ONLY_FILES = '（邮件里没有写字，见附件）';
const CUT = '邮件太长，只收了前面的字，全文在邮箱里';
const LONGEST_NAME = 60;

/**
 * Keeps a mail as a feedback, once: the same mail again, delivered twice or read again after a crash, changes nothing. The files are
 * kept first; those of a mail that was not kept after all are removed with the uploads nobody used.
 * @param place names the mail where it has no id of its own
 */
export async function takeMail(
  { keys, attachments }: MailDesk,
  mail: ReadMail,
  place: string,
  cameAt: Date,
  now: Date,
): Promise<void> {
  const { messageId, from, text, cut } = mail;
  // With who wrote it and the words: whoever sends other words under an id that was used before is heard as well.
  const same = JSON.stringify([messageId ?? place, from, text]);
  const intakeKey = keyedDigest(keys.digest, 'feedback-mail', same);
  if (await FeedbackModel.exists({ intakeKey })) return;
  const id = randomUUID();
  const { files, left } = await keepFiles(attachments, id, mail.files, now);
  const kept = await keepFeedback(
    keys,
    {
      id,
      intakeKey,
      about: await aboutOf({ about: { kind: 'nothing' }, regionCode: CITY_CODE }, now),
      input: { topic: 'other', text: text || ONLY_FILES, agreed: false },
      way: 'email',
      cameOn: dayOf(cameAt),
      contact: from === null ? null : { email: from },
      noticeVersion: null,
      by: AUTHOR,
      files,
      mail: { left: [...(cut ? [CUT] : []), ...left] },
    },
    now,
  );
  if (kept) await attachments.named(files);
}

/** What of the files may be kept is; the others are named, with the reason. */
async function keepFiles(
  attachments: Attachments,
  id: string,
  given: readonly MailFile[],
  now: Date,
): Promise<{ files: string[]; left: string[] }> {
  const files: string[] = [];
  const left: string[] = [];
  let unnamed = 0;
  for (const { name, bytes } of given) {
    const refused =
      files.length >= MOST_ATTACHMENTS
        ? `最多收 ${MOST_ATTACHMENTS} 个`
        : bytes.length > MAX_ATTACHMENT_BYTES
          ? '太大'
          : await keepFile(attachments, id, { name, bytes }, files, now);
    if (refused === null) continue;
    if (left.length < MOST_ATTACHMENTS) left.push(`附件“${shownName(name)}”没有收：${refused}；原件在邮箱里`);
    else unnamed += 1;
  }
  if (unnamed > 0) left.push(`还有 ${unnamed} 个附件没有收，原件在邮箱里`);
  return { files, left };
}

/** Keeps one file, adding its id to `files`. @returns why it is not taken; null when it is */
async function keepFile(
  attachments: Attachments,
  id: string,
  { name, bytes }: MailFile,
  files: string[],
  now: Date,
): Promise<string | null> {
  const audit = (attachmentId: string) =>
    tellUploaded({ of: { kind: 'feedback', id }, attachmentId, by: 'evaluator', at: now });
  try {
    const kept = await attachments.receive(
      { home: homeOf(id), accountId: MAIL_ACCOUNT, name, bytes, audit },
      now,
    );
    files.push(kept.id);
    return null;
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    if (code === 'unsupported_type') return '不是照片（JPEG、PNG）或 PDF，或者里面带着程序';
    if (code === 'invalid_input') return '照片打不开';
    throw error;
  }
}

const shownName = (name: string): string =>
  [...name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')].slice(0, LONGEST_NAME).join('') || '没有名字';
