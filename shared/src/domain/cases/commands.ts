import type { Day } from '../calendar/days.js';
import type { WorkCalendar } from '../calendar/calendar.js';
import type {
  AnswerKind,
  AppealEnding,
  CallOutcome,
  CaseActor,
  CaseEvent,
  CaseFact,
  Finding,
  OfficerSide,
  Opening,
  ReasonedType,
} from './events.js';
import type { CasePhase, CaseState } from './state.js';
import type { CaseTimes } from './times.js';

/** What somebody wants to do with a case, each with the words that go with it. Names as people say them: domain.md §1, §4. */
export interface CaseCommands {
  /** `served`: how many were served for the same in those weeks, where the lead gives the case to a department's officer. */
  name_officer: { officer: string; side: OfficerSide; served?: number | undefined };
  recuse: { reason: string };
  call: { outcome: CallOutcome; said: string; mayTell?: boolean | undefined };
  explain: { text: string; attachments: readonly string[] };
  return: { reason: string };
  /** `officer`: who is to see to it there, where somebody can be named at once. */
  reassign: { to: string; reason: string; officer?: string | undefined };
  refuse_return: { reason: string };
  verify: { finding: Finding; facts: string; attachments: readonly string[] };
  confirm_revocation: { reason: string };
  reject_revocation: { reason: string };
  contest: { reason: string };
  uphold_contest: { reason: string };
  reject_contest: { reason: string };
  request_ledger: { reason: string; day: Day };
  approve_ledger: object;
  refuse_ledger: { reason: string };
  answer: { kind: AnswerKind; text: string; attachments: readonly string[] };
  reply: { satisfied: boolean; reason: string };
  lapse_reply: object;
  settle: { said: string };
  supervise: { instruction: string; day?: Day | undefined };
  urge: { text: string };
  supplement: { rating: string; level: number };
  merge: { into: string; intoStartedAt: Date; reason: string };
  reopen: { reason: string };
  file_appeal: { appeal: string };
  /** `decidedBy`: the account that did. */
  uphold_appeal: { appeal: string; reason: string; decidedBy?: string | undefined };
  dismiss_appeal: { appeal: string; reason: string; decidedBy?: string | undefined };
  end_appeal: { appeal: string; how: AppealEnding };
}
export type CaseCommandType = keyof CaseCommands;
export type CaseCommand = { [T in CaseCommandType]: { type: T } & CaseCommands[T] }[CaseCommandType];
export type OpenCase = Omit<Opening, 'type'>;

/** Why a move is refused, in words for the one who tried. */
export interface Refusal {
  code:
    | 'wrong_phase'
    | 'wrong_role'
    | 'rated_side'
    | 'same_person'
    | 'out_of_time'
    | 'not_yet'
    | 'missing'
    | 'already';
  message: string;
  /** The part of the command that has to be different. */
  field?: string | undefined;
}
export const refusal = (code: Refusal['code'], message: string, field?: string): Refusal => ({
  code,
  message,
  field,
});

export type Decision = { events: readonly CaseEvent[]; refused?: undefined } | { refused: Refusal };

/** What a decision is taken with beside the case and the command. */
export interface CaseContext {
  now: Date;
  actor: CaseActor;
  calendar: WorkCalendar;
  times: CaseTimes;
}

/** One move: where it is allowed, to whom, on what terms, and what it tells. */
export interface Move<T extends CaseCommandType = CaseCommandType> {
  /** On the button. */
  name: string;
  in: readonly CasePhase[];
  /** Who may, whatever they say with it: a refusal, or undefined. Asked also for what the console offers. */
  who: (state: CaseState, context: CaseContext) => Refusal | undefined;
  /** What the words of the command must be: a refusal, or the facts. */
  tell: (state: CaseState, command: CaseCommands[T], context: CaseContext) => Refusal | readonly CaseFact[];
}
export type Moves<T extends CaseCommandType> = { [K in T]: Move<K> };

/** Reasons and answers are read by people: a dot is none. */
const LEAST_WORDS = 5;
export const wordless = (text: string, field: string, what: string): Refusal | undefined =>
  [...text.trim()].length < LEAST_WORDS
    ? refusal('missing', `请写明${what}，至少${LEAST_WORDS}个字`, field)
    : undefined;

/** What a move tells that needs nothing but a reason in words. */
export const reasoned =
  (type: ReasonedType, what: string) =>
  (_state: CaseState, { reason }: { reason: string }): Refusal | readonly CaseFact[] =>
    wordless(reason, 'reason', what) ?? [{ type, reason: reason.trim() }];
