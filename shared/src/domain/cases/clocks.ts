import { dayEnd, dayOf, type Day } from '../calendar/days.js';
import { addWorkingDays, deadlineOn, type Deadline, type WorkCalendar } from '../calendar/calendar.js';
import { warningsUpTo, type WarningKind } from '../calendar/warnings.js';
import { lastClock, type CaseClock, type CaseState, type ClockKind } from './state.js';
import type { CaseTimes } from './times.js';

/** Who is waited for while a clock runs. */
export type WaitedFor = 'lead' | 'department' | 'evaluator' | 'oversight';
const WAITED_FOR: Readonly<Record<ClockKind, WaitedFor>> = {
  verification: 'lead',
  revocation: 'lead',
  reassignment: 'lead',
  rectification: 'department',
  supervision: 'department',
  reply: 'evaluator',
  contest: 'oversight',
};
const DAYS_OF: Readonly<Record<ClockKind, (times: CaseTimes) => number>> = {
  verification: (times) => times.verification,
  revocation: (times) => times.revocation,
  reassignment: (times) => times.reassignment,
  rectification: (times) => times.rectification,
  supervision: (times) => times.supervision,
  reply: (times) => times.reply,
  contest: (times) => times.contestDecision,
};

export interface TimedClock extends CaseClock {
  deadline: Deadline;
  /** Its day was moved when it was late by the one that stood before: late it stays, whatever is due now. */
  wasLate: boolean;
  waitedFor: WaitedFor;
}

/**
 * What the department has returned lies with the lead, until it is decided whose it is; so does what nobody at the department was
 * given yet.
 */
function waitedForIn(
  { returned, officers }: Pick<CaseState, 'returned' | 'officers'>,
  kind: ClockKind,
): WaitedFor {
  if (returned) return 'lead';
  const waitedFor = WAITED_FOR[kind];
  return waitedFor === 'department' && officers.department === undefined ? 'lead' : waitedFor;
}

/** Who is waited for, of whichever clock runs; null when none does. */
export function waitedForNow(state: Pick<CaseState, 'clocks' | 'returned' | 'officers'>): WaitedFor | null {
  const running = state.clocks.filter(({ endedAt }) => !endedAt).at(-1);
  return running ? waitedForIn(state, running.kind) : null;
}

interface Times {
  calendar: WorkCalendar;
  times: CaseTimes;
}

/**
 * The clocks of a case with their deadlines, as the calendar stands now: when a year is imported, or a notice corrected,
 * they are right without anything being rewritten. A step that is due after one that was late counts from when that one
 * was due: the evaluator's time is not made longer by whoever was late. Source: domain.md §4 (the clock runs from `ratedAt`).
 */
export function clocksOf(
  state: Pick<CaseState, 'clocks' | 'returned' | 'officers'>,
  { calendar, times }: Times,
): TimedClock[] {
  const timed: TimedClock[] = [];
  for (const clock of state.clocks) {
    const before = clock.notAfter === undefined ? undefined : timed[clock.notAfter];
    // The last instant of the day it was due on: the day that counts as the one it happened on.
    const due = before && new Date(before.deadline.endsAt.getTime() - 1);
    const from = due && due < clock.startedAt ? due : clock.startedAt;
    const counted = addWorkingDays(from, DAYS_OF[clock.kind](times), calendar);
    const deadlineBy = (day?: Day) => (day ? deadlineOn(day, calendar) : counted);
    const deadline = deadlineBy(clock.day);
    const wasLate = (clock.moved ?? []).some(({ at, day }) => at >= deadlineBy(day).endsAt);
    const waitedFor = clock.endedAt ? WAITED_FOR[clock.kind] : waitedForIn(state, clock.kind);
    timed.push({ ...clock, deadline, wasLate, waitedFor });
  }
  return timed;
}

/** The last clock of a kind with its deadline, ended or not; undefined when there is none. */
export const lastTimed = (
  state: Pick<CaseState, 'clocks' | 'returned' | 'officers'>,
  kind: ClockKind,
  context: Times,
): TimedClock | undefined => clocksOf(state, context)[lastClock(state, kind)];

/** Whether it ended too late, or runs and is past its end. */
export const isLate = ({ deadline, endedAt }: TimedClock, now: Date): boolean =>
  (endedAt ?? now) >= deadline.endsAt;

/** Whether it counts as late in figures: also where a new day was set after it was. */
export const countsAsLate = (clock: TimedClock, now: Date): boolean => clock.wasLate || isLate(clock, now);

/** A warning to be given about a clock of a case. */
export type SignalKind = WarningKind;
export interface Signal {
  /** Names the clock, the kind and the day: given once, whoever runs and however often. */
  key: string;
  kind: SignalKind;
  clock: ClockKind;
  waitedFor: WaitedFor;
  deadline: Deadline;
  /** The day it is for. */
  day: Day;
}

/** What is to be said about one running clock up to the day `today`, the days it is for among it. */
function signalsOf(clock: TimedClock, index: number, today: Day, { calendar, times }: Times): Signal[] {
  const { kind: name, startedAt, deadline, waitedFor } = clock;
  const length = clock.day ? Infinity : DAYS_OF[name](times);
  // A reply that does not come is nobody's lateness: the case is closed as silent.
  const warned = { startedAt, deadline, length, lateness: waitedFor !== 'evaluator' };
  return warningsUpTo(today, warned, { calendar, ...times }).map(({ kind, day }) => ({
    // A deadline that moves (ledger, import of a year) is warned of anew.
    key: `${index}.${name}.${deadline.day}.${kind}.${day}`,
    kind,
    clock: name,
    waitedFor,
    deadline,
    day,
  }));
}

/**
 * The warnings that are due and were not given yet. After a standstill the newest of each kind is given, not one for each
 * day gone by; nothing is given twice, as what was given is kept in the case. Source: domain.md §4; FA-2.3.1-m.
 */
export function signalsDue(state: CaseState, now: Date, context: Times): Signal[] {
  const today = dayOf(now);
  return clocksOf(state, context)
    .flatMap((clock, index) => (clock.endedAt ? [] : signalsOf(clock, index, today, context)))
    .filter(({ key }) => !state.signals.includes(key));
}

/**
 * The next instant at which something is due for a case without anybody doing anything: a warning, or the end of the time
 * for a reply. Undefined when no clock runs.
 */
export function nextDue(state: CaseState, now: Date, context: Times): Date | undefined {
  if (signalsDue(state, now, context).length > 0) return now;
  const running = clocksOf(state, context).filter(({ endedAt }) => !endedAt);
  if (running.length === 0) return undefined;
  const reply = running.find(({ kind }) => kind === 'reply');
  if (reply && now >= reply.deadline.endsAt) return now;
  // Warnings belong to days, and the time for a reply ends with one: what is due next is due when a day begins.
  return dayEnd(dayOf(now));
}

/**
 * What the key of a warning that was given says: which kind, and who is waited for. Undefined for one whose clock the case does
 * not have.
 */
export function signalParts(
  state: Pick<CaseState, 'clocks' | 'returned' | 'officers'>,
  key: string,
): Pick<Signal, 'kind' | 'waitedFor'> | undefined {
  const [index, , , kind] = key.split('.');
  const clock = state.clocks[Number(index)];
  if (!clock) return undefined;
  const waitedFor = clock.endedAt ? WAITED_FOR[clock.kind] : waitedForIn(state, clock.kind);
  return { kind: kind as SignalKind, waitedFor };
}
