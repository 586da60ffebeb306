import { dayEnd, dayStart, weekOf, type Day } from '@haochaping/shared/domain';
import type { RatingFact } from '@haochaping/shared/domain/figures/index';
import { RatingModel, type RatingRecord } from './model.js';

/** A rating as it is counted, without what other modules know of it. */
export type CountedRating = Omit<RatingFact, 'hall' | 'handling'> & { id: string };

const READ = {
  level: 1,
  channel: 1,
  standing: 1,
  assurance: 1,
  attribution: 1,
  institutionCodes: 1,
  ratedSide: 1,
  'details.at': 1,
  'details.options': 1,
} as const;
type Read = Pick<
  RatingRecord,
  '_id' | 'level' | 'channel' | 'standing' | 'assurance' | 'attribution' | 'institutionCodes' | 'ratedSide'
> & { details?: { at: Date; options: string[] }[] };

/**
 * The ratings that were given on a day, in pieces, as they stand now. Cost: one range of an index; never more than a piece is held.
 * @param now what the veil opens later is not opened yet
 */
export async function* ratingsOfDay(day: Day, now: Date, piece = 500): AsyncGenerator<CountedRating[]> {
  const cursor = RatingModel.find({ ratedAt: { $gte: dayStart(day), $lt: dayEnd(day) } }, READ)
    .sort({ ratedAt: -1, _id: 1 })
    .lean<Read[]>()
    .cursor({ batchSize: piece });
  let held: CountedRating[] = [];
  for await (const rating of cursor) {
    held.push(counted(rating, now));
    if (held.length < piece) continue;
    yield held;
    held = [];
  }
  if (held.length > 0) yield held;
}

function counted(
  { _id, level, channel, standing, assurance, attribution, institutionCodes, ratedSide, details = [] }: Read,
  now: Date,
): CountedRating {
  const shown = ratedSide && ratedSide.shownAt <= now ? { week: ratedSide.to, named: ratedSide.named } : null;
  const chosen = (said: typeof details) => [...new Set(said.flatMap(({ options }) => options))];
  return {
    id: _id,
    level,
    channel,
    adopted: standing === 'adopted',
    realName: assurance !== 'anonymous',
    options: {
      full: chosen(details),
      // What was said in a later week is opened with its own quarter, and not in this one.
      shown: shown ? chosen(details.filter(({ at }) => weekOf(at) <= shown.week)) : [],
    },
    attribution,
    institutionCodes,
    shown,
  };
}

/** The ratings of an item, given in some days, that count and for which this option was chosen; so many at most. */
export async function poorRatingsWith(
  itemCode: string,
  option: string,
  { from, to }: { from: Day; to: Day },
  most = 500,
): Promise<string[]> {
  const found = await RatingModel.find(
    {
      'attribution.targets': { $elemMatch: { kind: 'item', code: itemCode } },
      ratedAt: { $gte: dayStart(from), $lt: dayEnd(to) },
      standing: 'adopted',
      'details.options': option,
    },
    { _id: 1 },
  )
    .limit(most)
    .lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}
