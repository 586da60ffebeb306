import { model, Schema } from 'mongoose';
import { NOTICE_KINDS, type NoticeKind } from '@haochaping/shared/domain/notifications/index';
import { datedRule, type RetentionRule } from '../../../jobs/retention.js';

/**
 * One thing an account is told of a case, of the appeal against it, of a feedback, or of an entry on a list. Which, and as what: its name is read from there when the inbox is opened, so
 * that nobody reads what is theirs to see no more.
 */
export interface NoticeRecord {
  /** Case or feedback and place of the event, or appeal and warning, and account: told once, whatever crashes. */
  _id: string;
  accountId: string;
  /** The case it is about; null where it is about a feedback. */
  caseId: string | null;
  /** The appeal it is about, where it is about one. */
  appealId: string | null;
  /** The feedback it is about, where it is about one. */
  feedbackId: string | null;
  /** The entry on a list (奖惩名单) it is about, where it is about one. */
  listingId?: string | null;
  kind: NoticeKind;
  at: Date;
  readAt: Date | null;
}

const text = { type: String, required: true } as const;
const schema = new Schema<NoticeRecord>(
  {
    _id: text,
    accountId: text,
    caseId: { type: String, default: null },
    appealId: { type: String, default: null },
    feedbackId: { type: String, default: null },
    listingId: { type: String, default: null },
    kind: { type: String, enum: NOTICE_KINDS, required: true },
    at: { type: Date, required: true },
    readAt: { type: Date, default: null },
  },
  { versionKey: false, collection: 'staff_notices' },
);
schema.index({ accountId: 1, at: -1, _id: 1 });
schema.index({ accountId: 1, readAt: 1, at: -1, _id: 1 });
schema.index({ at: 1 });
export const NoticeModel = model('StaffNotice', schema);

export const noticeRetention = (days: number): RetentionRule =>
  datedRule<NoticeRecord>({
    name: 'notices',
    what: '给工作人员的通知',
    days,
    model: NoticeModel,
    field: 'at',
  });
