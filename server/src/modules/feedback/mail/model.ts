import type { MailOutcome } from '@haochaping/shared/domain/mail';
import { model, Schema } from 'mongoose';

/**
 * A mail that is being taken, or did not become a feedback: which one it is in the mailbox, and why. Nothing of what is in it, or of
 * who sent it.
 * One of a machine is marked read; the others wait there, unread, until a person has seen to them.
 */
export interface MailRecord {
  /** The life of the folder and the mail's number in it. */
  _id: string;
  outcome: MailOutcome;
  /** How often it was begun with; counted before, so that a mail that ends the program is counted too. */
  tries: number;
  cameAt: Date;
  bytes: number;
  recordedAt: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const mailSchema = new Schema<MailRecord>(
  {
    _id: text,
    outcome: text as never,
    tries: { type: Number, required: true },
    cameAt: date,
    bytes: { type: Number, required: true },
    recordedAt: date,
  },
  { versionKey: false, collection: 'mails' },
);
mailSchema.index({ outcome: 1, cameAt: 1 });
mailSchema.index({ recordedAt: 1 });
export const MailModel = model('Mail', mailSchema);

/** How reading the mailbox goes: one document. */
export interface MailboxRecord {
  _id: string;
  /** When it was last read to its end. */
  readAt: Date | null;
  /** What is wrong, since the first failure; null while all is well. */
  error: string | null;
  failures: number;
  /** It is left alone until then. */
  notBefore: Date;
}

const mailboxSchema = new Schema<MailboxRecord>(
  {
    _id: text,
    readAt: { type: Date, default: null },
    error: { type: String, default: null },
    failures: { type: Number, required: true },
    notBefore: date,
  },
  { versionKey: false, collection: 'mailboxes' },
);
export const MailboxModel = model('Mailbox', mailboxSchema);
export const MAILBOX = 'feedback';
