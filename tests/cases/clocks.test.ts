import fc from 'fast-check';
import { addWorkingDays, dayPlus, isWorkday, SEED_YEARS, workCalendar } from '@haochaping/shared/domain';
import {
  CASE_TIMES,
  caseTimesFaults,
  clocksOf,
  figuresOf,
  isLate,
  nextDue,
  nextStep,
  onTimeRates,
  signal,
  signalsDue,
  toldToEvaluator,
  type CaseState,
  type ClockKind,
} from '@haochaping/shared/domain/cases/index';
import { answer, at, calendar, found, MONDAY, reached, Story, unanswered, WAYS, WHY } from './support.js';

// The clocks of the plan, each under its clause, and the warnings about them.

const context = { calendar, times: CASE_TIMES };
const dueOf = (state: CaseState, kind: ClockKind) =>
  clocksOf(state, context).findLast((clock) => clock.kind === kind)?.deadline;

describe('the clocks of the plan', () => {
  test('FA-2.3.1-b: called back and verified within 3 working days after the rating', () => {
    expect(dueOf(new Story().state, 'verification')).toEqual({
      day: '2026-03-05',
      endsAt: at('2026-03-06', '00:00:00'),
      provisional: false,
    });
  });

  test('FA-2.3.1-b: the clock runs from the rating, also for one that arrived weeks later', () => {
    const late = new Story({ startedAt: at('2026-02-03') });
    expect(dueOf(late.state, 'verification')?.day).toBe('2026-02-06');
    expect(clocksOf(late.state, context).map((clock) => isLate(clock, late.now))).toEqual([true]);
  });

  test('FA-2.3.1-c: the revocation is checked within 3 working days after the finding', () => {
    const story = new Story().given(reached, ['center', found('mistaken'), at('2026-03-04')]);
    expect(dueOf(story.state, 'revocation')?.day).toBe('2026-03-09');
  });

  test('FA-2.3.1-e: put right and answered within 10 working days after it was found true', () => {
    const story = new Story().given(reached, ['center', found('true'), at('2026-03-04')]);
    expect(dueOf(story.state, 'rectification')?.day).toBe('2026-03-18');
  });

  test('who verifies late gives nobody more time: the 10 days count from when it was due', () => {
    const story = new Story().given(reached, ['center', found('true'), at('2026-03-12')]);
    expect(dueOf(story.state, 'rectification')?.day).toBe('2026-03-19');
    expect(addWorkingDays(at('2026-03-05'), 10, calendar).day).toBe('2026-03-19');
  });

  test('a revocation that is not upheld: the 10 days count from its end', () => {
    const story = new Story().given(
      reached,
      ['center', found('mistaken')],
      ['colleague', { type: 'reject_revocation', reason: WHY }, at('2026-03-03')],
    );
    expect(dueOf(story.state, 'rectification')?.day).toBe('2026-03-17');
  });

  test('FA-2.3.1-f: the ledger sets a day in place of the 10 days, once it is approved', () => {
    const story = new Story().given(...WAYS.rectifying, [
      'department',
      { type: 'request_ledger', reason: '要等省里改系统', day: '2026-05-08' },
    ]);
    expect(dueOf(story.state, 'rectification')?.day).toBe('2026-03-16');
    story.given(['center', { type: 'approve_ledger' }]);
    expect(dueOf(story.state, 'rectification')?.day).toBe('2026-05-08');
  });

  test('a supervision order sets its own day', () => {
    const story = new Story().given(...WAYS.supervised);
    expect(dueOf(story.state, 'supervision')?.day).toBe('2026-03-16');
    story.given(['reform', { type: 'supervise', instruction: WHY, day: '2026-03-06' }]);
    expect(dueOf(story.state, 'supervision')?.day).toBe('2026-03-06');
  });

  test('late before its day was moved is late in the figures; what is due now counts by the new day', () => {
    const ledger = new Story().given(
      ...WAYS.rectifying,
      [
        'department',
        { type: 'request_ledger', reason: '要等省里改系统', day: '2026-05-08' },
        at('2026-03-18'),
      ],
      ['center', { type: 'approve_ledger' }],
    );
    const shares = ({ state }: Story, now: Date) => figuresOf([state], { now, ...context });
    const before = shares(ledger, at('2026-03-19'));
    expect(before.onTime.rectification).toEqual({ part: 0, whole: 1 });
    expect(before.rectification).toMatchObject({ part: 0, whole: 1 });
    expect(nextStep(ledger.state, '住建局', { now: at('2026-03-19'), ...context })).toMatchObject({
      day: '2026-05-08',
      late: false,
    });
    ledger.given(['department', answer(), at('2026-04-01')]);
    expect(shares(ledger, at('2026-04-02')).onTime.rectification).toEqual({ part: 0, whole: 1 });
  });

  test('another 督办单 ends the clock of the one before, late if it was, and begins its own', () => {
    const order = (day?: string) => ({ type: 'supervise', instruction: WHY, day }) as const;
    const story = new Story().given(
      ...WAYS.supervised,
      ['reform', order('2026-03-06')],
      ['reform', order('2026-03-20'), at('2026-03-10')],
      ['reform', order()],
    );
    const clocks = clocksOf(story.state, context).filter(({ kind }) => kind === 'supervision');
    expect(clocks.map(({ deadline, endedAt }) => [deadline.day, !!endedAt])).toEqual([
      ['2026-03-06', true],
      ['2026-03-20', true],
      ['2026-03-24', false],
    ]);
    story.given(['department', answer(), at('2026-03-23')]);
    const { supervision } = onTimeRates([story.state], { now: story.now, ...context });
    // The first was late, the second was stopped in time, the third was met.
    expect(supervision).toEqual({ part: 1, whole: 2 });
    const told = story.events.map((event, index) =>
      toldToEvaluator(event, String, story.events.slice(0, index), context),
    );
    expect(told.flatMap((one) => one?.what.match(/要求重新办理(.*)/)?.[1] ?? [])).toEqual([
      '，最晚3月6日',
      '，最晚3月20日',
      '，最晚3月24日',
    ]);
  });

  test('a step on the last day is in time until 24:00, and late the instant after', () => {
    const inTime = new Story().given(reached, ['center', found('true'), at('2026-03-05', '23:59:59')]);
    const late = new Story().given(reached, ['center', found('true'), at('2026-03-06', '00:00:00')]);
    const first = (state: CaseState) => isLate(clocksOf(state, context)[0]!, at('2026-04-01'));
    expect([first(inTime.state), first(late.state)]).toEqual([false, true]);
  });

  test('what a return costs is not added: the lead decides within a day, the other clocks run on', () => {
    const story = new Story().given(['department', { type: 'return', reason: '这件事归税务办理' }]);
    const clocks = clocksOf(story.state, context);
    expect(clocks.map(({ kind, deadline, waitedFor }) => [kind, deadline.day, waitedFor])).toEqual([
      ['verification', '2026-03-05', 'lead'],
      ['reassignment', '2026-03-03', 'lead'],
    ]);
  });
});

describe('a calendar that is not known yet', () => {
  test('the deadline says that it is provisional, and is right when the year is imported, without any event', () => {
    const story = new Story({ startedAt: at('2026-12-29') }, at('2026-12-29'));
    expect(dueOf(story.state, 'verification')).toMatchObject({ day: '2027-01-01', provisional: true });
    const year = (y: number, daysOff: string[]) => ({ year: y, daysOff, workdays: [], source: '通知' });
    const imported = workCalendar([
      ...SEED_YEARS,
      year(2027, ['2027-01-01', '2027-01-02', '2027-01-03']),
      year(2028, ['2028-01-01']),
    ]);
    const [clock] = clocksOf(story.state, { calendar: imported, times: CASE_TIMES });
    expect(clock?.deadline).toMatchObject({ day: '2027-01-04', provisional: false });
  });
});

describe('warnings (FA-2.3.1-m)', () => {
  const said = (state: CaseState, day: string) =>
    signalsDue(state, at(day), context).map(({ kind, clock }) => `${clock} ${kind}`);

  test('the day before, on the last day, and each working day after it; upwards on the first and the third', () => {
    const { state } = new Story();
    expect(said(state, '2026-03-02')).toEqual([]);
    expect(said(state, '2026-03-03')).toEqual([]);
    expect(said(state, '2026-03-04')).toEqual(['verification before']);
    expect(said(state, '2026-03-05')).toEqual(['verification at']);
    expect(said(state, '2026-03-06')).toEqual(['verification to_lead', 'verification late']);
    expect(said(state, '2026-03-07')).toEqual(['verification to_lead']);
    expect(said(state, '2026-03-10')).toEqual([
      'verification to_lead',
      'verification to_efficiency_office',
      'verification late',
    ]);
  });

  test('ten days are warned of three days and one day before', () => {
    const { state } = new Story().given(...WAYS.rectifying);
    expect(dueOf(state, 'rectification')?.day).toBe('2026-03-16');
    expect(said(state, '2026-03-10')).toEqual([]);
    expect(said(state, '2026-03-11')).toEqual(['rectification before']);
    expect(signalsDue(state, at('2026-03-13'), context).map(({ day }) => day)).toEqual(['2026-03-13']);
  });

  test('given once, however often and by however many it is asked for', () => {
    const story = new Story();
    const days: string[][] = [];
    for (let day = '2026-03-02'; day <= '2026-03-12'; day = dayPlus(day, 1)) {
      for (const time of ['08:00:00', '12:00:00']) {
        const events = signal(story.state, story.context('system', at(day, time)));
        story.events.push(...events);
        days.push(events.map((event) => `${day} ${event.type === 'signalled' ? event.keys.length : 0}`));
      }
    }
    expect(days.flat()).toEqual([
      '2026-03-04 1',
      '2026-03-05 1',
      '2026-03-06 2',
      '2026-03-09 1',
      '2026-03-10 2',
      '2026-03-11 1',
      '2026-03-12 1',
    ]);
  });

  test('nobody is told off for the evaluator’s silence, and a closed case is silent', () => {
    const { state } = new Story().given(...WAYS.answered);
    expect(said(state, '2026-06-01')).toEqual([]);
    expect(said(new Story().given(...WAYS.closed).state, '2026-06-01')).toEqual([]);
  });

  test('after a standstill the newest is given, not one for each day gone by', () => {
    expect(said(new Story().state, '2026-03-31')).toEqual([
      'verification to_lead',
      'verification to_efficiency_office',
      'verification late',
    ]);
  });

  test('a deadline that moves is warned of anew', () => {
    const story = new Story().given(...WAYS.rectifying);
    story.events.push(...signal(story.state, story.context('system', at('2026-03-16'))));
    story.given(
      [
        'department',
        { type: 'request_ledger', reason: '要等省里改系统', day: '2026-05-08' },
        at('2026-03-16'),
      ],
      ['center', { type: 'approve_ledger' }],
    );
    expect(said(story.state, '2026-03-16')).toEqual([]);
    expect(said(story.state, '2026-05-08')).toEqual(['rectification at']);
  });

  test('any case looked at once a day gets every warning of its kind before anything is late', () => {
    const day = fc.integer({ min: 0, max: 700 }).map((n) => dayPlus('2024-12-01', n));
    fc.assert(
      fc.property(day, (start) => {
        const story = new Story({ startedAt: at(start) }, at(start));
        const due = dueOf(story.state, 'verification')!.day;
        const heard: string[] = [];
        for (let today = start; today <= due; today = dayPlus(today, 1)) {
          heard.push(...signalsDue(story.state, at(today), context).map(({ kind }) => kind));
          story.events.push(...signal(story.state, story.context('system', at(today))));
        }
        expect(heard).toEqual(['before', 'at']);
        expect(isWorkday(due, calendar)).toBe(true);
      }),
    );
  });

  test('a case is looked at again when the next day begins, at once while something is due, and never when closed', () => {
    const story = new Story();
    expect(nextDue(story.state, at('2026-03-03'), context)).toEqual(at('2026-03-04', '00:00:00'));
    expect(nextDue(story.state, at('2026-03-04'), context)).toEqual(at('2026-03-04'));
    story.given(...WAYS.answered);
    story.events.push(...signal(story.state, story.context('system', at('2026-03-16'))));
    expect(nextDue(story.state, at('2026-03-16'), context)).toEqual(at('2026-03-17', '00:00:00'));
    expect(nextDue(story.state, at('2026-03-17', '00:00:00'), context)).toEqual(at('2026-03-17', '00:00:00'));
    expect(nextDue(new Story().given(...WAYS.closed).state, at('2026-06-01'), context)).toBeUndefined();
  });
});

test('a city may shorten the plan’s times, never lengthen them, and none may be nothing', () => {
  expect(caseTimesFaults(CASE_TIMES)).toEqual([]);
  expect(caseTimesFaults({ ...CASE_TIMES, verification: 2, rectification: 7 })).toEqual([]);
  expect(caseTimesFaults({ ...CASE_TIMES, verification: 4, reply: 0, warnings: [3, 0.5] })).toHaveLength(3);
});

test('a call on the second day makes the schedule; the answer ends the clock for it', () => {
  const story = new Story().given(
    unanswered(MONDAY),
    unanswered(at('2026-03-02', '16:00:00')),
    unanswered(at('2026-03-03')),
    ['center', found('not_reached')],
    ['department', answer()],
  );
  expect(clocksOf(story.state, context).map(({ kind, endedAt }) => [kind, !!endedAt])).toEqual([
    ['verification', true],
    ['rectification', true],
    ['reply', false],
  ]);
});

test('a supervision order names a working day ahead, within sixty', () => {
  const story = new Story().given(...WAYS.supervised);
  const by = (day: string) => ({ type: 'supervise', instruction: WHY, day }) as const;
  expect(story.refusal('reform', by('2026-03-02'))).toContain('今天之后');
  expect(story.refusal('reform', by('2026-03-07'))).toContain('工作日');
  const last = addWorkingDays(MONDAY, 60, calendar).day;
  expect(story.when('reform', by(last))).toBe('supervised');
  expect(story.refusal('reform', by('2099-01-05'))).toContain(`请选${last}或以前`);
});
