import type { ForwardingReason, SubmissionView } from '@haochaping/shared/contracts';
import type { StaffActor } from '../../http/actor.js';
import type { Delivery } from '../ratings/index.js';
import type { AttemptOutcome, SubmissionRecord, SubmissionState } from './model.js';
import { mayResend } from './policy.js';

const STATE_NAMES: Readonly<Record<SubmissionState, string>> = {
  waiting: '等待送出',
  sending: '正在送',
  sent: '已送达',
  held: '暂不送',
  parked: '等人处理',
};

const REASON_NAMES: Readonly<Record<ForwardingReason, string>> = {
  no_transaction: '没有对应的办件',
  no_applicant: '没有申请人信息',
  incomplete_transaction: '办件信息不全',
  unexplained: '差评没有说明原因',
  time_order: '服务时间晚于评价时间',
  unknown_code: '有省里没有的代码',
  unencodable: '有省里字符集没有的字',
  from_province: '来自省里的评价页',
  not_configured: '还没有接入省系统',
  unavailable: '省系统没有接通',
  unconfirmed: '送出后没有答复，正在核对',
  rejected: '省里不收',
  conflict: '与省里已有的评价对不上',
};

const OUTCOME_NAMES: Readonly<Record<AttemptOutcome, string>> = {
  accepted: '省里收下了',
  found: '查到省里已经收下',
  absent: '查到省里没有收到',
  rejected: '省里不收',
  duplicate: '省里说重复',
  conflict: '与省里已有的对不上',
  unknown: '送出后没有答复',
  unavailable: '没有接通',
  held: '缺内容，没有送',
  resend: '工作人员要求重送',
};

/** What a rating's page and list show of its delivery. */
export function presentDelivery(submission: SubmissionRecord): Delivery {
  return {
    state: submission.state,
    reason: submission.reason ? REASON_NAMES[submission.reason] : null,
    message: submission.message ?? null,
    attempts: submission.attempts,
    receipt: submission.evaluateUnid ?? null,
    sentAt: submission.sentAt?.toISOString() ?? null,
  };
}

/** No province we know takes what a rating counts as afterwards: it was sent as it was given, and the change waits here by name. */
const STANDING_NOTES = {
  revoked: '评价后来不采信；省里的接口没有这一项，送不过去，先记在本市',
  offset: '评价人后来对答复满意；省里的接口没有这一项，送不过去，先记在本市',
} as const;

/**
 * One line of the forwarding list, with what may be done about it.
 * @param standing what the rating counts as now; null where it counts as it was given
 */
export function presentSubmission(
  actor: StaffActor,
  submission: SubmissionRecord,
  standing: 'revoked' | 'offset' | null,
): SubmissionView {
  const next = submission.pending.find(({ kind }) => kind === 'send');
  return {
    ratingId: submission._id,
    number: submission.number,
    level: submission.level,
    title: submission.title,
    state: submission.state,
    stateName: STATE_NAMES[submission.state],
    reason: submission.reason ?? null,
    reasonName: submission.reason ? REASON_NAMES[submission.reason] : null,
    message: submission.message ?? null,
    missing: submission.missing.map(({ field, remedy }) => ({ field, remedy })),
    attempts: submission.attempts,
    receipt: submission.evaluateUnid ?? null,
    createdAt: submission.createdAt.toISOString(),
    sentAt: submission.sentAt?.toISOString() ?? null,
    nextAttemptAt: next?.notBefore.toISOString() ?? null,
    history: submission.history.map(({ at, outcome, message }) => ({
      at: at.toISOString(),
      outcome,
      outcomeName: OUTCOME_NAMES[outcome],
      message: message ?? null,
    })),
    standing,
    standingNote: standing && STANDING_NOTES[standing],
    mayResend: mayResend(actor, submission),
  };
}
