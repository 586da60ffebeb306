import { yearAfter, type Day } from './calendar/days.js';

/**
 * A sore point that somebody was told to put right by a day (限期整改): what was asked, what the unit did, whether the office found it done.
 * Source: 方案 二(四)1; FA-2.4.1-b.
 */
export const IMPROVEMENT_STATES = ['asked', 'answered', 'done'] as const;
export type ImprovementState = (typeof IMPROVEMENT_STATES)[number];

export const IMPROVEMENT_STATE_NAMES: Readonly<Record<ImprovementState, string>> = {
  asked: '等单位整改',
  answered: '单位改了，等看过',
  done: '改好了',
};

export type ImprovementCommand =
  | { type: 'answer'; words: string }
  /** `changed`: what those who raised it read, after “您的意见改变了”. */
  | { type: 'accept'; changed: string }
  | { type: 'send_back'; words: string; dueDay: Day };

export interface ImprovementEvent {
  at: Date;
  by: string;
  type: 'asked' | 'answered' | 'accepted' | 'sent_back';
  words: string;
  dueDay?: Day | undefined;
}

export interface ImprovementStanding {
  state: ImprovementState;
  dueDay: Day;
}

/** Who acts: the unit that is to put it right, or the office that asked for it. */
export type ImprovementSide = 'unit' | 'office';

const BY: Readonly<Record<ImprovementCommand['type'], { side: ImprovementSide; in: ImprovementState }>> = {
  answer: { side: 'unit', in: 'asked' },
  accept: { side: 'office', in: 'answered' },
  send_back: { side: 'office', in: 'answered' },
};

export const DUE_RULE = '期限要在今天以后、一年以内';

/** Whether something may be asked for by that day: one nobody will live to see is no date. */
export const mayBeDue = (day: Day, today: Day): boolean => day > today && day <= yearAfter(today);

/** What this side may do now. */
export const improvementMoves = (
  state: ImprovementState,
  side: ImprovementSide,
): ImprovementCommand['type'][] =>
  (Object.keys(BY) as ImprovementCommand['type'][]).filter(
    (type) => BY[type].side === side && BY[type].in === state,
  );

/**
 * A step, decided.
 * @returns why it is refused, in words; or how it stands afterwards and what is kept
 */
export function decideImprovement(
  standing: ImprovementStanding,
  command: ImprovementCommand,
  { side, by, now, today }: { side: ImprovementSide; by: string; now: Date; today: Day },
): { refused: string } | { standing: ImprovementStanding; event: ImprovementEvent } {
  if (!improvementMoves(standing.state, side).includes(command.type))
    return { refused: '这一步现在不能办：已经有人办了，或者轮到另一方，请看过再办' };
  switch (command.type) {
    case 'answer':
      return {
        standing: { ...standing, state: 'answered' },
        event: { at: now, by, type: 'answered', words: command.words },
      };
    case 'accept':
      return {
        standing: { ...standing, state: 'done' },
        event: { at: now, by, type: 'accepted', words: command.changed },
      };
    case 'send_back':
      if (!mayBeDue(command.dueDay, today)) return { refused: DUE_RULE };
      return {
        standing: { state: 'asked', dueDay: command.dueDay },
        event: { at: now, by, type: 'sent_back', words: command.words, dueDay: command.dueDay },
      };
  }
}
