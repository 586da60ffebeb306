import { dayEnd, dayStart, POOR_LEVELS } from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { evaluatorsOfBusinesses, evaluatorsToldTo, handlerAccount, roleIn } from '../../evaluators/index.js';
import { RatingModel, type RatingRecord } from '../model.js';

type Filter = QueryFilter<RatingRecord>;

/** A poor rating given for a business. */
export type BusinessRating = Pick<
  RatingRecord,
  '_id' | 'number' | 'level' | 'title' | 'place' | 'ratedAt' | 'handler'
>;

/** Which of them: of a time, by one handler. Days of Shanghai, the last one included. */
interface Asked {
  handler?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** What these accounts gave for the business, and what business systems told of it with a number one of them has proven. */
const givenBy = (businessId: string, accountIds: readonly string[], told: readonly string[]): Filter => ({
  $or: [
    { evaluatorId: businessId, 'handler.accountId': { $in: [...accountIds] } },
    { evaluatorId: { $in: [...told] } },
  ],
});

/**
 * The poor ratings given for a business that are open to this person, newest first: to its legal representative those of all its
 * handlers, as far as what was told of the business is open to them; to a handler their own. Source: FA-3.3-a; adr/016.
 * @throws AppError `not_found` for whoever may not act for it now; `not_allowed` for a handler who asks about another
 */
export async function poorRatingsOfBusiness(
  { accountId, evaluatorIds }: EvaluatorActor,
  businessId: string,
  { handler, from, to }: Asked,
  now: Date,
): Promise<BusinessRating[]> {
  const { as } = await roleIn(accountId, businessId, now);
  const all: Filter[] = [{ level: { $in: POOR_LEVELS } }];
  if (as === 'handler') {
    if (handler)
      throw new AppError('not_allowed', { message: '经办人只看自己评的；各位经办人的由法定代表人看' });
    all.push(givenBy(businessId, evaluatorIds, await evaluatorsToldTo(accountId, businessId)));
  } else all.push({ evaluatorId: { $in: await evaluatorsOfBusinesses(accountId, [businessId]) } });
  if (handler) {
    const account = await handlerAccount(businessId, handler);
    all.push(givenBy(businessId, [account], await evaluatorsToldTo(account, businessId)));
  }
  if (from) all.push({ ratedAt: { $gte: dayStart(from) } });
  if (to) all.push({ ratedAt: { $lt: dayEnd(to) } });
  return RatingModel.find({ $and: all }, { number: 1, level: 1, title: 1, place: 1, ratedAt: 1, handler: 1 })
    .sort({ ratedAt: -1, _id: 1 })
    .lean<BusinessRating[]>();
}
