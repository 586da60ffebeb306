import type { CaseQuery } from '@haochaping/shared/contracts';
import type { QueryFilter } from 'mongoose';
import { containing } from '../../database.js';
import type { StaffActor } from '../../http/actor.js';
import { CaseModel, type CaseRecord } from './model.js';
import { visibleCases, waitingFor } from './policy.js';

type Filter = QueryFilter<CaseRecord>;

function filterOf(actor: StaffActor, list: CaseQuery['list'], now: Date): Filter {
  const waits = waitingFor(actor);
  switch (list) {
    case 'mine':
      return { open: true, ...waits };
    case 'late':
      return { open: true, dueAt: { $lte: now } };
    case 'others':
      return { open: true, $nor: [waits] };
    case 'closed':
      return { open: false };
  }
}

const countOf = (actor: StaffActor, list: CaseQuery['list'], now: Date) =>
  CaseModel.countDocuments({ $and: [visibleCases(actor), filterOf(actor, list, now)] });

/** How many cases wait for this account, are late, and wait for others. */
export async function caseCounts(actor: StaffActor, now: Date) {
  const [mine, late, others] = await Promise.all([
    countOf(actor, 'mine', now),
    countOf(actor, 'late', now),
    countOf(actor, 'others', now),
  ]);
  return { mine, late, others };
}

/** A page of one of the work lists: what presses most first, of the closed the newest. */
export async function listCases(
  actor: StaffActor,
  query: CaseQuery,
  now: Date,
): Promise<{ cases: CaseRecord[]; total: number; counts: Awaited<ReturnType<typeof caseCounts>> }> {
  const search = query.search ? containing(query.search) : null;
  const filter: Filter = {
    $and: [
      visibleCases(actor),
      filterOf(actor, query.list, now),
      ...(search ? [{ $or: [{ number: search }, { title: search }] }] : []),
    ],
  };
  const closed = query.list === 'closed';
  const [cases, total, counts] = await Promise.all([
    CaseModel.find(filter, { events: 0, trail: 0 })
      .sort(closed ? { startedAt: -1, _id: 1 } : { dueAt: 1, _id: 1 })
      .skip((query.page - 1) * query.pageSize)
      .limit(query.pageSize)
      .lean<CaseRecord[]>(),
    CaseModel.countDocuments(filter),
    caseCounts(actor, now),
  ]);
  return { cases, total, counts };
}

/** The case of a complaint; null when it was not opened yet. */
export const caseOfComplaint = (complaintId: string): Promise<CaseRecord | null> =>
  CaseModel.findOne({ complaintId }).lean<CaseRecord>().exec();

/** The case of a rating; null when none was opened. */
export const caseOfRating = (ratingId: string): Promise<CaseRecord | null> =>
  CaseModel.findOne({ ratingId }).lean<CaseRecord>().exec();
