import type { WorkCalendar } from '../calendar/calendar.js';
import { clocksOf, countsAsLate } from './clocks.js';
import { CLOCK_KINDS, type CaseState, type ClockKind } from './state.js';
import type { CaseTimes } from './times.js';
import { wasAsked } from './verification.js';

/** A share as the records have it: never a percentage alone, so that 1 of 1 does not look like 100 of 100. */
export interface Share {
  part: number;
  whole: number;
}
interface Counting {
  now: Date;
  calendar: WorkCalendar;
  times: CaseTimes;
}

/** The clocks of calling back and putting right; those of replies and contests belong to others. */
const DUTIES: readonly ClockKind[] = ['verification', 'revocation', 'rectification'];

/**
 * Whether the time for calling back and putting right is over: a duty is past its end, or all are done. Not while the evaluator contests a
 * revocation: whether that was lawful, or there is something to put right, is to be decided.
 */
function hasRunOut(state: CaseState, counting: Counting): boolean {
  if (state.phase === 'contested') return false;
  const duties = clocksOf(state, counting).filter(({ kind }) => DUTIES.includes(kind));
  return duties.every(({ endedAt }) => endedAt) || duties.some((clock) => countsAsLate(clock, counting.now));
}

/** Whom nobody can call, as no number was left, need not have been called. */
const wasCalledBack = (state: CaseState): boolean =>
  !state.contactable || wasAsked(state) || state.verification?.finding === 'not_reached';

/** The poor ratings whose time for calling back and putting right has run out; those settled before there was an answer told apart. */
function runOut(cases: readonly CaseState[], counting: Counting): { whole: CaseState[]; settled: number } {
  const due = cases
    .filter(({ origin, closing }) => origin === 'rating' && closing?.outcome !== 'merged')
    .filter((state) => hasRunOut(state, counting));
  const whole = due.filter(({ closing }) => closing?.outcome !== 'settled');
  return { whole, settled: due.length - whole.length };
}

const wasPutRight = ({ answers, closing }: CaseState): boolean =>
  answers.length > 0 || closing?.outcome === 'revoked';

/**
 * 整改率: of the poor ratings whose time has run out, those rectified and answered or lawfully revoked. Source: 方案 二(三)1; domain.md §4.
 */
export function putRightRate(cases: readonly CaseState[], counting: Counting): Share {
  const { whole } = runOut(cases, counting);
  return { part: whole.filter(wasPutRight).length, whole: whole.length };
}

/**
 * 实名差评回访整改率: of the real-name poor ratings whose time has run out, those called back and either rectified and
 * answered or lawfully revoked; of those without a number, which nobody can call, those answered or revoked, told beside. Merged cases count in the one they were merged into; those the evaluator called settled
 * before there was an answer are left out, and told beside. Source: 方案 二(三)1; domain.md §4; FA-2.3.1-j.
 */
export function rectificationRate(
  cases: readonly CaseState[],
  counting: Counting,
): Share & { settled: number; uncalled: number } {
  const { whole, settled } = runOut(
    cases.filter(({ realName }) => realName),
    counting,
  );
  const part = whole.filter((state) => wasCalledBack(state) && wasPutRight(state));
  const uncalled = part.filter(({ contactable }) => !contactable).length;
  return { part: part.length, whole: whole.length, settled, uncalled };
}

/** Of the clocks for what was done or ran out, those that ended in time, by kind. The evaluator's own time is not among them. */
export function onTimeRates(
  cases: readonly CaseState[],
  counting: Counting,
): Record<Exclude<ClockKind, 'reply'>, Share> {
  const clocks = cases.flatMap((state) => clocksOf(state, counting));
  const shares = CLOCK_KINDS.filter((kind) => kind !== 'reply').map((kind) => {
    const own = clocks.filter((clock) => clock.kind === kind);
    const late = own.filter((clock) => countsAsLate(clock, counting.now)).length;
    // What was stopped was not done: late if it was, else nothing is known of it.
    const done = own.filter(({ endedAt, stopped }) => endedAt && !stopped);
    const inTime = done.filter((clock) => !countsAsLate(clock, counting.now)).length;
    return [kind, { part: inTime, whole: inTime + late }] as const;
  });
  return Object.fromEntries(shares) as Record<Exclude<ClockKind, 'reply'>, Share>;
}

/** Of the answers the evaluator said something about, those found satisfactory; the silent ones are told beside, never as either. */
export function satisfaction(cases: readonly CaseState[]): Share & { silent: number } {
  const replies = cases.flatMap((state) => state.replies);
  return {
    part: replies.filter(({ satisfied }) => satisfied).length,
    whole: replies.length,
    silent: cases.filter(({ closing }) => closing?.outcome === 'silent').length,
  };
}
