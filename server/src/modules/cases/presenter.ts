import type { CaseFile, CaseRow, CaseView, OwnCaseView } from '@haochaping/shared/contracts';
import { OWN_CASE_MOVES } from '@haochaping/shared/contracts';
import { dayOf, isPoor, LEVEL_NAMES, monthDay, type Level } from '@haochaping/shared/domain';
import { COMPLAINT_NAME, saidOfComplaint } from '@haochaping/shared/domain/complaints';
import {
  asksForLedger,
  CASE_MOVES,
  caseWay,
  EVALUATOR_ACTOR,
  isFew,
  filesForEvaluator,
  filesOf,
  movesFor,
  nextStep,
  OUTCOME_NAMES,
  PHASE_NAMES,
  pressingClock,
  pressingFirst,
  isLate,
  toldToEvaluator,
  toldToStaff,
  waitedForName,
  type CaseEvent,
  type CaseState,
} from '@haochaping/shared/domain/cases/index';
import type { StaffActor } from '../../http/actor.js';
import type { RatingOfCase, RatingRecord } from '../ratings/index.js';
import type { CaseRecord } from './model.js';
import { caseActorOf } from './policy.js';
import type { OwnCase } from './own/own-cases.js';
import type { Counting } from './store.js';

/** Names of accounts and institutions beside their codes; what has no name is shown as its code. */
export type NameOf = (code: string) => string;
/** What people see of the files that cases name, by id. */
export type Files = ReadonlyMap<string, CaseFile>;

const presentFiles = (ids: readonly string[], files: Files): CaseFile[] =>
  ids.flatMap((id) => files.get(id) ?? []);

/** A complaint is spoken of as one, by its author and by staff. */
export const spokenOf = ({ origin }: Pick<CaseState, 'origin'>, text: string): string =>
  origin === 'complaint' ? saidOfComplaint(text) : text;

function dueOf(state: CaseState, counting: Counting): CaseRow['due'] {
  const clock = pressingClock(state, counting);
  if (!clock) return null;
  const { day, provisional } = clock.deadline;
  const waited = asksForLedger(state) ? (['lead', clock.waitedFor] as const) : [clock.waitedFor];
  return {
    day,
    provisional,
    late: isLate(clock, counting.now),
    waitsFor: spokenOf(state, waited.map((one) => waitedForName(state, one)).join('、')),
  };
}

/** A row of the work list. @param mine whether the next step is this account's */
export function presentCaseRow(record: CaseRecord, name: NameOf, mine: boolean, counting: Counting): CaseRow {
  const { state } = record;
  const outcome = state.closing?.outcome ?? null;
  const level = record.level as Level | null;
  return {
    id: record._id,
    number: record.number,
    phase: state.phase,
    phaseName: spokenOf(state, PHASE_NAMES[state.phase]) + (asksForLedger(state) ? '（申请进台账）' : ''),
    outcome,
    outcomeName: outcome && spokenOf(state, OUTCOME_NAMES[outcome]),
    level,
    levelName: level === null ? COMPLAINT_NAME : LEVEL_NAMES[level],
    title: record.title,
    institutionName: name(state.assignedTo),
    officerName: record.departmentOfficer && name(record.departmentOfficer),
    week: record.week,
    due: dueOf(state, counting),
    mine,
    version: record.version,
  };
}

const BY: Readonly<Record<CaseEvent['by']['role'], string>> = {
  window_clerk: '窗口人员',
  department: '承办部门',
  center: '行政服务中心',
  reform_office: '审改办',
  efficiency_office: '效能办',
  evaluator: '评价人',
  system: '系统',
};

/**
 * Not for those who are rated: what is said on the telephone, and why two cases are one matter, which speaks of who gave both ratings.
 */
const forLeadAlone = ({ type }: CaseEvent) => type === 'called' || type === 'merged';

/** What the system does at once, it does at the instant of a rating: those who may not know that instant read the day. */
const instantOf = ({ by, at }: CaseEvent, exact: boolean): string =>
  by.role === 'system' && !exact ? dayOf(at) : at.toISOString();

/** What is known of a case for one reader. */
export interface CaseSeen {
  rating: RatingOfCase | null;
  /** Whether this account reads who, when and where exactly. */
  full: boolean;
  /** Whether the next step is this account's. */
  mine: boolean;
  facts: CaseView['facts'];
  /** How many people were served for the same, for those who read in full; undefined where nobody could count them. */
  served: number | null | undefined;
  supplement: CaseView['supplement'];
  /** What the evaluator said on the way, as this account may read it. */
  said: (text: string) => string;
}

/** A case for staff. */
export function presentCase(
  actor: StaffActor,
  record: CaseRecord,
  { rating, full, mine, facts, served, supplement, said }: CaseSeen,
  name: NameOf,
  files: Files,
  counting: Counting,
): CaseView {
  const timeline = record.events.flatMap((event) => {
    const told = toldToStaff(event, name);
    if (!told) return [];
    const readable = full || !forLeadAlone(event) ? told.words : null;
    const words = readable && event.by.role === 'evaluator' ? said(readable) : readable;
    const person = event.by.role === 'evaluator' || event.by.role === 'system' ? '' : name(event.by.id);
    const by = [spokenOf(record.state, BY[event.by.role]), person].filter(Boolean).join(' ');
    return [
      {
        at: instantOf(event, full),
        what: spokenOf(record.state, told.what),
        by,
        words,
        files: presentFiles(filesOf(event), files),
      },
    ];
  });
  const context = { ...counting, actor: caseActorOf(actor) };
  return {
    ...presentCaseRow(record, name, mine, counting),
    details: rating?.details ?? [],
    rating: full && rating ? { id: rating.id, number: rating.number } : null,
    exact:
      rating && (full || record.state.mayTell)
        ? { place: rating.place, ratedAt: rating.ratedAt.toISOString() }
        : null,
    served: typeof served === 'number' ? { people: served, few: isFew(served) } : null,
    facts,
    timeline,
    supplement,
    letter: record.state.answers.length > 0,
    moves: pressingFirst(record.state, movesFor(record.state, context)).map((type) => ({
      type,
      name: spokenOf(record.state, CASE_MOVES[type].name),
    })),
  };
}

type Supplement = Pick<RatingRecord, 'number' | 'level' | 'ratedAt'>;

/** What stands beside one's own case: a supplementary rating, whether one may be given now, and what it is handled with. */
interface Beside extends Pick<OwnCaseView, 'handledWith'>, Pick<OwnCaseView['again'], 'may'> {
  supplement: Supplement | null;
}

/** One's own poor rating or complaint on its way, in plain words. */
export function presentOwnCase(
  { number, record }: Pick<OwnCase, 'number' | 'record'>,
  name: NameOf,
  files: Files,
  { supplement, may, handledWith }: Beside,
  counting: Counting,
): OwnCaseView {
  const { state } = record;
  const step = nextStep(state, name(state.assignedTo), counting);
  const day = step && monthDay(step.day, dayOf(counting.now));
  const until = step && `最晚${day}${step.provisional ? '（放假安排公布后可能会变）' : ''}`;
  // No clock runs while a revocation may be contested, and yet there is a last day.
  const way = step ? null : caseWay(state, name(state.assignedTo), counting);
  const context = { ...counting, actor: EVALUATOR_ACTOR };
  const open = movesFor(state, context);
  return {
    number,
    closed: state.phase === 'closed',
    timeline: record.events.flatMap((event, index) => {
      const told = toldToEvaluator(event, name, record.events.slice(0, index), counting);
      const own = presentFiles(filesForEvaluator(event), files);
      return told
        ? [{ at: event.at.toISOString(), text: spokenOf(state, told.what), words: told.words, files: own }]
        : [];
    }),
    letter: state.answers.length > 0,
    next: step
      ? step.late
        ? `${step.text}；已经过了期限（${day}），正在催办`
        : `${step.text}，${until}`
      : way?.yours
        ? spokenOf(state, way.text)
        : null,
    lastAnswer: state.phase === 'answered' && state.supervision,
    moves: OWN_CASE_MOVES.filter((type) => open.includes(type)),
    handledWith,
    again: {
      may,
      given: supplement && {
        number: supplement.number,
        levelName: LEVEL_NAMES[supplement.level],
        poor: isPoor(supplement.level),
        at: supplement.ratedAt.toISOString(),
      },
    },
  };
}
