import type { RatingInput } from '@haochaping/shared/contracts';
import { isRatedStaff, type Assurance, type Attribution } from '@haochaping/shared/domain';
import type { EvaluatorActor, StaffActor } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import { recordAudit } from '../audit/index.js';
import { lookUp } from '../directory/index.js';
import { actsFor, evaluatorsOfBusinesses, refusedToRateFor, staffAmong } from '../evaluators/index.js';
import type { RatingAgent, RatingHandler } from './model.js';

/** Whose rating it is, how well that is known, and who gave it in their place. */
export interface Speaker {
  evaluatorId: string | null;
  /** Who was signed in when it was given by an invitation, for themselves. */
  accountId: string | null;
  assurance: Assurance;
  agent: RatingAgent | null;
  handler: RatingHandler | null;
}

/**
 * Who speaks in a rating that came in now: looks up what the visitor may say, then decides.
 * @throws AppError `invalid_input` naming `onBehalf` or `business`, with what to choose instead
 */
export async function speakerIn(
  input: Pick<RatingInput, 'onBehalf' | 'business'>,
  applicantId: string | null,
  visitor: EvaluatorActor | null,
  now: Date,
): Promise<Speaker> {
  if (input.business) return handlerSpeaking(input.business, visitor, now);
  const businesses =
    visitor && applicantId
      ? await evaluatorsOfBusinesses(visitor.accountId, await actsFor(visitor.accountId, now))
      : [];
  return speakerOf(applicantId, visitor, businesses, input.onBehalf);
}

/** A business speaks through whoever may act for it at this instant, and is known as well as they are. Source: FA-3.3-a. */
async function handlerSpeaking(
  businessId: string,
  visitor: EvaluatorActor | null,
  now: Date,
): Promise<Speaker> {
  if (!visitor) throw wrongField('business', '替企业评价要先登录；不登录，请选“我自己的”再送出');
  const { accountId, assurance } = visitor;
  const message = await refusedToRateFor(accountId, businessId, now);
  if (message) throw wrongField('business', message);
  return { evaluatorId: businessId, accountId: null, assurance, agent: null, handler: { accountId } };
}

/**
 * Who speaks in a rating. Nobody is asked to sign in: an invitation speaks for the applicant of its transaction, and a
 * printed code for nobody in particular; whoever is signed in adds what is known of them. An agent is named as such and
 * never taken for the evaluator. Source: 方案 三(二)(三); FA-3.3-a.
 * @param applicantId the evaluator behind an invitation, null at a printed code
 * @param businesses the evaluators of the businesses the visitor may act for now: their handler speaks for them
 * @throws AppError `invalid_input` when the applicant claims to act for somebody else
 */
function speakerOf(
  applicantId: string | null,
  visitor: EvaluatorActor | null,
  businesses: readonly string[],
  onBehalf: RatingInput['onBehalf'],
): Speaker {
  const forBusiness = applicantId !== null && businesses.includes(applicantId);
  const isApplicant = forBusiness || (applicantId !== null && visitor?.evaluatorIds.includes(applicantId));
  if (onBehalf && isApplicant)
    throw wrongField('onBehalf', '这次办事的申请人就是您本人，请选“我自己的”再送出');
  const agent = onBehalf ? { accountId: visitor?.accountId ?? null, relation: onBehalf.relation } : null;
  const rest = { agent, handler: null };
  if (applicantId !== null) {
    const verified = isApplicant && visitor?.assurance === 'verified';
    const accountId = agent || forBusiness ? null : (visitor?.accountId ?? null);
    const assurance = verified ? 'verified' : 'from_transaction';
    return { evaluatorId: applicantId, accountId, assurance, ...rest };
  }
  if (!visitor || agent) return { evaluatorId: null, accountId: null, assurance: 'anonymous', ...rest };
  return { evaluatorId: visitor.accountId, accountId: null, assurance: visitor.assurance, ...rest };
}

/**
 * Refuses whoever would rate their own service, and records it under their staff account.
 * @throws AppError `rated_staff`
 */
export async function refuseRatedStaff(
  attribution: Attribution,
  visitor: EvaluatorActor | null,
  applicantId: string | null,
  now: Date,
): Promise<void> {
  for (const staff of await staffAmong(visitor, applicantId)) {
    const person = staff.staffCode ? await lookUp('staff', staff.staffCode, now) : null;
    const windowCode = person?.data.windowCode ?? null;
    if (!isRatedStaff(attribution, { ...staff, windowCode })) continue;
    await tellRefused(staff, attribution, now);
    throw new AppError('rated_staff');
  }
}

const tellRefused = (
  { accountId, institutionCode }: Pick<StaffActor, 'accountId' | 'institutionCode'>,
  { scope }: Attribution,
  now: Date,
): Promise<void> =>
  recordAudit({
    at: now,
    action: 'rating.refused_staff',
    actor: { kind: 'system', id: 'rating_intake' },
    subject: { kind: 'staff', id: accountId },
    detail: { institutionCode, scope },
  });

/**
 * Refuses whoever would write down a rating of their own service for somebody else, and records that they tried.
 * @throws AppError `rated_staff`
 */
export async function refuseRatedWriter(
  attribution: Attribution,
  actor: StaffActor,
  now: Date,
): Promise<void> {
  if (!isRatedStaff(attribution, actor)) return;
  await tellRefused(actor, attribution, now);
  throw new AppError('rated_staff', { message: '评的是您自己单位的服务，不能由您录入，请交给上级中心' });
}
