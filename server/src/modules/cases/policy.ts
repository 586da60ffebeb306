import { actsAs, CITY, isOversight, type CompetentOffice } from '@haochaping/shared/domain';
import {
  asksForLedger,
  leads,
  type CaseActor,
  type CaseRole,
  type CaseState,
  type RatedSide,
  type WaitedFor,
} from '@haochaping/shared/domain/cases/index';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import type { CaseRecord } from './model.js';

type Filter = QueryFilter<CaseRecord>;

/** The account as the rules of cases know it. Roles that have to do with none are refused by the routes. */
export const caseActorOf = (actor: StaffActor): CaseActor => ({
  id: actor.accountId,
  role: actor.role as CaseRole,
  institutions: [actor.institutionCode],
  staffId: actor.staffCode ?? undefined,
});

/** What decides over which cases somebody sees. */
export type CaseViewer = Pick<
  StaffActor,
  'accountId' | 'role' | 'institutionCode' | 'regionCodes' | 'staffCode' | 'windowCode'
>;

/** What decides who has to do with a case. */
export interface Places {
  offices: readonly CompetentOffice[];
  state: CaseState;
}

const ALL_OVERSIGHT = 'oversight';
const oversightOf = (region: string) => `oversight:${region}`;
const centerOf = (region: string) => `center:${region}`;
/** With the house: an account that moves to another leaves its cases behind. */
const officerOf = (institution: string, account: string) => `officer:${institution}:${account}`;

const centerMarks = ({ offices }: Places) =>
  offices.flatMap(({ role, jurisdiction }) => (role === 'center' ? [centerOf(jurisdiction)] : []));
const oversightMarks = ({ offices }: Places) => [
  ALL_OVERSIGHT,
  ...offices.map(({ jurisdiction }) => oversightOf(jurisdiction)),
];
const officerMarks = ({ state: { assignedTo, officers } }: Places) =>
  officers.department === undefined ? [] : [officerOf(assignedTo, officers.department)];

/**
 * Under which marks a case is found: one mark an account or office, so that a list is one stretch of an index. The centre: those it
 * is competent for, and those it is to put right; the oversight offices: all of their jurisdiction, the city's all; a department's
 * officer: those given to them, from the first day. Window clerks: none. Source: domain.md §4; adr/019, adr/026.
 */
export const seenUnder = (about: Places): string[] => [
  ...new Set([...centerMarks(about), ...oversightMarks(about), ...officerMarks(about)]),
];

/** The marks of those whose the next step is. */
function waitsUnder(about: Places, waitsFor: WaitedFor | null): string[] {
  const oversight = oversightMarks(about);
  const { phase, recused } = about.state;
  const marks: Record<WaitedFor, string[]> = {
    lead: recused ? oversight : centerMarks(about),
    department: officerMarks(about),
    oversight,
    evaluator: [],
  };
  // 督办 is the oversight offices' own as well, until the second answer is there.
  const supervised = phase === 'supervised' ? oversight : [];
  // The department works on while its request for the ledger lies with those who lead.
  const asked = asksForLedger(about.state) ? marks.lead : [];
  return [...new Set([...(waitsFor ? marks[waitsFor] : []), ...supervised, ...asked])];
}

/** The work lists that are kept with each case; the others follow from what is open, late or closed. */
export type MarkedList = 'mine' | 'others' | 'ledger';
const listed = (list: MarkedList) => (mark: string) => `${list}:${mark}`;

/** In which work lists an open case stands, and under which marks: so that a list with little in it looks at little. */
export function listedUnder(about: Places, waitsFor: WaitedFor | null): string[] {
  const { phase, ledger } = about.state;
  if (phase === 'closed') return [];
  const seen = seenUnder(about);
  const mine = waitsUnder(about, waitsFor);
  return [
    ...mine.map(listed('mine')),
    ...seen.filter((mark) => !mine.includes(mark)).map(listed('others')),
    ...(ledger.approved === undefined ? [] : seen.map(listed('ledger'))),
  ];
}

/** The marks an account looks under. */
export function marksOf(actor: CaseViewer): string[] {
  const { role, regionCodes, institutionCode, accountId } = actor;
  const own = officerOf(institutionCode, accountId);
  if (role === 'department') return [own];
  if (role === 'center') return [...regionCodes.map(centerOf), own];
  if (!isOversight(actor)) return [];
  return regionCodes.includes(CITY) ? [ALL_OVERSIGHT] : regionCodes.map(oversightOf);
}

type Person = Pick<StaffActor, 'staffCode' | 'windowCode'>;

/** Whether it is this person, or whoever sits at this window, that is rated: then, whatever the role, the case is not theirs to see (adr/019). */
export const isRatedPerson = (
  { staffCode, windowCode }: Person,
  { staff, windows = [] }: Pick<RatedSide, 'staff' | 'windows'>,
): boolean =>
  (staffCode !== null && staff.includes(staffCode)) || (windowCode !== null && windows.includes(windowCode));

/** `isRatedPerson` as a filter: the cases in which it is somebody else. */
const ofOthers = ({ staffCode, windowCode }: Person): Filter => ({
  ...(staffCode === null ? {} : { 'state.rated.staff': { $ne: staffCode } }),
  ...(windowCode === null ? {} : { 'state.rated.windows': { $ne: windowCode } }),
});

/** The cases an account may see. */
export const visibleCases = (actor: CaseViewer): Filter => ({
  seenBy: { $in: marksOf(actor) },
  ...ofOthers(actor),
});

/** `visibleCases` about one case. */
export const sees = (actor: CaseViewer, { seenBy, state }: Pick<CaseRecord, 'seenBy' | 'state'>): boolean =>
  marksOf(actor).some((mark) => seenBy.includes(mark)) && !isRatedPerson(actor, state.rated);

/** Whether the account reads who, when and where exactly: those who lead or oversee; never somebody of the rated side. */
export function readsInFull(actor: StaffActor, record: CaseRecord): boolean {
  if (leads(record.state, caseActorOf(actor)))
    return actsAs(actor, record.offices) !== null || actor.role !== 'center';
  const overseer = isOversight(actor);
  return overseer && !record.state.rated.institutions.includes(actor.institutionCode);
}

const namesOf = (actor: CaseViewer, list: MarkedList) => marksOf(actor).map(listed(list));

/** The cases of a work list: in `mine` the next step is this account's to make; what stands there does not wait for others. */
export const standingIn = (actor: CaseViewer, list: MarkedList): Filter => ({
  listed: {
    $in: namesOf(actor, list),
    ...(list === 'others' ? { $nin: namesOf(actor, 'mine') } : {}),
  },
  ...ofOthers(actor),
});

/** Whether the next step of this case is the account's. */
export const isWaitingFor = (actor: CaseViewer, { listed: lists }: Pick<CaseRecord, 'listed'>): boolean =>
  namesOf(actor, 'mine').some((name) => lists.includes(name));
