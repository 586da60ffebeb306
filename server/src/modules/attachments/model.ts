import { model, Schema } from 'mongoose';
import type { AttachmentType } from '@haochaping/shared/domain/attachments';

/**
 * A file of a case (附件), without its bytes. It belongs to the case and the account it was uploaded by and for from the first
 * instant; that a move names it stands in the case.
 */
export interface AttachmentRecord {
  _id: string;
  caseId: string;
  accountId: string;
  /** Which of the account's places in this case it takes: unique, so that many at once are still no more than there are places. */
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
schema.index({ caseId: 1, accountId: 1, slot: 1 }, { unique: true });
schema.index({ named: 1, receivedAt: 1 });

export const AttachmentModel = model('Attachment', schema);
