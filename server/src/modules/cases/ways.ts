import type { WorkCalendar } from '@haochaping/shared/domain';
import { caseWay, type CaseWay } from '@haochaping/shared/domain/cases/index';
import type { CasesOfRatings } from '../ratings/index.js';
import { CaseModel, type CaseRecord } from './model.js';
import { namesIn } from './names.js';
import { caseOfRating } from './queries.js';
import { countingAt } from './store.js';
import { handledIn, refusedAgain } from './together/handled-in.js';

type CalendarNow = () => Promise<WorkCalendar>;

/** The cases of those of these ratings that have one, each with where it stands for its evaluator; by the id of the rating. */
export async function casesWithWays(
  ratingIds: readonly string[],
  calendar: CalendarNow,
  now: Date,
): Promise<ReadonlyMap<string, { record: CaseRecord; way: CaseWay }>> {
  if (ratingIds.length === 0) return new Map();
  const cases = await CaseModel.find({ ratingId: { $in: [...ratingIds] } }, { events: 0, trail: 0 }).lean<
    (CaseRecord & { ratingId: string })[]
  >();
  const [name, known] = await Promise.all([namesIn(cases, now), calendar()]);
  const counting = countingAt(now, known);
  return new Map(
    cases.map((record) => {
      const way = caseWay(record.state, name(record.assignedTo), counting);
      return [record.ratingId, { record, way }];
    }),
  );
}

/** What ratings are told of their cases: where each stands, and whether the same service may be rated again. */
export const casesOfRatings = (calendar: CalendarNow): CasesOfRatings => ({
  async waysOf(ratingIds, now) {
    const found = await casesWithWays(ratingIds, calendar, now);
    return new Map([...found].map(([ratingId, { way }]) => [ratingId, way]));
  },
  async refusedAgain(ratingId) {
    const record = await caseOfRating(ratingId);
    if (!record) return '这条评价不是差评，或者刚收到还没有立案；有话可以补充在评价里';
    return refusedAgain(record, await handledIn(record), false)?.message ?? null;
  },
});
