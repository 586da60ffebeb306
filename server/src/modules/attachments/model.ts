import { model, Schema } from 'mongoose';
import type { AttachmentType } from '@haochaping/shared/domain/attachments';

/** What a file is for: the moves of a case, an appeal against what the case is about, what a feedback was written on, or the photo of a paper form. */
export interface AttachmentHome {
  /** The case, the feedback, or the paper form. */
  caseId: string;
  use: 'case' | 'appeal' | 'feedback' | 'paper';
}

/**
 * A file of a case (附件) or of an appeal against it, without its bytes. It belongs to that and to the account it was uploaded by
 * from the first instant; that it is used stands in the case or the appeal.
 */
export interface AttachmentRecord extends AttachmentHome {
  _id: string;
  accountId: string;
  /** Which of the account's places there it takes: unique, so that many at once are still no more than there are places. */
  slot: number;
  name: string;
  type: AttachmentType;
  /** Of what is kept, which for a photo is not what was sent. */
  bytes: number;
  /** SHA-256 of what is kept, as hex. */
  digest: string;
  receivedAt: Date;
  /** The bytes are durable. */
  stored: boolean;
  /** A move names it. Written after the move: what a crash leaves unmarked is found out by the retention. */
  named: boolean;
}

const text = { type: String, required: true } as const;
const schema = new Schema<AttachmentRecord>(
  {
    _id: text,
    caseId: text,
    use: text as never,
    accountId: text,
    slot: { type: Number, required: true },
    name: text,
    type: text as never,
    bytes: { type: Number, required: true },
    digest: text,
    receivedAt: { type: Date, required: true },
    stored: { type: Boolean, required: true },
    named: { type: Boolean, required: true },
  },
  { versionKey: false, collection: 'attachments' },
);
schema.index({ caseId: 1, use: 1, accountId: 1, slot: 1 }, { unique: true });
schema.index({ named: 1, receivedAt: 1 });

export const AttachmentModel = model('Attachment', schema);
