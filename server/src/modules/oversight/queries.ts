import type { OversightCaseQuery, OversightList, OversightPeriod } from '@haochaping/shared/contracts';
import { dayEnd, dayPlus, dayStart, type WorkCalendar } from '@haochaping/shared/domain';
import {
  addFigures,
  figuresOf,
  REPEAT_RULE,
  repeatedOf,
  type CaseFigures,
  type CaseState,
  type PoorService,
  type Repeated,
} from '@haochaping/shared/domain/cases/index';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { CaseModel, countingAt, visibleCases, type CaseRecord } from '../cases/index.js';
import { countUpTo, pageOfRecords, type PageAsked } from '../../paging.js';
import { targetsOfRatings } from '../ratings/index.js';

type Filter = QueryFilter<CaseRecord>;

/** The cases an office oversees: those it sees, but for those in which it, or the person, is itself rated. */
const overseen = (actor: StaffActor): Filter => ({
  $and: [
    visibleCases(actor),
    { 'state.rated.institutions': { $ne: actor.institutionCode } },
    actor.staffCode === null ? {} : { 'state.rated.staff': { $ne: actor.staffCode } },
  ],
});

/** Cases of what was rated from the first to the last day, in Shanghai. */
const ratedIn = ({ from, to }: OversightPeriod): Filter => ({
  startedAt: { $gte: dayStart(from), $lt: dayEnd(to) },
});

/** What each list is about. What is overdue is so now, whenever it was rated. */
function listed(list: OversightList, period: OversightPeriod, now: Date): Filter {
  switch (list) {
    case 'revoked':
      return { ...ratedIn(period), 'state.standing': 'revoked' };
    case 'unsatisfied':
      return { ...ratedIn(period), 'state.replies.satisfied': false };
    case 'overdue':
      return { open: true, dueAt: { $lte: now } };
  }
}

const filterOf = (actor: StaffActor, list: OversightList, period: OversightPeriod, now: Date): Filter => ({
  $and: [overseen(actor), listed(list, period, now)],
});

/** A page of one list: what is overdue longest first, of the others the newest. */
export async function listOverseen(
  actor: StaffActor,
  { list, page, pageSize, countTo, ...period }: OversightCaseQuery & PageAsked,
  now: Date,
): Promise<{ cases: CaseRecord[]; total: number }> {
  const filter = filterOf(actor, list, period, now);
  const { records, total } = await pageOfRecords<CaseRecord>(
    CaseModel,
    filter,
    list === 'overdue' ? { dueAt: 1, _id: 1 } : { startedAt: -1, _id: 1 },
    { page, pageSize, countTo },
    { events: 0, trail: 0 },
  );
  return { cases: records, total };
}

/** How many stand in each list. */
export async function countOverseen(
  actor: StaffActor,
  period: OversightPeriod,
  now: Date,
): Promise<Record<OversightList, number>> {
  const count = (list: OversightList) => countUpTo<CaseRecord>(CaseModel, filterOf(actor, list, period, now));
  const [revoked, unsatisfied, overdue] = await Promise.all([
    count('revoked'),
    count('unsatisfied'),
    count('overdue'),
  ]);
  return { revoked, unsatisfied, overdue };
}

const BATCH = 500;

/** The figures of the period, of poor ratings alone: complaints are none. Counted from the records in pieces: never more than a piece is held. */
export async function countFigures(
  actor: StaffActor,
  period: OversightPeriod,
  calendar: WorkCalendar,
  now: Date,
): Promise<CaseFigures> {
  const counting = countingAt(now, calendar);
  let total = figuresOf([], counting);
  let piece: CaseState[] = [];
  const cursor = CaseModel.find(
    { $and: [overseen(actor), ratedIn(period), { 'state.origin': 'rating' }] },
    { state: 1 },
  )
    .lean<Pick<CaseRecord, '_id' | 'state'>[]>()
    .cursor({ batchSize: BATCH });
  for await (const { state } of cursor) {
    piece.push(state);
    if (piece.length < BATCH) continue;
    total = addFigures(total, figuresOf(piece, counting));
    piece = [];
  }
  return addFigures(total, figuresOf(piece, counting));
}

/** What was rated poorly again and again in the period, or up to it: the days before its first count for what lies together. */
export async function listRepeated(actor: StaffActor, { from, to }: OversightPeriod): Promise<Repeated[]> {
  const first = dayStart(from);
  const found = await CaseModel.find(
    {
      $and: [
        overseen(actor),
        ratedIn({ from: dayPlus(from, 1 - REPEAT_RULE.days), to }),
        { 'state.origin': 'rating', 'state.standing': { $ne: 'revoked' } },
      ],
    },
    { ratingId: 1, startedAt: 1 },
  ).lean<Pick<CaseRecord, '_id' | 'ratingId' | 'startedAt'>[]>();
  const targets = await targetsOfRatings(found.flatMap(({ ratingId }) => ratingId ?? []));
  const services = found.map(({ _id, ratingId, startedAt }): PoorService => ({
    caseId: _id,
    at: startedAt,
    targets: (ratingId && targets.get(ratingId)) || [],
  }));
  return repeatedOf(services).filter((one) => one.to >= first);
}

/** Cases by their ids, without what happened in them. */
export const casesById = (ids: readonly string[]): Promise<CaseRecord[]> =>
  CaseModel.find({ _id: { $in: [...ids] } }, { events: 0, trail: 0 })
    .lean<CaseRecord[]>()
    .exec();
