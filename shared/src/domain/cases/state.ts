import type { Day } from '../calendar/days.js';
import { isOversight } from '../rating/competence.js';
import type {
  AnswerKind,
  CallOutcome,
  CaseActor,
  CaseOrigin,
  CaseOutcome,
  Finding,
  RatedSide,
  RevocationGround,
} from './events.js';

/**
 * Where a case stands: `verifying` 回访核实 · `revoking` 撤销核实 · `rectifying` 整改 · `answered` 待评价人回复 · `supervised`
 * 督办 · `contested` 撤销异议 · `closed`.
 */
export const CASE_PHASES = [
  'verifying',
  'revoking',
  'rectifying',
  'answered',
  'supervised',
  'contested',
  'closed',
] as const;
export type CasePhase = (typeof CASE_PHASES)[number];
export const OPEN_PHASES: readonly CasePhase[] = CASE_PHASES.filter((phase) => phase !== 'closed');

/** What a rating counts as; the raw count stands beside it. */
export type Standing = 'adopted' | 'revoked' | 'offset';

export const CLOCK_KINDS = [
  'verification',
  'revocation',
  'rectification',
  'reassignment',
  'reply',
  'contest',
  'supervision',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** One running or ended clock. Its deadline is not kept: it is counted by the calendar known when it is asked for. */
export interface CaseClock {
  kind: ClockKind;
  startedAt: Date;
  /** It starts no later than the deadline of this clock of the list: who was late before does not win time for the next. */
  notAfter?: number | undefined;
  /** A day set in place of the working days: ledger and supervision order. */
  day?: Day | undefined;
  /** When its day was moved, each time with the day that stood before (none: the working days). */
  moved?: readonly { at: Date; day?: Day | undefined }[] | undefined;
  /** A supervision order asked for it: the next order begins another. */
  ordered?: boolean | undefined;
  endedAt?: Date | undefined;
  /** It ended without that for which it ran having been done: there was no need any more. */
  stopped?: boolean | undefined;
}

export interface CaseState {
  origin: CaseOrigin;
  phase: CasePhase;
  startedAt: Date;
  openedAt: Date;
  realName: boolean;
  contactable: boolean;
  rated: RatedSide;
  assignedTo: string;
  /** Whom it was given to when it was opened: of the rated ones, whoever gets it later. */
  assignedFirst?: string | undefined;
  assignedAt: Date;
  /** The assignment the department does not take for its own; undefined when there is none to decide on. */
  returned?: { at: Date; reason: string } | undefined;
  recused: boolean;
  officers: { lead?: string | undefined; department?: string | undefined };
  calls: { at: Date; outcome: CallOutcome }[];
  /** The evaluator said, when last spoken to, that the department may be told when and at which window it was. */
  mayTell: boolean;
  verification?: { at: Date; by: string; finding: Finding } | undefined;
  /** Proposed, and perhaps confirmed: who proposed must not confirm, who did either must not decide what is contested. */
  revocation?: { ground: RevocationGround; proposedBy: string; confirmedBy?: string | undefined } | undefined;
  /** Whoever ever proposed or confirmed that the rating is set aside: they decide no appeal against it. */
  revokers: readonly string[];
  contestedOnce: boolean;
  /** The oversight offices found for the evaluator, once and for all: no appeal sets the rating aside any more. */
  contestUpheld: boolean;
  ledger: { requested?: { day: Day } | undefined; approved?: Day | undefined };
  answers: { at: Date; kind: AnswerKind; supervised: boolean }[];
  replies: { at: Date; satisfied: boolean }[];
  /** The evaluator was dissatisfied and the case went to the oversight offices. */
  supervision: boolean;
  standing: Standing;
  appeal?:
    { id: string; decided?: 'upheld' | 'dismissed' | undefined; decidedBy?: string | undefined } | undefined;
  closing?: { at: Date; outcome: CaseOutcome; into?: string | undefined } | undefined;
  clocks: CaseClock[];
  /** Keys of the warnings given: none is given twice. */
  signals: readonly string[];
}

const ends = (clock: CaseClock, at: Date): CaseClock => (clock.endedAt ? clock : { ...clock, endedAt: at });

/** Ends running clocks of these kinds, or all. */
export const stopClocks = (
  state: CaseState,
  at: Date,
  kinds: readonly ClockKind[] = CLOCK_KINDS,
): CaseClock[] => state.clocks.map((clock) => (kinds.includes(clock.kind) ? ends(clock, at) : clock));

/** The case with its running clocks (of one kind, or all) ended, as what they ran for need not be done any more. */
export const abandoned = (state: CaseState, at: Date, kind?: ClockKind): CaseState => ({
  ...state,
  clocks: state.clocks.map((clock) =>
    clock.endedAt || (kind && clock.kind !== kind) ? clock : { ...clock, endedAt: at, stopped: true },
  ),
});

/** The place of the last clock of a kind in the list; -1 when there is none. */
export const lastClock = (state: Pick<CaseState, 'clocks'>, kind: ClockKind): number =>
  state.clocks.map((clock) => clock.kind).lastIndexOf(kind);

/**
 * Whether a person belongs to those the case is about, or to the department it is assigned to. A centre that is to put right what
 * happened at its own windows leads such a case all the same, unless it was itself what was rated (adr/019).
 */
export function isOfRatedSide(state: Pick<CaseState, 'rated' | 'assignedTo'>, actor: CaseActor): boolean {
  const { institutions, staff } = state.rated;
  if (actor.staffId !== undefined && staff.includes(actor.staffId)) return true;
  const answersFor = (code: string) => code === state.assignedTo && actor.role !== 'center';
  return actor.institutions.some((code) => answersFor(code) || institutions.includes(code));
}

/**
 * Whether the person is of the unit that was rated, or that is to put it right: a centre too, where its own window was. It leads such a
 * case, but neither proposes nor confirms that the rating is set aside. Source: domain.md §4.
 */
export const isOfRatedUnit = (
  { assignedTo, assignedFirst }: Pick<CaseState, 'assignedTo' | 'assignedFirst'>,
  { institutions }: CaseActor,
): boolean => institutions.some((code) => code === assignedTo || code === assignedFirst);

/** Whether the person leads the case: the centre, or the oversight offices where the centre is itself rated. */
export function leads(state: CaseState, actor: CaseActor): boolean {
  if (isOfRatedSide(state, actor)) return false;
  return state.recused ? isOversight(actor) : actor.role === 'center';
}
