import type { Day } from '../calendar/days.js';
import type { StaffRole } from '../people/staff.js';

/**
 * What happens to a case (差评工单), each told by one event; their list is the timeline, nothing in it is ever changed or
 * removed. Source: 方案 二(三)1; domain.md §4; FA-2.3.1-a FA-2.3.1-i.
 */

/** Where a case comes from: a poor rating, a complaint told outside the five levels, or comprehensive feedback. */
export const CASE_ORIGINS = ['rating', 'complaint', 'feedback'] as const;
export type CaseOrigin = (typeof CASE_ORIGINS)[number];

/** Who acts: a role of staff, the evaluator, or the system when a time has run out. */
export type CaseRole = Extract<
  StaffRole,
  'window_clerk' | 'department' | 'center' | 'reform_office' | 'efficiency_office'
>;
export interface CaseActor {
  /** The account; for the evaluator a pseudonym; `system` for the clocks. */
  id: string;
  role: CaseRole | 'evaluator' | 'system';
  /** Codes of the institutions the account works for. */
  institutions: readonly string[];
  /** The directory's id of the person, when the account belongs to one who serves. */
  staffId?: string | undefined;
}

/** Who does what nobody does: the clocks, and what follows from a fact. */
export const SYSTEM_ACTOR: CaseActor = { id: 'system', role: 'system', institutions: [] };
/** Whoever gave the rating; the rules need no more of them, and nothing of a case names them. */
export const EVALUATOR_ACTOR: CaseActor = { id: 'evaluator', role: 'evaluator', institutions: [] };

/** Whom the case is about, as the rating's attribution had it when it was given. */
export interface RatedSide {
  institutions: readonly string[];
  staff: readonly string[];
  /** The windows served at: whoever sits there is rated as well (adr/019). */
  windows?: readonly string[] | undefined;
}

/** How a call to the evaluator ended. `declined`: somebody answered, and did not want to talk about it. */
export const CALL_OUTCOMES = ['reached', 'declined', 'no_answer', 'wrong_number'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What verification (回访核实) finds. `not_reached`: tried as the schedule asks, nobody heard; goes on as if true. */
export const FINDINGS = ['true', 'mistaken', 'malicious', 'not_reached'] as const;
export type Finding = (typeof FINDINGS)[number];
export const REVOCATION_GROUNDS = ['mistaken', 'malicious'] as const;
export type RevocationGround = (typeof REVOCATION_GROUNDS)[number];

/** What the department answers with: put right; reasons why not in time; an explanation that the law gives no ground. */
export const ANSWER_KINDS = ['rectified', 'reasons_stated', 'no_legal_basis'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** How a case ended. `settled`: the evaluator said, unasked or asked, that the matter is settled before there was an answer. */
export const CASE_OUTCOMES = ['satisfied', 'unsatisfied', 'silent', 'settled', 'revoked', 'merged'] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

/** How an appeal ended without a decision: taken back, or the rating was set aside by another way. */
export type AppealEnding = 'withdrawn' | 'moot';

export interface Opening {
  type: 'opened';
  origin: CaseOrigin;
  /** The rating's `ratedAt`, the complaint's sending: the clocks run from here, however late it arrived. */
  startedAt: Date;
  /** Assurance other than anonymous: it counts for 实名差评回访整改率. */
  realName: boolean;
  /** Whether there is a number to call. */
  contactable: boolean;
  rated: RatedSide;
  /** Code of the institution that is to put it right. */
  assignedTo: string;
  /** The centre is itself rated: the oversight offices lead in its place. */
  recused: boolean;
}

/** What is told with nothing but a reason. */
export type ReasonedType =
  | 'recused'
  | 'returned'
  | 'return_refused'
  | 'revocation_confirmed'
  | 'revocation_rejected'
  | 'contested'
  | 'contest_upheld'
  | 'contest_rejected'
  | 'ledger_refused'
  | 'reopened';

/** Whose officer: of those who lead, or of the department that is to put it right. */
export const OFFICER_SIDES = ['lead', 'department'] as const;
export type OfficerSide = (typeof OFFICER_SIDES)[number];

interface OfficerNamed {
  type: 'officer_named';
  officer: string;
  insteadOf?: string | undefined;
  side: OfficerSide;
  /** How many people were served for the same in those weeks, as whoever decided was told; domain.md §5. */
  served?: number | undefined;
}

/** What is told, without when and by whom. */
export type CaseFact =
  | Opening
  | { [T in ReasonedType]: { type: T; reason: string } }[ReasonedType]
  | OfficerNamed
  | { type: 'called'; outcome: CallOutcome; said: string; mayTell: boolean }
  | { type: 'explained'; text: string; attachments: readonly string[] }
  | { type: 'reassigned'; to: string; reason: string }
  | { type: 'verified'; finding: Finding; facts: string; attachments: readonly string[] }
  | { type: 'ledger_requested'; reason: string; day: Day }
  | { type: 'ledger_approved'; day: Day }
  | { type: 'answered'; kind: AnswerKind; text: string; attachments: readonly string[] }
  | { type: 'replied'; satisfied: boolean; reason: string }
  | { type: 'reply_lapsed' }
  | { type: 'settled'; said: string }
  | { type: 'supervised'; instruction: string; day?: Day | undefined }
  | { type: 'urged'; text: string }
  | { type: 'supplemented'; rating: string; level: number }
  | { type: 'merged'; into: string; reason: string }
  | { type: 'appeal_filed'; appeal: string }
  | { type: 'appeal_upheld'; appeal: string; reason: string; decidedBy?: string | undefined }
  | { type: 'appeal_dismissed'; appeal: string; reason: string; decidedBy?: string | undefined }
  | { type: 'appeal_ended'; appeal: string; how: AppealEnding }
  | { type: 'signalled'; keys: readonly string[] };

export type CaseEvent = CaseFact & { at: Date; by: { id: string; role: CaseActor['role'] } };
export type CaseEventType = CaseFact['type'];
