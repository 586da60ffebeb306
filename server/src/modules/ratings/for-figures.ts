import { dayEnd, dayStart, isPoor, POOR_LEVELS, weekOf, type Day } from '@haochaping/shared/domain';
import type { ChosenAnswer, RatingFact } from '@haochaping/shared/domain/figures/index';
import { RatingModel, type RatingRecord } from './model.js';
import type { RatingDetailsFact } from './said.js';
import { visibleText } from './texts/visible-text.js';

/** A rating as it is counted, without what other modules know of it; its words as an office of oversight reads them. */
export type CountedRating = Omit<RatingFact, 'hall' | 'handling' | 'words'> & { id: string; texts: string[] };

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
  'details.text': 1,
  'details.questionnaire': 1,
} as const;
type Read = Pick<
  RatingRecord,
  '_id' | 'level' | 'channel' | 'standing' | 'assurance' | 'attribution' | 'institutionCodes' | 'ratedSide'
> & { details?: Pick<RatingDetailsFact, 'at' | 'options' | 'text' | 'questionnaire'>[] };

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
  // What was said in a later week is opened with its own quarter, and not in this one.
  const opened = shown ? details.filter(({ at }) => weekOf(at) <= shown.week) : [];
  return {
    id: _id,
    level,
    channel,
    adopted: standing === 'adopted',
    realName: assurance !== 'anonymous',
    options: {
      full: chosen(details),
      shown: chosen(opened),
    },
    answers: { full: answersIn(details), shown: answersIn(opened) },
    texts: isPoor(level) ? details.map((one) => visibleText(one, 'oversight')) : [],
    attribution,
    institutionCodes,
    shown,
  };
}

/** What was chosen in questionnaires; words somebody wrote there are no counter. */
const answersIn = (details: readonly Pick<RatingDetailsFact, 'questionnaire'>[]): ChosenAnswer[] =>
  details.flatMap(({ questionnaire }) =>
    (questionnaire?.answers ?? []).flatMap(({ question, chosen }) =>
      chosen.map((choice) => ({ version: questionnaire?.version ?? '', question, choice })),
    ),
  );

/** The poor ratings of an item, given in some days, that count; so many at most. */
export async function poorRatingsOfItem(
  itemCode: string,
  { from, to }: { from: Day; to: Day },
  now: Date,
  most = 2000,
): Promise<CountedRating[]> {
  const found = await RatingModel.find(
    {
      'attribution.targets': { $elemMatch: { kind: 'item', code: itemCode } },
      ratedAt: { $gte: dayStart(from), $lt: dayEnd(to) },
      level: { $in: POOR_LEVELS },
      standing: 'adopted',
    },
    READ,
  )
    .limit(most)
    .lean<Read[]>();
  return found.map((rating) => counted(rating, now));
}
