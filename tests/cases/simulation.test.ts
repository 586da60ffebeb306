import { dayOf, dayPlus, isWorkday } from '@haochaping/shared/domain';
import {
  CASE_COMMANDS,
  CASE_TIMES,
  caseOf,
  clocksOf,
  countsAsLate,
  decide,
  evolve,
  isLate,
  movesFor,
  onTimeRates,
  openCase,
  rectificationRate,
  satisfaction,
  signal,
  type CaseCommandType,
  type CaseContext,
  type CaseEvent,
  type CaseState,
} from '@haochaping/shared/domain/cases/index';
import { report, sized } from '../support/soak.js';
import { dice, RARE, words } from './chance.js';
import { at, calendar, OPENING, PEOPLE, type Who } from './support.js';

/*
 * Hundreds of cases over two years, everybody doing at random what the rules allow, in time, late, or for long not at all:
 * all run to an end, none late without its warnings, and the figures are those counted by hand from the events.
 */

const CASES = sized(250, 1000);
const FIRST_DAY = '2024-12-02';
const LAST_DAY = '2026-12-04';
/** From here on nothing is begun anew, so that everything can run to its end. */
const QUIET_DAY = '2026-06-01';

/** What the system itself does whenever it may. */
const BY_THE_CLOCK: CaseCommandType[] = ['lapse_reply'];

const everybody = Object.keys(PEOPLE) as Who[];

/** One case, lived day by day. */
class Life {
  readonly events: CaseEvent[];
  state: CaseState;
  private readonly roll: (sides: number) => number;

  /** Every third day somebody moves, so that some clocks are kept and some are not. */
  constructor(seed: number) {
    this.roll = dice(seed);
    const start = dayPlus(FIRST_DAY, this.roll(400));
    const contactable = this.roll(5) > 0;
    const opening = { ...OPENING, startedAt: at(start), contactable, realName: contactable };
    this.events = [...openCase(opening, this.contextOf('system', at(start, '10:00:01')))];
    this.state = caseOf(this.events);
    const patience = 1 + this.roll(3);
    for (let day = start; day <= LAST_DAY; day = dayPlus(day, 1)) this.liveOn(day, patience);
  }

  private contextOf(who: Who, now: Date): CaseContext {
    return { now, actor: PEOPLE[who], calendar, times: CASE_TIMES };
  }

  private tell(events: readonly CaseEvent[]): void {
    this.events.push(...events);
    this.state = events.reduce<CaseState | undefined>(evolve, this.state)!;
  }

  private liveOn(day: string, patience: number): void {
    if (this.state.phase === 'closed') {
      if (this.roll(300) === 0 && day < QUIET_DAY) this.take('efficiency', 'reopen', at(day));
      else if (this.roll(3) === 0) this.take('evaluator', 'contest', at(day));
      return;
    }
    this.tell(signal(this.state, this.contextOf('system', at(day, '00:00:01'))));
    for (const type of BY_THE_CLOCK) this.take('system', type, at(day, '00:05:00'));
    if (!isWorkday(day, calendar) || (day < QUIET_DAY && this.roll(patience) > 0)) return;
    const now = at(day, '15:00:00');
    // In the last months nobody is away, so that what is slow comes to its end as well.
    const here = everybody.filter(() => day > QUIET_DAY || this.roll(3) === 0);
    const open = here.flatMap((who) =>
      movesFor(this.state, this.contextOf(who, now))
        .filter((type) => !this.roll(RARE[type] ?? 1))
        .map((type) => [who, type] as const),
    );
    const chosen = open[this.roll(open.length)];
    if (chosen) this.take(...chosen, now);
  }

  private take(who: Who, type: CaseCommandType, now: Date): void {
    const decision = decide(this.state, words(type, this.roll, dayOf(now)), this.contextOf(who, now));
    if (!decision.refused) this.tell(decision.events);
  }
}

const now = at(dayPlus(LAST_DAY, 1));
const context = { calendar, times: CASE_TIMES };
const lives = Array.from({ length: CASES }, (_, index) => new Life(index + 1).events);
const cases = lives.map(caseOf);

test('the lives are varied: every move and every end occurs', () => {
  const told = new Set(lives.flat().map(({ type }) => type));
  // One event for each command, beside the opening and the warnings.
  expect(told.size).toBe(CASE_COMMANDS.length + 2);
  const outcomes = new Set(cases.map(({ closing }) => closing?.outcome));
  for (const outcome of ['satisfied', 'unsatisfied', 'silent', 'settled', 'revoked', 'merged'] as const)
    expect(outcomes).toContain(outcome);
});

test('all have run to an end, and no clock runs on', () => {
  expect(cases.filter(({ phase }) => phase !== 'closed').length).toBe(0);
  expect(cases.filter(({ clocks }) => clocks.some(({ endedAt }) => !endedAt))).toEqual([]);
});

test('nobody is late without warning: each clock that ended late or is late was warned of on the way', () => {
  let late = 0;
  for (const [index, state] of cases.entries())
    clocksOf(state, context).forEach((clock, place) => {
      if (clock.kind === 'reply' || !isLate(clock, now)) return;
      // A step that was due already when it began, as the one before it was late, is told of as late at once.
      const begun = dayOf(clock.startedAt) >= clock.deadline.day;
      const own = state.signals.filter((key) => key.startsWith(`${place}.`));
      const needed = begun ? /\.(to_lead|late)\./ : /\.(before|at)\./;
      late += 1;
      const endedAtOnce = clock.endedAt && dayOf(clock.endedAt) === dayOf(clock.startedAt);
      if (!endedAtOnce && !own.some((key) => needed.test(key)))
        throw new Error(
          `case ${index}: ${clock.kind} due ${clock.deadline.day} without warning: ${own.join(' ')}`,
        );
    });
  expect(late).toBeGreaterThan(CASES / 10);
});

test('no warning is given twice', () => {
  for (const { signals } of cases) expect(new Set(signals).size).toBe(signals.length);
});

test('the figures are those counted from the events', () => {
  const counting = { now, ...context };
  let part = 0;
  let whole = 0;
  let satisfied = 0;
  let replies = 0;
  let silent = 0;
  for (const events of lives) {
    const last = events.findLastIndex(({ type }) => type === 'opened' || type === 'reopened');
    const sinceBegun = events.slice(last);
    for (const event of events) {
      if (event.type !== 'replied') continue;
      replies += 1;
      if (event.satisfied) satisfied += 1;
    }
    const types = sinceBegun.map(({ type }) => type);
    const closing = caseOf(events).closing?.outcome;
    if (closing === 'silent') silent += 1;
    const opening = events[0]!;
    if (opening.type !== 'opened' || !opening.realName) continue;
    if (closing === 'merged' || closing === 'settled') continue;
    const asked = sinceBegun.some(
      (event) =>
        !opening.contactable ||
        (event.type === 'called' && (event.outcome === 'reached' || event.outcome === 'declined')) ||
        (event.type === 'verified' && event.finding === 'not_reached'),
    );
    const answered = events.some(({ type }) => type === 'answered');
    const duties = clocksOf(caseOf(events), context).filter(({ kind }) =>
      ['verification', 'revocation', 'rectification'].includes(kind),
    );
    if (!duties.every(({ endedAt }) => endedAt) && !duties.some((clock) => countsAsLate(clock, now)))
      continue;
    whole += 1;
    if (asked && (answered || closing === 'revoked')) part += 1;
    expect(types[0]).toMatch(/opened/);
  }
  expect(rectificationRate(cases, counting)).toMatchObject({ part, whole });
  expect(satisfaction(cases)).toEqual({ part: satisfied, whole: replies, silent });
  expect(part).toBeGreaterThan(CASES * 0.3);
  const rates = onTimeRates(cases, counting);
  for (const share of Object.values(rates)) {
    expect(share.part).toBeGreaterThan(0);
    expect(share.part).toBeLessThan(share.whole);
  }
  report('Cases lived through two years', {
    cases: CASES,
    events: lives.flat().length,
    'to be rectified': whole,
    rectified: part,
    replies,
  });
});
