import { addWorkingDays, type WorkCalendar } from '../calendar/calendar.js';
import { dayOf, type Day } from '../calendar/days.js';

/** So many working days the named side has to answer, the same as for an appeal. */
export const ANSWER_DAYS = 5;

/**
 * `listed` 等对方说明 · `answered` 说明了，等决定 · `proposed` 拟了决定，等另一个人同意 · `adopted` 采用 · `dropped` 不采用 · `taken_back` 收回了.
 */
export const LISTING_STATES = ['listed', 'answered', 'proposed', 'adopted', 'dropped', 'taken_back'] as const;
export type ListingState = (typeof LISTING_STATES)[number];
export const LISTING_STATE_NAMES: Readonly<Record<ListingState, string>> = {
  listed: '等说明',
  answered: '等决定',
  proposed: '等另一个人同意',
  adopted: '采用',
  dropped: '不采用',
  taken_back: '收回了',
};

export const DECISIONS = ['adopt', 'drop'] as const;
export type ListingDecision = (typeof DECISIONS)[number];
export const DECISION_NAMES: Readonly<Record<ListingDecision, string>> = { adopt: '采用', drop: '不采用' };

export const LISTING_MOVES = ['answer', 'decide', 'approve', 'send_back', 'take_back'] as const;
export type ListingMove = (typeof LISTING_MOVES)[number];

/** How an entry stands. */
export interface ListingStanding {
  state: ListingState;
  /** The last day for an answer. */
  answerBy: Day;
  answered: boolean;
  proposal: { decision: ListingDecision; by: string } | null;
}

/** Who does something with it: the named, or somebody of the office that listed it. */
export interface ListingActor {
  id: string;
  side: 'named' | 'office';
}

/** The last day on which the named side may answer. Source: domain.md §4 (working days of the State Council's calendar). */
export const answerBy = (listedAt: Date, calendar: WorkCalendar): Day =>
  addWorkingDays(listedAt, ANSWER_DAYS, calendar).day;

const OPEN: readonly ListingState[] = ['listed', 'answered', 'proposed'];

/**
 * Why a step is refused, in words; null where it is open. Nothing is decided before the answer came or its days ran out, and nobody
 * approves what they proposed. FA-2.4.2-b FA-2.4.2-c
 */
export function listingRefusal(
  { state, answerBy: lastDay, proposal }: ListingStanding,
  move: ListingMove,
  actor: ListingActor,
  now: Date,
): string | null {
  const timeIsUp = dayOf(now) > lastDay;
  if ((move === 'answer') !== (actor.side === 'named'))
    return move === 'answer' ? '只有名单上的那一方能说明' : '名单上的那一方只能看和说明，不能办';
  switch (move) {
    case 'answer':
      if (state !== 'listed') return '已经说明过了，或者这一条已经往下办了';
      return timeIsUp ? `说明的期限到${lastDay}，已经过了` : null;
    case 'decide':
      if (state === 'answered') return null;
      if (state !== 'listed') return '这一条已经拟了决定，或者办完了';
      return timeIsUp ? null : `要等对方说明，或者过了${lastDay}，才能决定`;
    case 'approve':
    case 'send_back':
      if (state !== 'proposed') return '还没有拟决定，或者已经办完了';
      return proposal?.by === actor.id ? '自己拟的决定要由另一个人同意或退回' : null;
    case 'take_back':
      return OPEN.includes(state) ? null : '已经定下来的不能收回';
  }
}

/** What this account may do now. */
export const listingMoves = (standing: ListingStanding, actor: ListingActor, now: Date): ListingMove[] =>
  LISTING_MOVES.filter((move) => listingRefusal(standing, move, actor, now) === null);

/** How it stands after a step that is open. */
export function stateAfterMove({ answered, proposal }: ListingStanding, move: ListingMove): ListingState {
  switch (move) {
    case 'answer':
      return 'answered';
    case 'decide':
      return 'proposed';
    case 'approve':
      return proposal?.decision === 'adopt' ? 'adopted' : 'dropped';
    case 'send_back':
      return answered ? 'answered' : 'listed';
    case 'take_back':
      return 'taken_back';
  }
}
