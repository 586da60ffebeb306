import type { CandidateQuery, Candidates, ListingFactView } from '@haochaping/shared/contracts';
import { dayEnd, dayOf, dayStart, type WorkCalendar } from '@haochaping/shared/domain';
import { periodOf, SUBJECT_KIND_NAMES, type ReportPeriod } from '@haochaping/shared/domain/figures/index';
import {
  candidatesOf,
  factsOf,
  factText,
  LISTED_KINDS,
  LISTING_FACT_RULES,
  LISTING_FACTS,
  LISTING_STATE_NAMES,
  reasonsFor,
  type ListedKind,
  type ListingList,
} from '@haochaping/shared/domain/listings/index';
import type { StaffActor } from '../../../http/actor.js';
import { CaseModel, caseRows, visibleCases, type CaseRecord } from '../../cases/index.js';
import { upheldReports } from '../../coercion/index.js';
import { directoryNow, type Directory } from '../../directory/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { inventedCity } from '../invented.js';
import { bookFor } from '../scope.js';
import { ListingModel, type ListingRecord } from './model.js';
import { gatherRecords, type Recorded } from './records.js';

/** More than this nobody reads through. */
const MOST_CANDIDATES = 50;
const MOST_CASES = 20;

/** Reports of coercion found true in a period, for who reads those; null for everybody else. */
export async function coercionIn(actor: StaffActor, { from, to }: Pick<ReportPeriod, 'from' | 'to'>) {
  if (!rolesThatMay('coercion.read').includes(actor.role)) return null;
  const found = await upheldReports(actor, { from: dayStart(from), to: dayEnd(to) });
  return found.map(({ institutionCodes }) => institutionCodes);
}

/** What the records have of all, or one, whom an office oversees; never of itself. */
export async function recordsFor(
  actor: StaffActor,
  period: ReportPeriod,
  one: { subject: ListedKind; code: string } | null,
  calendar: WorkCalendar,
  now: Date,
): Promise<Recorded[]> {
  return gatherRecords(
    {
      period,
      kinds: one ? [one.subject] : LISTED_KINDS,
      ...(one ? { code: one.code } : {}),
      cases: visibleCases(actor),
      within: (entry) => bookFor(actor, entry) === 'full',
      coercion: await coercionIn(actor, period),
    },
    calendar,
    now,
  );
}

/** Cases as they stand behind a fact, of those the account may see today; no evaluator is among what is told. */
export async function evidenceFor(
  actor: StaffActor,
  ids: readonly string[],
  calendar: WorkCalendar,
  now: Date,
): Promise<(of: readonly string[]) => ListingFactView['cases']> {
  const seen = await CaseModel.find(
    { $and: [{ _id: { $in: [...new Set(ids)] } }, visibleCases(actor)] },
    { events: 0, trail: 0 },
  ).lean<CaseRecord[]>();
  const rows = new Map((await caseRows(actor, seen, calendar, now)).map((row) => [row.id, row]));
  return (of) =>
    of.slice(0, MOST_CASES).flatMap((id) => {
      const row = rows.get(id);
      if (!row) return [];
      return [
        {
          id,
          number: row.number,
          title: row.title,
          what: `${row.levelName}，${row.outcomeName ?? row.phaseName}`,
        },
      ];
    });
}

/** What a subject is called, and its institution. */
export const namesIn = (
  directory: Directory,
  {
    subject,
    name,
    code,
    institutionCode,
  }: Pick<ListingRecord, 'subject' | 'name' | 'code' | 'institutionCode'>,
  now: Date,
) => {
  const institutionName =
    directory.lookUp('institutions', institutionCode, now)?.data.name ?? institutionCode;
  return {
    subject,
    subjectName: SUBJECT_KIND_NAMES[subject],
    code,
    name: subject === 'institution' ? institutionName : name || code,
    institutionName,
  };
};

const RULES = LISTING_FACTS.map((id) => `${LISTING_FACT_RULES[id].name}：${LISTING_FACT_RULES[id].rule}。`);

/** Who the records bring up for a list of a period, with every fact; nobody is on a list by it. FA-2.4.2-b FA-2.4.2-c */
export async function listCandidates(
  actor: StaffActor,
  { list, kind, period: key }: CandidateQuery,
  calendar: WorkCalendar,
  now: Date,
): Promise<Candidates> {
  const period = periodOf(kind, key);
  const [recorded, directory, invented] = await Promise.all([
    recordsFor(actor, period, null, calendar, now),
    directoryNow(),
    inventedCity(),
  ]);
  const all = candidatesOf(list, recorded);
  const shown = all.slice(0, MOST_CANDIDATES);
  const [evidence, listings] = await Promise.all([
    evidenceFor(
      actor,
      shown.flatMap(({ cases }) => Object.values(cases).flat()),
      calendar,
      now,
    ),
    ListingModel.find({ slot: { $in: shown.map((one) => slotOf(list, period, one.kind, one.code)) } }).lean<
      ListingRecord[]
    >(),
  ]);
  return {
    periodName: period.name,
    from: period.from,
    to: period.to,
    over: period.to < dayOf(now),
    items: shown.map((one) => {
      const reasons = reasonsFor(list, one).map(({ id }) => id);
      const slot = slotOf(list, period, one.kind, one.code);
      const listing = listings.find((other) => other.slot === slot);
      return {
        ...namesIn(directory, { ...one, subject: one.kind }, now),
        facts: factsOf(one).map((fact) => ({
          id: fact.id,
          name: LISTING_FACT_RULES[fact.id].name,
          rule: LISTING_FACT_RULES[fact.id].rule,
          text: factText(fact),
          now: null,
          reached: reasons.includes(fact.id),
          cases: evidence(one.cases[fact.id] ?? []),
        })),
        listing: listing
          ? {
              id: listing.office === actor.institutionCode ? listing._id : null,
              stateName: LISTING_STATE_NAMES[listing.state],
            }
          : null,
      };
    }),
    left: all.length - shown.length,
    rules: RULES,
    invented: invented !== null && invented.from <= period.to && invented.to >= period.from,
  };
}

/** One subject stands once on a list of a period. */
export const slotOf = (
  list: ListingList,
  { kind, key }: Pick<ReportPeriod, 'kind' | 'key'>,
  subject: ListedKind,
  code: string,
): string => [list, kind, key, subject, code].join(' ');
