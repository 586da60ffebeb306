import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { effect } from '../../jobs/effects.js';
import { pageOfShown } from '../../paging.js';
import { auditEvent } from '../audit/index.js';
import { SubmissionModel, type SubmissionRecord } from './model.js';
import { mayResend, visibleSubmissions } from './policy.js';

/**
 * A person asks for one more attempt, now. What may have arrived is looked up first, as always.
 * @throws AppError `not_found`; `conflict` when it has arrived, or is on its way at this moment
 */
export async function resendSubmission(
  actor: StaffActor,
  ratingId: string,
  now: Date,
): Promise<SubmissionRecord> {
  const list = visibleSubmissions(actor, [{ _id: ratingId }]);
  const [submission] = (await pageOfShown<SubmissionRecord>(list, { page: 1, pageSize: 1 })).records;
  if (!submission) throw new AppError('not_found', { message: '没有找到这条报送，或您没有权限查看' });
  if (!mayResend(actor, submission)) throw new AppError('conflict', { message: refusal(submission) });
  const event = auditEvent({
    at: now,
    action: 'submission.resend',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'rating', id: ratingId },
    detail: { state: submission.state },
  });
  const told = {
    trail: event,
    history: { at: now, outcome: 'resend' as const },
  };
  const changed = (await rearm(ratingId, now, told)) || (await hasten(ratingId, now, told));
  if (!changed) throw new AppError('conflict', { message: '这条评价正在送，请稍后再看结果' });
  return (await SubmissionModel.findById(ratingId).lean<SubmissionRecord>()) ?? submission;
}

/** The lines that a request to send again leaves behind. */
interface Told {
  trail: SubmissionRecord['trail'][number];
  history: SubmissionRecord['history'][number];
}

/** Held, parked or given up: nothing would be sent by itself any more. */
async function rearm(ratingId: string, now: Date, told: Told): Promise<boolean> {
  const result = await SubmissionModel.updateOne(
    { _id: ratingId, state: { $nin: ['sent', 'sending'] }, 'pending.kind': { $ne: 'send' } },
    {
      $set: { state: 'waiting' },
      $pull: { dead: { kind: 'send' } },
      $push: { ...told, pending: { $each: [effect('send', now), effect('audit', now)] } },
    },
  );
  return result.modifiedCount === 1;
}

/**
 * Waiting for its next attempt: that one comes now. One that a worker holds is left alone. Two writes, since one cannot both
 * change and lengthen a list: first what was asked, then what follows.
 */
async function hasten(ratingId: string, now: Date, told: Told): Promise<boolean> {
  const waiting = {
    _id: ratingId,
    state: 'waiting',
    pending: { $elemMatch: { kind: 'send', owner: null, notBefore: { $gt: now } } },
  } as const;
  const asked = await SubmissionModel.updateOne(waiting, {
    $push: { ...told, pending: effect('audit', now) },
  });
  if (asked.modifiedCount === 0) return false;
  await SubmissionModel.updateOne(waiting, { $set: { 'pending.$.notBefore': now } });
  return true;
}

function refusal({ state, reason }: SubmissionRecord): string {
  if (state === 'sent') return '这条评价已经送达，不用再送';
  if (reason === 'from_province') return '这条评价来自省里的页面，不用再送';
  return '这条评价正在送，请稍后再看结果';
}
