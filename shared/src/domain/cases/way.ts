import { dayOf, monthDay } from '../calendar/days.js';
import { clocksOf, isLate } from './clocks.js';
import type { CaseContext } from './commands.js';
import { movesFor } from './decide.js';
import { EVALUATOR_ACTOR, type CaseOutcome } from './events.js';
import { spokenTo } from './next.js';
import { contestableUntil } from './revocation.js';
import type { CasePhase, CaseState } from './state.js';

type Counting = Pick<CaseContext, 'now' | 'calendar' | 'times'>;

/** Where a poor rating stands, in one line for the one who gave it. */
export interface CaseWay {
  text: string;
  /** It is theirs to say something now. */
  yours: boolean;
}

type Told = (lead: string, department: string, state: CaseState) => string;

const RUNNING: Readonly<Record<Exclude<CasePhase, 'closed'>, Told>> = {
  // Nobody is promised a call who left no number, or had it.
  verifying: (lead, _department, state) =>
    `${lead}在${state.contactable && !spokenTo(state) ? '回访核实' : '核实情况'}`,
  revoking: (lead) => `${lead}在核实该不该撤销`,
  rectifying: (_lead, department) => `${department}在整改`,
  answered: () => '有答复了，请您看看',
  supervised: (_lead, department) => `${department}在重新办理`,
  contested: () => '审改办、效能办在看您的异议',
};

const ENDED: Readonly<Record<CaseOutcome, string>> = {
  satisfied: '办结了，您说满意',
  unsatisfied: '办结了，您说还不满意',
  silent: '办结了，没有等到您回复',
  settled: '办结了，您说已经解决',
  revoked: '这条评价撤销了，不计入',
  merged: '和您的另一条评价合在一起办',
};

/**
 * Where a poor rating stands, and until when. The clock of a case that was sent back stays out of it: whose it is, is the offices'
 * own matter.
 * @param department the name of the institution that is to put it right
 */
export function caseWay(state: CaseState, department: string, counting: Counting): CaseWay {
  if (state.phase === 'closed') return endedWay(state, counting);
  const yours = state.phase === 'answered';
  const text = RUNNING[state.phase](state.recused ? '审改办、效能办' : '中心', department, state);
  const clock = clocksOf(state, counting)
    .filter(({ endedAt, kind }) => !endedAt && kind !== 'reassignment')
    .at(-1);
  if (!clock) return { text, yours };
  if (!isLate(clock, counting.now))
    return { text: `${text}，最晚${monthDay(clock.deadline.day, dayOf(counting.now))}`, yours };
  return { text: yours ? text : `${text}，过了期限，正在催办`, yours };
}

function endedWay(state: CaseState, counting: Counting): CaseWay {
  const outcome = state.closing?.outcome ?? 'silent';
  const until = contestableUntil(state, counting);
  if (!until || !movesFor(state, { ...counting, actor: EVALUATOR_ACTOR }).includes('contest'))
    return { text: ENDED[outcome], yours: false };
  const day = monthDay(until.day, dayOf(counting.now));
  return { text: `这条评价撤销了，不同意可以提异议，最晚${day}`, yours: true };
}
