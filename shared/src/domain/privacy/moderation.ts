/**
 * What became of a text that a check or a person found fault with. Entries are only added; the text itself never changes.
 * Source: 方案 三(三)3; a text is hidden from the rated side and the public, the level it came with counts all the same.
 */
export type ModerationState = 'flagged' | 'hidden' | 'cleared';

/** One judgement: by the local word list, by WeChat's check, or by the account of a reviewer. */
export interface ModerationEntry {
  state: ModerationState;
  by: string;
  category: string;
  at: Date;
  reason: string;
}

/** Judges that are programs; what they say waits for a person. */
export const TEXT_CHECKS = ['local', 'wechat'] as const;
export const isTextCheck = (by: string): boolean => (TEXT_CHECKS as readonly string[]).includes(by);

/** Who may read a text now: everybody it is meant for, nobody until it was looked at, or nobody by a reviewer's word. */
export const TEXT_STATES = ['shown', 'waiting', 'hidden'] as const;
export type TextState = (typeof TEXT_STATES)[number];

/** Where a text stands after these judgements; the last one decides, and a program's hiding waits for a person. */
export function textStateOf(entries: readonly Pick<ModerationEntry, 'state' | 'by'>[]): TextState {
  const last = entries.at(-1);
  if (!last || last.state === 'cleared') return 'shown';
  return last.state === 'flagged' || isTextCheck(last.by) ? 'waiting' : 'hidden';
}

/** Whether a person has judged already; no program overrules a person. */
export const wasReviewed = (entries: readonly Pick<ModerationEntry, 'by'>[]): boolean =>
  entries.some(({ by }) => !isTextCheck(by));

export const REVIEW_DECISIONS = ['show', 'hide', 'undo'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** What a reviewer may do with a text that stands so: undoing leads back to where it waited, with the reason told. */
export function reviewsAllowed(entries: readonly Pick<ModerationEntry, 'state' | 'by'>[]): ReviewDecision[] {
  if (entries.length === 0) return [];
  const state = textStateOf(entries);
  if (state === 'waiting') return ['show', 'hide'];
  return state === 'shown' ? ['hide', 'undo'] : ['show', 'undo'];
}

/** The entry a decision adds; undefined when it is not allowed as things stand. */
export function reviewed(
  entries: readonly ModerationEntry[],
  decision: ReviewDecision,
  reviewer: { accountId: string; reason: string; at: Date },
): ModerationEntry | undefined {
  if (!reviewsAllowed(entries).includes(decision)) return undefined;
  const state = ({ show: 'cleared', hide: 'hidden', undo: 'flagged' } as const)[decision];
  const category = entries.at(-1)?.category ?? '';
  return { state, by: reviewer.accountId, category, at: reviewer.at, reason: reviewer.reason };
}
