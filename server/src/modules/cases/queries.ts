import type { CaseQuery } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import { containing } from '../../database.js';
import type { StaffActor } from '../../http/actor.js';
import { countUpTo, pageOfRecords, type PageAsked } from '../../paging.js';
import { CaseModel, type CaseRecord } from './model.js';
import { standingIn, visibleCases } from './policy.js';

type Filter = QueryFilter<CaseRecord>;

/** One of the work lists of an account. Who is waited for sees the case; a list is one stretch of an index for each mark. */
export function listFilter(actor: StaffActor, list: CaseQuery['list'], now: Date): Filter {
  const seen = visibleCases(actor);
  switch (list) {
    case 'mine':
    case 'others':
    case 'ledger':
      return standingIn(actor, list);
    case 'late':
      return { ...seen, open: true, dueAt: { $lte: now } };
    case 'closed':
      return { ...seen, open: false };
  }
}

/** Of what is open what presses most comes first, of what is closed the newest. */
export const listOrder = (list: CaseQuery['list']): Record<string, 1 | -1> =>
  list === 'closed' ? { startedAt: -1, _id: 1 } : { dueAt: 1, _id: 1 };

const countOf = (actor: StaffActor, list: CaseQuery['list'], now: Date) =>
  countUpTo<CaseRecord>(CaseModel, listFilter(actor, list, now));

/** How many cases wait for this account, are late, and wait for others; counted up to `COUNTED`. */
export async function caseCounts(actor: StaffActor, now: Date) {
  const [mine, late, others] = await Promise.all([
    countOf(actor, 'mine', now),
    countOf(actor, 'late', now),
    countOf(actor, 'others', now),
  ]);
  return { mine, late, others };
}

/** A page of one of the work lists. */
export async function listCases(
  actor: StaffActor,
  query: CaseQuery & PageAsked,
  now: Date,
): Promise<{ cases: CaseRecord[]; total: number; counts: Awaited<ReturnType<typeof caseCounts>> }> {
  const search = query.search ? containing(query.search) : null;
  const filter: Filter = {
    ...listFilter(actor, query.list, now),
    ...(search ? { $or: [{ number: search }, { title: search }] } : {}),
  };
  const [{ records, total }, counts] = await Promise.all([
    pageOfRecords<CaseRecord>(CaseModel, filter, listOrder(query.list), query, { events: 0, trail: 0 }),
    caseCounts(actor, now),
  ]);
  return { cases: records, total, counts };
}

/** The case of a complaint; null when it was not opened yet. */
export const caseOfComplaint = (complaintId: string): Promise<CaseRecord | null> =>
  CaseModel.findOne({ complaintId }).lean<CaseRecord>().exec();

/** The case of a rating; null when none was opened. */
export const caseOfRating = (ratingId: string): Promise<CaseRecord | null> =>
  CaseModel.findOne({ ratingId }).lean<CaseRecord>().exec();

/** The states of the cases that were opened for these ratings, by the rating. */
export async function statesOfRatings(
  ratingIds: readonly string[],
): Promise<Map<string, CaseRecord['state']>> {
  if (ratingIds.length === 0) return new Map();
  const found = await CaseModel.find({ ratingId: { $in: [...ratingIds] } }, { ratingId: 1, state: 1 }).lean<
    Pick<CaseRecord, 'ratingId' | 'state'>[]
  >();
  return new Map(found.flatMap(({ ratingId, state }) => (ratingId ? [[ratingId, state] as const] : [])));
}

/** The days on which something was rated poorly that is still being handled. */
export async function daysOfOpenCases(): Promise<Set<string>> {
  const open: Date[] = await CaseModel.distinct('startedAt', {
    open: true,
    ratingId: { $type: 'string' },
  });
  return new Set(open.map(dayOf));
}
