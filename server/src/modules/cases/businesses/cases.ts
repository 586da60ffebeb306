import type { BusinessCaseList, BusinessCaseQuery, BusinessCaseRow } from '@haochaping/shared/contracts';
import { LEVEL_NAMES, type WorkCalendar } from '@haochaping/shared/domain';
import type { CaseWay } from '@haochaping/shared/domain/cases/index';
import type { EvaluatorActor } from '../../../http/actor.js';
import type { Keys } from '../../../keys.js';
import { handlerNames } from '../../evaluators/index.js';
import { poorRatingsOfBusiness, type BusinessRating } from '../../ratings/index.js';
import type { CaseRecord } from '../model.js';
import { casesWithWays } from '../ways.js';

interface Matter {
  rating: BusinessRating;
  record: CaseRecord;
  way: CaseWay;
}

const LISTED: Readonly<Record<BusinessCaseList, (matter: Matter) => boolean>> = {
  open: ({ record }) => record.open,
  // Also a revocation that may still be contested, though its case is closed.
  yours: ({ way }) => way.yours,
  closed: ({ record }) => !record.open,
};

/** A list of the poor ratings of a business, whole, and how many stand in each. A business has few: they are counted by looking at all. */
export interface BusinessCases {
  rows: (from: number, most: number) => Promise<BusinessCaseRow[]>;
  total: number;
  counts: Record<BusinessCaseList, number>;
}

/**
 * The cases of poor ratings given for a business, as far as they are open to this person; what waits for the business first.
 * @throws AppError `not_found`, `not_allowed` as `poorRatingsOfBusiness`
 */
export async function casesOfBusiness(
  { keys, calendar }: { keys: Keys; calendar: () => Promise<WorkCalendar> },
  actor: EvaluatorActor,
  businessId: string,
  query: Omit<BusinessCaseQuery, 'page' | 'pageSize'>,
  now: Date,
): Promise<BusinessCases> {
  const ratings = await poorRatingsOfBusiness(actor, businessId, query, now);
  const cases = await casesWithWays(
    ratings.map(({ _id }) => _id),
    calendar,
    now,
  );
  const matters = ratings.flatMap((rating): Matter[] => {
    const found = cases.get(rating._id);
    return found ? [{ rating, ...found }] : [];
  });
  const listed = matters.filter(LISTED[query.list]);
  const inOrder = [...listed.filter(({ way }) => way.yours), ...listed.filter(({ way }) => !way.yours)];
  const countOf = (list: BusinessCaseList) => matters.filter(LISTED[list]).length;
  const counts = { open: countOf('open'), yours: countOf('yours'), closed: countOf('closed') };
  return {
    rows: (from, most) => rowsOf(keys, actor, inOrder.slice(from, from + most)),
    total: counts[query.list],
    counts,
  };
}

async function rowsOf(
  keys: Keys,
  { evaluatorIds }: EvaluatorActor,
  matters: readonly Matter[],
): Promise<BusinessCaseRow[]> {
  const others = matters.flatMap(({ rating: { handler } }) =>
    handler && !evaluatorIds.includes(handler.accountId) ? [handler.accountId] : [],
  );
  const names = await handlerNames(keys, others);
  return matters.map(({ rating, record, way }) => {
    const { number, level, title, place, ratedAt, handler } = rating;
    return {
      number,
      level,
      levelName: LEVEL_NAMES[level],
      title,
      place,
      ratedAt: ratedAt.toISOString(),
      handlerName: handler ? (names.get(handler.accountId) ?? '您') : null,
      way,
      letter: record.state.answers.length > 0,
    };
  });
}
