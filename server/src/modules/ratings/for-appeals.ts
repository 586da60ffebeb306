import type { Level } from '@haochaping/shared/domain';
import type { Shown } from '@haochaping/shared/domain/appeals';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { RatingModel, type RatingRecord } from './model.js';
import { findVisibleRating } from './queries.js';
import { namesPersonForRatedSide, titleForRatedSide, unnamedTitle } from './staff-presenter.js';

/** A rating as the rated side may appeal against it. */
export interface RatingShown extends Shown {
  /** What the rated side reads in place of the item where too few were served for it. */
  title: string;
  /** Whether the rated side reads there that it is about a member of staff. */
  namesPerson: boolean;
}

/** How the rated side was shown a rating, beside its case; null for an unknown one. */
export async function shownToRatedSide(ratingId: string): Promise<RatingShown | null> {
  const rating = await RatingModel.findById(ratingId).lean<RatingRecord>();
  if (!rating) return null;
  return {
    title: titleForRatedSide(rating),
    namesPerson: namesPersonForRatedSide(rating),
    shownAt: rating.ratedSide?.shownAt,
  };
}

/** What the rated side reads of these ratings by now: the title; the level of those that were shown to it, else null. */
export async function readByRatedSide(
  ratingIds: readonly string[],
  now: Date,
): Promise<Map<string, { title: string; level: Level | null }>> {
  const found = await RatingModel.find({ _id: { $in: [...ratingIds] } }).lean<RatingRecord[]>();
  return new Map(
    found.map((rating) => {
      const shown = rating.ratedSide != null && rating.ratedSide.shownAt <= now;
      const title = shown ? titleForRatedSide(rating) : unnamedTitle(rating);
      return [rating._id, { title, level: shown ? rating.level : null }];
    }),
  );
}

/** @throws AppError `not_found` for a rating that this account may not read, or that is not there */
export async function requireVisibleRating(actor: StaffActor, ratingId: string, now: Date): Promise<void> {
  if (!(await findVisibleRating(actor, ratingId, now)))
    throw new AppError('not_found', { message: '没有找到这条评价，或您没有权限查看' });
}

/** Where each of these poor ratings happened and who served: what repeats is found by it. */
export async function targetsOfRatings(
  ratingIds: readonly string[],
): Promise<Map<string, RatingRecord['attribution']['targets']>> {
  const found = await RatingModel.find({ _id: { $in: [...ratingIds] } }, { 'attribution.targets': 1 }).lean<
    Pick<RatingRecord, '_id' | 'attribution'>[]
  >();
  return new Map(found.map(({ _id, attribution }) => [_id, attribution.targets]));
}
