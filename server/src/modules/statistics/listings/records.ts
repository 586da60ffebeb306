import { dayEnd, dayStart, type WorkCalendar } from '@haochaping/shared/domain';
import {
  clocksOf,
  clustered,
  countsAsLate,
  isLate,
  type CaseState,
} from '@haochaping/shared/domain/cases/index';
import {
  figureOf,
  formulaOf,
  type ReportPeriod,
  type SubjectKind,
} from '@haochaping/shared/domain/figures/index';
import {
  NO_COUNTS,
  type ListedKind,
  type ListingCounts,
  type ListingFactId,
} from '@haochaping/shared/domain/listings/index';
import type { QueryFilter } from 'mongoose';
import { CaseModel, countingAt, type CaseRecord } from '../../cases/index.js';
import type { SummedLevels } from '../packed.js';
import { readLevels } from '../sheets.js';

/** What the records have of one subject in a period, and which cases tell so. */
export interface Recorded {
  kind: ListedKind;
  code: string;
  name: string;
  institutionCode: string;
  regionCode: string;
  counts: ListingCounts;
  cases: Partial<Record<ListingFactId, string[]>>;
}

/** From where it is gathered: everything an account oversees, or one subject. */
export interface Gathering {
  period: Pick<ReportPeriod, 'from' | 'to'>;
  kinds: readonly ListedKind[];
  /** One subject alone. */
  code?: string;
  cases: QueryFilter<CaseRecord>;
  /** Whether figures of that subject are read. */
  within: (entry: Omit<SummedLevels, 'counts'> & { kind: SubjectKind }) => boolean;
  /** The institutions that may be meant by each report found true; null where those are not read. */
  coercion: readonly (readonly string[])[] | null;
}

const keyOf = (kind: ListedKind, code: string): string => `${kind} ${code}`;
type Told = Pick<CaseRecord, '_id' | 'startedAt' | 'state'>;

/** The facts of every subject that was rated in the period and is read by who asks: from the sheets and the cases alone. FA-2.4.2-b FA-2.4.2-c */
export async function gatherRecords(
  gathering: Gathering,
  calendar: WorkCalendar,
  now: Date,
): Promise<Recorded[]> {
  const { period, coercion } = gathering;
  const [found, cases] = await Promise.all([
    ratedSubjects(gathering),
    CaseModel.find(
      {
        $and: [
          gathering.cases,
          { startedAt: { $gte: dayStart(period.from), $lt: dayEnd(period.to) } },
          { 'state.standing': { $ne: 'revoked' } },
        ],
      },
      { startedAt: 1, state: 1 },
    ).lean<Told[]>(),
  ]);
  const tell = (kind: ListedKind, code: string, id: ListingFactId, caseId: string) => {
    const subject = found.get(keyOf(kind, code));
    if (subject) subject.cases[id] = [...(subject.cases[id] ?? []), caseId];
  };
  for (const { _id, state } of cases) {
    if (isUpheldComplaint(state))
      for (const [kind, code] of ratedBy(state)) tell(kind, code, 'complaints', _id);
    const lateness = latenessOf(state, calendar, now);
    if (lateness) tell('institution', state.assignedTo, lateness, _id);
  }
  for (const { kind, code, poor } of poorBySubject(cases))
    for (const { id } of clustered(poor)) tell(kind, code, 'repeated', id);
  return [...found.values()].map((subject) => ({ ...subject, counts: countsOf(subject, coercion) }));
}

/** The windows, persons and units that were rated in the period, with how. */
async function ratedSubjects({
  period: { from, to },
  kinds,
  code,
  within,
}: Gathering): Promise<Map<string, Recorded>> {
  const satisfied = formulaOf('satisfied_share');
  const found = new Map<string, Recorded>();
  for (const kind of kinds)
    for (const { counts, ...entry } of await readLevels({ book: 'full', kind, from, to })) {
      if ((code !== undefined && entry.code !== code) || !within({ ...entry, kind })) continue;
      const { part, whole } = figureOf(counts, satisfied);
      const recorded = { ...NO_COUNTS, satisfied: { part, whole } };
      found.set(keyOf(kind, entry.code), { kind, ...entry, counts: recorded, cases: {} });
    }
  return found;
}

/** Everybody a case is about. */
function ratedBy({ rated }: CaseState): [ListedKind, string][] {
  const named = (kind: ListedKind, codes: readonly string[] = []) =>
    codes.map((code): [ListedKind, string] => [kind, code]);
  return [
    ...named('institution', rated.institutions),
    ...named('window', rated.windows),
    ...named('staff', rated.staff),
  ];
}

/** The poor ratings that count, of each whom they are about, in order of time. */
function poorBySubject(
  cases: readonly Told[],
): Iterable<{ kind: ListedKind; code: string; poor: { id: string; at: Date }[] }> {
  const poor = new Map<string, { kind: ListedKind; code: string; poor: { id: string; at: Date }[] }>();
  const counting = cases.filter(({ state }) => state.origin === 'rating' && state.standing === 'adopted');
  for (const { _id, startedAt, state } of counting.sort(
    (a, b) => a.startedAt.getTime() - b.startedAt.getTime(),
  ))
    for (const [kind, code] of ratedBy(state)) {
      const known = poor.get(keyOf(kind, code)) ?? { kind, code, poor: [] };
      known.poor.push({ id: _id, at: startedAt });
      poor.set(keyOf(kind, code), known);
    }
  return poor.values();
}

const isUpheldComplaint = ({ origin, standing, verification }: CaseState): boolean =>
  origin === 'complaint' && standing === 'adopted' && verification?.finding === 'true';

/** Whether what was to be put right was so too late, or is not by now; null where neither is known. */
function latenessOf(state: CaseState, calendar: WorkCalendar, now: Date): 'late' | 'missing' | null {
  const clocks = clocksOf(state, countingAt(now, calendar)).filter(
    ({ kind }) => kind === 'rectification' || kind === 'supervision',
  );
  if (clocks.some((clock) => !clock.endedAt && isLate(clock, now))) return 'missing';
  return clocks.some((clock) => clock.endedAt && !clock.stopped && countsAsLate(clock, now)) ? 'late' : null;
}

function countsOf({ kind, code, counts, cases }: Recorded, coercion: Gathering['coercion']): ListingCounts {
  const many = (id: ListingFactId) => cases[id]?.length ?? 0;
  return {
    satisfied: counts.satisfied,
    repeated: many('repeated'),
    complaints: many('complaints'),
    late: many('late'),
    missing: many('missing'),
    coercion:
      coercion && (kind === 'institution' ? coercion.filter((codes) => codes.includes(code)).length : 0),
  };
}
