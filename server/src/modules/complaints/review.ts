import type { CaseView, TextReviewInput } from '@haochaping/shared/contracts';
import { reviewed, reviewsAllowed, textStateOf, type ModerationEntry } from '@haochaping/shared/domain';
import { AppError } from '../../http/errors.js';
import { effect } from '../../jobs/effects.js';
import { auditEvent, type AuditEvent } from '../audit/index.js';
import { textStateIn, unchanged } from '../ratings/index.js';
import { ComplaintModel, type ComplaintRecord } from './model.js';

/** That a check found fault with the words, for the audit log: which kind of fault, none of the words. */
export const flaggedEvent = (complaintId: string, { by, category, at }: ModerationEntry): AuditEvent =>
  auditEvent({
    at,
    action: 'complaint.text_flagged',
    actor: { kind: 'system', id: by },
    subject: { kind: 'complaint', id: complaintId },
    detail: { category },
  });

/** What a reviewer may do with the words; null where no check found fault with them. */
export const reviewOf = ({
  moderation,
  textState,
}: Pick<ComplaintRecord, 'moderation' | 'textState'>): CaseView['details'][number]['review'] =>
  moderation.length === 0
    ? null
    : { state: textStateIn({ textState }), seen: moderation.length, may: reviewsAllowed(moderation) };

/**
 * Adds a reviewer's decision to the layer over a complaint's words; the words never change. Source: 方案 三(三)3; adr/013.
 * @throws AppError `conflict` when somebody decided meanwhile, or there is nothing to decide
 */
export async function reviewComplaint(
  complaintId: string,
  accountId: string,
  { decision, reason, seen }: TextReviewInput,
  now: Date,
): Promise<void> {
  const complaint = await ComplaintModel.findById(complaintId).lean<ComplaintRecord>();
  const entries = complaint?.moderation ?? [];
  const entry = reviewed(entries, decision, { accountId, reason, at: now });
  if (seen !== entries.length || !entry) throw decidedMeanwhile();
  const event = auditEvent({
    at: now,
    action: 'complaint.text_reviewed',
    actor: { kind: 'staff', id: accountId },
    subject: { kind: 'complaint', id: complaintId },
    detail: { decision },
  });
  const kept = await ComplaintModel.updateOne(
    { _id: complaintId, ...unchanged(entries) },
    {
      $set: { textState: textStateOf([...entries, entry]) },
      $push: { moderation: entry, trail: event, pending: effect('audit', now) },
    },
  );
  if (kept.modifiedCount !== 1) throw decidedMeanwhile();
}

const decidedMeanwhile = () =>
  new AppError('conflict', { message: '这段文字刚刚有了新的决定，请看过再办；您的决定没有记下' });
