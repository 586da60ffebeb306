import type { CaseEventType } from '../cases/events.js';

/** After what the one who gave a rating is written to: what they can, or must, act on. Source: domain.md §4. */
export const PROGRESS_NAMES = {
  answered: '有了答复',
  revoked: '评价被撤销',
  contest_decided: '异议有了决定',
  reopened: '重新办理',
} as const;
export type ProgressKind = keyof typeof PROGRESS_NAMES;
export const PROGRESS_KINDS = Object.keys(PROGRESS_NAMES) as [ProgressKind, ...ProgressKind[]];

const PROGRESS_OF: Readonly<Partial<Record<CaseEventType, ProgressKind>>> = {
  answered: 'answered',
  revocation_confirmed: 'revoked',
  appeal_upheld: 'revoked',
  contest_upheld: 'contest_decided',
  contest_rejected: 'contest_decided',
  reopened: 'reopened',
};

/** The progress an event is for the evaluator; null for what they are not written to about. */
export const progressOf = ({ type }: { type: CaseEventType }): ProgressKind | null =>
  PROGRESS_OF[type] ?? null;
