import type { WorkCalendar } from '@haochaping/shared/domain';
import { caseWay, refusedToRateAgain } from '@haochaping/shared/domain/cases/index';
import type { CasesOfRatings } from '../ratings/index.js';
import { CaseModel, type CaseRecord } from './model.js';
import { namesIn } from './names.js';
import { caseOfRating } from './queries.js';
import { countingAt } from './store.js';

/** What ratings are told of their cases: where each stands, and whether the same service may be rated again. */
export const casesOfRatings = (calendar: () => Promise<WorkCalendar>): CasesOfRatings => ({
  async waysOf(ratingIds, now) {
    if (ratingIds.length === 0) return new Map();
    const cases = await CaseModel.find({ ratingId: { $in: [...ratingIds] } }, { events: 0, trail: 0 }).lean<
      CaseRecord[]
    >();
    const [name, known] = await Promise.all([namesIn(cases, now), calendar()]);
    const counting = countingAt(now, known);
    return new Map(
      cases.map(({ ratingId, assignedTo, state }) => [ratingId, caseWay(state, name(assignedTo), counting)]),
    );
  },
  async refusedAgain(ratingId) {
    const record = await caseOfRating(ratingId);
    if (!record) return '这条评价不是差评，或者刚收到还没有立案；有话可以补充在评价里';
    return refusedToRateAgain(record.state, false)?.message ?? null;
  },
});
