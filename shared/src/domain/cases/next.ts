import { clocksOf, isLate, type TimedClock, type WaitedFor } from './clocks.js';
import type { CaseCommandType, CaseContext } from './commands.js';
import type { CasePhase, CaseState, ClockKind } from './state.js';

type Counting = Pick<CaseContext, 'now' | 'calendar' | 'times'>;

/** The clock that presses most: of those that run the one that ends first; undefined when none runs. */
export function pressingClock(state: CaseState, counting: Counting): TimedClock | undefined {
  const running = clocksOf(state, counting).filter(({ endedAt }) => !endedAt);
  return running.sort((a, b) => a.deadline.endsAt.getTime() - b.deadline.endsAt.getTime())[0];
}

export const WAITED_FOR_NAMES: Readonly<Record<WaitedFor, string>> = {
  lead: '行政服务中心',
  department: '承办部门',
  evaluator: '评价人',
  oversight: '审改办、效能办',
};

/** Who is waited for by name: where the centre steps aside, the offices that lead in its place. */
export const waitedForName = ({ recused }: Pick<CaseState, 'recused'>, waitedFor: WaitedFor): string =>
  WAITED_FOR_NAMES[recused && waitedFor === 'lead' ? 'oversight' : waitedFor];

/** Whether the department waits to hear if it may have longer; it works on meanwhile. */
export const asksForLedger = ({ phase, ledger }: Pick<CaseState, 'phase' | 'ledger'>): boolean =>
  phase === 'rectifying' && ledger.requested !== undefined;

/** What brings a case on, in each phase. */
const FORWARD: Readonly<Record<CasePhase, readonly CaseCommandType[]>> = {
  verifying: ['call', 'verify'],
  revoking: ['confirm_revocation', 'reject_revocation'],
  rectifying: ['approve_ledger', 'refuse_ledger', 'answer'],
  answered: [],
  supervised: ['answer', 'supervise'],
  contested: ['uphold_contest', 'reject_contest'],
  closed: [],
};

/** The moves as they are offered: what the case waits for stands first, where it stands out and lies under the first key. */
export function pressingFirst(
  { phase, returned, officers }: Pick<CaseState, 'phase' | 'returned' | 'officers'>,
  moves: readonly CaseCommandType[],
): CaseCommandType[] {
  const nobody = officers.department === undefined && (phase === 'rectifying' || phase === 'supervised');
  const onward: readonly CaseCommandType[] = returned
    ? ['reassign', 'refuse_return']
    : [...(nobody ? (['name_officer'] as const) : []), ...FORWARD[phase]];
  return [
    ...onward.filter((type) => moves.includes(type)),
    ...moves.filter((type) => !onward.includes(type)),
  ];
}

/** Whether a call came through to the evaluator, whatever they wanted to say in it. */
export const spokenTo = ({ calls }: Pick<CaseState, 'calls'>): boolean =>
  calls.some(({ outcome }) => outcome === 'reached' || outcome === 'declined');

const NEXT: Readonly<Record<ClockKind, (who: string, department: string, state: CaseState) => string>> = {
  // Nobody is promised a call who left no number, or had it.
  verification: (who, _department, state) => {
    if (spokenTo(state)) return `${who}正在核实情况`;
    return state.contactable ? `${who}会打电话回访您、核实情况` : `${who}会核实情况`;
  },
  revocation: (who) => `${who}会另请一个人核实该不该撤销`,
  reassignment: (who) => `${who}会定由哪个部门办`,
  rectification: (_who, department) => `${department}负责整改，并答复您`,
  supervision: (_who, department) => `${department}重新办理，并答复您`,
  reply: () => '请您看看答复，满意不满意说一声',
  contest: (who) => `${who}会对您的异议作出决定`,
};

/** What comes next for the one who gave the rating, and until when; null when nothing does. */
export interface NextStep {
  text: string;
  /** The last day. */
  day: string;
  late: boolean;
  provisional: boolean;
}

/** @param department the name of the institution that is to put it right */
export function nextStep(state: CaseState, department: string, counting: Counting): NextStep | null {
  const clock = pressingClock(state, counting);
  if (!clock) return null;
  const who = waitedForName(state, clock.waitedFor);
  const { day, provisional } = clock.deadline;
  return {
    text: NEXT[clock.kind](who, department, state),
    day,
    late: isLate(clock, counting.now),
    provisional,
  };
}
