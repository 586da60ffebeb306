import { dayPlus, isWorkday } from '@haochaping/shared/domain';
import type { CaseCommand, CaseCommandType } from '@haochaping/shared/domain/cases/index';
import { answer, at, calendar, found, SAID, WHY } from './support.js';

/** Earlier than every case that is lived: what others are merged into. */
const BEFORE_ALL = '2024-12-02';

/** Small and repeatable: the same cases on every run. */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What somebody says with a move, by the dice. */
export function words(type: CaseCommandType, roll: (sides: number) => number, today: string): CaseCommand {
  const pick = <T>(...of: T[]): T => of[roll(of.length)]!;
  const later = (days: number) => {
    let day = dayPlus(today, days);
    while (!isWorkday(day, calendar)) day = dayPlus(day, 1);
    return day;
  };
  const said: { [T in CaseCommandType]?: () => CaseCommand } = {
    name_officer: () => ({ type: 'name_officer', officer: `officer-${roll(9)}`, side: 'department' }),
    call: () => ({ type: 'call', outcome: pick('reached', 'reached', 'no_answer', 'declined'), said: SAID }),
    explain: () => ({ type: 'explain', text: WHY, attachments: [] }),
    reassign: () => ({ type: 'reassign', to: pick('TAX', 'HOUSING'), reason: WHY }),
    verify: () => found(pick('true', 'true', 'true', 'mistaken', 'malicious', 'not_reached')),
    request_ledger: () => ({ type: 'request_ledger', reason: WHY, day: later(15 + roll(30)) }),
    answer: () => answer(pick('rectified', 'rectified', 'no_legal_basis', 'reasons_stated')),
    reply: () => ({ type: 'reply', satisfied: roll(3) > 0, reason: '' }),
    settle: () => ({ type: 'settle', said: '' }),
    supervise: () => ({ type: 'supervise', instruction: WHY, day: later(3 + roll(10)) }),
    urge: () => ({ type: 'urge', text: WHY }),
    supplement: () => ({ type: 'supplement', rating: `rating-${roll(99)}`, level: 1 + roll(5) }),
    merge: () => ({ type: 'merge', into: 'case-0', intoStartedAt: at(BEFORE_ALL), reason: WHY }),
    file_appeal: () => ({ type: 'file_appeal', appeal: 'appeal-1' }),
    uphold_appeal: () => ({ type: 'uphold_appeal', appeal: 'appeal-1', reason: WHY }),
    dismiss_appeal: () => ({ type: 'dismiss_appeal', appeal: 'appeal-1', reason: WHY }),
    end_appeal: () => ({ type: 'end_appeal', appeal: 'appeal-1', how: 'withdrawn' }),
    lapse_reply: () => ({ type: 'lapse_reply' }),
    approve_ledger: () => ({ type: 'approve_ledger' }),
  };
  return said[type]?.() ?? ({ type, reason: WHY } as CaseCommand);
}

/** How often a move is taken when its turn comes: what ends a case for nothing, or begins it anew, is rare. */
export const RARE: Partial<Record<CaseCommandType, number>> = {
  settle: 20,
  merge: 80,
  file_appeal: 60,
  recuse: 80,
  return: 8,
  reassign: 30,
  supplement: 40,
  urge: 20,
  name_officer: 20,
  request_ledger: 3,
  explain: 6,
  call: 3,
};
