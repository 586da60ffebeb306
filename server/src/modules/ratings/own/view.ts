import type { CaseWayView, OwnRatingView } from '@haochaping/shared/contracts';
import { isPoor } from '@haochaping/shared/domain';
import { answeredVersions } from '../answers/versions.js';
import { givenForOf } from '../given-for.js';
import type { RatingRecord } from '../model.js';
import type { CasesOfRatings, RatingsOptions } from '../options.js';
import { presentOwnRating } from '../presenter.js';
import { askedAgain } from './again.js';

/** Where those of these ratings stand that have a case: no good one has. */
export const waysOfPoor = (
  cases: CasesOfRatings,
  ratings: readonly RatingRecord[],
  now: Date,
): Promise<ReadonlyMap<string, CaseWayView>> =>
  cases.waysOf(
    ratings.filter(({ level }) => isPoor(level)).map(({ _id }) => _id),
    now,
  );

/** One's own rating with what became of it. @param own the evaluators one speaks for; none with the receipt alone */
export async function ownView(
  {
    keys,
    deliveries,
    cases,
    improvementsBy,
  }: Pick<RatingsOptions, 'keys' | 'deliveries' | 'cases' | 'improvementsBy'>,
  rating: RatingRecord,
  now: Date,
  own?: readonly string[],
): Promise<OwnRatingView> {
  const { _id } = rating;
  const [known, ways, givenFor, versions, asked, improved] = await Promise.all([
    deliveries.of([_id]),
    waysOfPoor(cases, [rating], now),
    givenForOf(keys, [rating]),
    answeredVersions([rating]),
    askedAgain(rating, now),
    improvementsBy([_id]),
  ]);
  const told = presentOwnRating(
    rating,
    known.get(_id) ?? null,
    ways.get(_id) ?? null,
    givenFor,
    versions,
    own,
  );
  const changed = (improved.get(_id) ?? []).map(({ at, words }) => ({
    at: at.toISOString(),
    text: `您的意见改变了：${words}`,
    state: 'done' as const,
  }));
  return { ...told, progress: [...told.progress, ...changed], asked };
}
