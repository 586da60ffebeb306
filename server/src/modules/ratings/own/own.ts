import type { CompetentOffice } from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import type { Keys } from '../../../keys.js';
import { pageOfRecords } from '../../../paging.js';
import { auditEvent } from '../../audit/index.js';
import { actsFor, evaluatorsOfBusinesses, roleIn } from '../../evaluators/index.js';
import { officesFor } from '../contact.js';
import { RatingModel, type RatingClaim, type RatingRecord } from '../model.js';
import { findOwnRating } from '../service.js';

/**
 * The ratings that are the person's own: given while signed in, also as somebody's agent or for a business they may still act
 * for; of transactions they have proven to be theirs; or brought under the account by their receipt. Source: 方案 三(三); FA-3.3-a.
 * @param businessIds the businesses the person may act for now
 */
export function ownedBy(
  { evaluatorIds }: EvaluatorActor,
  businessIds: readonly string[],
): QueryFilter<RatingRecord> {
  const forBusiness = { evaluatorId: { $in: [...businessIds] }, 'handler.accountId': { $in: evaluatorIds } };
  return { $or: [...personally(evaluatorIds), forBusiness] };
}

/** The ways a rating belongs to a person whatever business they act for: as the evaluator, signed in, by receipt, as an agent. */
export const personally = (evaluatorIds: string[]): QueryFilter<RatingRecord>[] =>
  ['evaluatorId', 'accountId', 'claims.accountId', 'agent.accountId'].map((path) => ({
    [path]: { $in: evaluatorIds },
  }));

/** Whether somebody gave a rating for themselves: as the evaluator it counts for, or signed in when it was given. */
export const isOwn = ({ evaluatorId, accountId }: RatingRecord, ids: readonly string[]): boolean =>
  [evaluatorId, accountId].some((one) => one && ids.includes(one));

/** The ratings of a business that are open to this person: given for it by whichever handler, and of what they have proven. */
export const ofBusiness = async (
  { accountId }: EvaluatorActor,
  businessId: string,
): Promise<QueryFilter<RatingRecord>> => ({
  evaluatorId: { $in: await evaluatorsOfBusinesses(accountId, [businessId]) },
});

/** A page of these ratings, newest first, and how many there are. */
export async function listOwnRatings(
  filter: QueryFilter<RatingRecord>,
  page: number,
  pageSize: number,
): Promise<{ ratings: RatingRecord[]; total: number }> {
  const order = { ratedAt: -1, _id: 1 } as const;
  const { records, total } = await pageOfRecords<RatingRecord>(RatingModel, filter, order, {
    page,
    pageSize,
  });
  return { ratings: records, total };
}

/** One of the person's own ratings, or of a business they may act for now. @throws AppError `not_found`, also for somebody else's */
export async function findMyRating(actor: EvaluatorActor, number: string, now: Date): Promise<RatingRecord> {
  const businessIds = await actsFor(actor.accountId, now);
  const ofTheirs = await evaluatorsOfBusinesses(actor.accountId, businessIds);
  const mine = { $or: [ownedBy(actor, businessIds), { evaluatorId: { $in: ofTheirs } }] };
  const rating = await RatingModel.findOne({ $and: [{ number }, mine] }).lean<RatingRecord>();
  if (!rating) throw new AppError('not_found', { message: '没有找到这条评价，或它不在您名下' });
  return rating;
}

/**
 * `findMyRating` for whoever follows what becomes of it: a handler follows what they gave; what another handler gave for the business
 * is theirs and the legal representative's. Source: FA-3.3-a; adr/027.
 * @throws AppError `not_found`
 */
export async function findMyMatter(actor: EvaluatorActor, number: string, now: Date): Promise<RatingRecord> {
  const rating = await findMyRating(actor, number, now);
  const { handler, claims = [], evaluatorId } = rating;
  const theirs = [handler, ...claims].some((one) => one && actor.evaluatorIds.includes(one.accountId));
  if (handler && evaluatorId && !theirs) {
    const { as } = await roleIn(actor.accountId, evaluatorId, now);
    if (as === 'handler')
      throw new AppError('not_found', { message: '这是别的经办人评的，办到哪一步由他和法定代表人看' });
  }
  return rating;
}

/** The offices that answer what the person asks about one of their own ratings. @throws AppError `not_found` */
export async function officesOfMyRating(
  actor: EvaluatorActor,
  number: string,
  now: Date,
): Promise<CompetentOffice[]> {
  return officesFor((await findMyRating(actor, number, now)).attribution, now);
}

/**
 * Brings a rating under the account of whoever holds its receipt, as a fact of its own: what was rated, and how well its
 * evaluator was known then, does not change. Claiming one's own again changes nothing.
 * @throws AppError `not_found` (unknown number or wrong key), `conflict` (under another account already)
 */
export async function claimRating(
  keys: Keys,
  actor: EvaluatorActor,
  receipt: { number: string; accessKey: string },
  now: Date,
): Promise<RatingRecord> {
  const rating = await findOwnRating(keys, receipt.number, receipt.accessKey);
  const { accountId, assurance } = actor;
  const claim: RatingClaim = { accountId, assurance, at: now };
  const event = auditEvent({
    at: now,
    action: 'rating.claimed',
    actor: { kind: 'evaluator', id: accountId },
    subject: { kind: 'rating', id: rating._id },
    detail: { assurance },
  });
  await RatingModel.updateOne(
    { _id: rating._id, 'claims.0': { $exists: false } },
    { $push: { claims: claim, trail: event, pending: effect('audit', now) } },
  );
  const claimed = await RatingModel.findById(rating._id).lean<RatingRecord>();
  if (!claimed?.claims?.some((one) => actor.evaluatorIds.includes(one.accountId)))
    throw new AppError('conflict', { message: '这条评价已归到另一个账号名下' });
  return claimed;
}
