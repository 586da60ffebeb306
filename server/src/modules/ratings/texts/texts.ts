import type { QueryFilter } from 'mongoose';
import type { TextQuery, TextReviewInput } from '@haochaping/shared/contracts';
import { reviewed, textStateOf, writtenWords, type TextState } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { countUpTo, pageOfRecords } from '../../../paging.js';
import { auditEvent } from '../../audit/index.js';
import { RatingModel, type RatingRecord } from '../model.js';
import type { RatingDetailsFact } from '../said.js';
import { unchanged } from './moderation.js';
import { othersRatings } from '../policy.js';

/** One addition of one rating. */
export interface TextOfRating {
  rating: RatingRecord;
  fact: RatingDetailsFact;
}

/** Ratings of the reviewer's region with a text in this state, none of which the reviewer is the rated side. */
const withTexts = (actor: StaffActor, state: TextState): QueryFilter<RatingRecord> => ({
  $and: [othersRatings(actor), { 'details.textState': state }],
});

/** A page of the texts that stand so, those that have waited longest first; pages and total count ratings. */
export async function listTexts(
  actor: StaffActor,
  { state, page, pageSize }: TextQuery,
): Promise<{ texts: TextOfRating[]; total: number }> {
  const filter = withTexts(actor, state);
  const order = { receivedAt: state === 'waiting' ? 1 : -1, _id: 1 } as const;
  const { records: ratings, total } = await pageOfRecords<RatingRecord>(RatingModel, filter, order, {
    page,
    pageSize,
  });
  const texts = ratings.flatMap((rating) =>
    rating.details.filter(({ textState }) => textState === state).map((fact) => ({ rating, fact })),
  );
  return { texts, total };
}

/** How many ratings have a text that waits for this reviewer. */
export async function countWaitingTexts(actor: StaffActor): Promise<number> {
  return countUpTo<RatingRecord>(RatingModel, withTexts(actor, 'waiting'));
}

/**
 * Adds a reviewer's decision to a text's layer. The words themselves never change; what the decision means for the
 * province is in docs/adr/013.
 * @throws AppError `not_found` (no such text in the reviewer's region), `conflict` (decided by somebody else meanwhile, or
 * not possible as things stand)
 */
export async function reviewText(
  actor: StaffActor,
  { ratingId, detailsId }: { ratingId: string; detailsId: string },
  input: TextReviewInput,
  now: Date,
): Promise<TextOfRating> {
  const { fact } = await findText(actor, ratingId, detailsId);
  const entries = fact.moderation ?? [];
  const reason = writtenWords(input.reason).trim();
  const entry = reviewed(entries, input.decision, { accountId: actor.accountId, reason, at: now });
  if (input.seen !== entries.length || !entry) throw decidedMeanwhile();
  const event = auditEvent({
    at: now,
    action: 'rating.text_reviewed',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'rating', id: ratingId },
    detail: { decision: input.decision, detailsId },
  });
  const result = await RatingModel.updateOne(
    { _id: ratingId, details: { $elemMatch: { id: detailsId, ...unchanged(entries) } } },
    {
      $set: { 'details.$.textState': textStateOf([...entries, entry]) },
      $push: { 'details.$.moderation': entry, trail: event, pending: effect('audit', now) },
    },
  );
  if (result.modifiedCount !== 1) throw decidedMeanwhile();
  return findText(actor, ratingId, detailsId);
}

async function findText(actor: StaffActor, ratingId: string, detailsId: string): Promise<TextOfRating> {
  const rating = await RatingModel.findOne({
    $and: [{ _id: ratingId }, othersRatings(actor)],
  }).lean<RatingRecord>();
  const fact = rating?.details.find(({ id }) => id === detailsId);
  if (!rating || !fact?.moderation?.length)
    throw new AppError('not_found', { message: '没有找到这段待审的文字，或您没有权限查看' });
  return { rating, fact };
}

const decidedMeanwhile = () =>
  new AppError('conflict', { message: '这段文字刚刚有了新的决定，请看过再办；您的决定没有记下' });
