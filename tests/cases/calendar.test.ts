import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import {
  addWorkingDays,
  dayEnd,
  dayOf,
  dayPlus,
  dayStart,
  deadlineOn,
  firstMissingYear,
  isCovered,
  isWorkday,
  missingYear,
  SEED_YEARS,
  workCalendar,
  workingDaysBefore,
  workingDaysBetween,
} from '@haochaping/shared/domain';
import { ROOT } from '../../server/launch/lib/programs.mjs';

const calendar = workCalendar(SEED_YEARS);
/** Ten in the morning in Shanghai. */
const at = (day: string) => new Date(`${day}T10:00:00+08:00`);

test.each([
  // FA-2.3.1-b: three working days
  ['an ordinary Monday', '2026-03-02', 3, '2026-03-05'],
  ['a Friday: the weekend is passed over', '2026-03-06', 3, '2026-03-11'],
  ['a Saturday: the first day is Monday', '2026-03-07', 3, '2026-03-11'],
  ['the day before Spring Festival; Saturday the 28th is worked', '2026-02-13', 3, '2026-02-25'],
  ['within Spring Festival', '2026-02-18', 3, '2026-02-26'],
  ['before National Day, over a worked Saturday', '2026-09-30', 3, '2026-10-10'],
  ['a worked Sunday counts', '2025-01-24', 1, '2025-01-26'],
  // FA-2.3.1-e: ten working days
  ['ten days over National Day 2025', '2025-09-26', 10, '2025-10-16'],
  ['ten days over a year end', '2025-12-26', 10, '2026-01-12'],
])('%s: %s and %i working days end on %s', (_, from, n, expected) => {
  const deadline = addWorkingDays(at(from), n, calendar);
  expect(deadline).toEqual({
    day: expected,
    endsAt: new Date(`${expected}T24:00:00+08:00`),
    provisional: false,
  });
});

test('the day is Shanghai’s: just before and after midnight there', () => {
  expect(addWorkingDays(new Date('2026-03-03T15:59:59.999Z'), 1, calendar).day).toBe('2026-03-04');
  expect(addWorkingDays(new Date('2026-03-03T16:00:00Z'), 1, calendar).day).toBe('2026-03-05');
  expect(dayEnd('2026-03-04')).toEqual(new Date('2026-03-04T16:00:00Z'));
  // Also of the last day that can be written: a list asked for up to it is a list.
  expect(dayEnd('9999-12-31')).toEqual(new Date('9999-12-31T16:00:00Z'));
});

test('what reaches a year nobody imported is provisional, and settled by the import', () => {
  expect(addWorkingDays(at('2026-12-21'), 3, calendar).provisional).toBe(false);
  const open = addWorkingDays(at('2026-12-29'), 3, calendar);
  expect(open).toMatchObject({ day: '2027-01-01', provisional: true });
  const imported = workCalendar([
    ...SEED_YEARS,
    { year: 2027, daysOff: ['2027-01-01', '2027-01-02', '2027-01-03'], workdays: [], source: '通知' },
    { year: 2028, daysOff: ['2028-01-01'], workdays: [], source: '通知' },
  ]);
  expect(addWorkingDays(at('2026-12-29'), 3, imported)).toMatchObject({
    day: '2027-01-04',
    provisional: false,
  });
  expect([firstMissingYear(2026, calendar), firstMissingYear(2026, imported)]).toEqual([2027, 2029]);
});

test('the last days of December wait for the next year’s notice, which may still move them', () => {
  expect(deadlineOn('2026-12-25', calendar).provisional).toBe(false);
  expect(deadlineOn('2026-12-28', calendar).provisional).toBe(true);
  const moved = {
    year: 2027,
    daysOff: ['2026-12-31', '2027-01-01'],
    workdays: ['2026-12-27'],
    source: '通知',
  };
  const imported = workCalendar([...SEED_YEARS, moved]);
  expect(addWorkingDays(at('2026-12-25'), 1, imported)).toMatchObject({
    day: '2026-12-27',
    provisional: false,
  });
});

test('a corrected notice takes the place of the first', () => {
  const wrong = { year: 2026, daysOff: [], workdays: [], source: '旧' };
  const right = SEED_YEARS.filter(({ year }) => year === 2026);
  expect(isWorkday('2026-10-01', workCalendar([wrong, ...right]))).toBe(false);
});

test('numbers that count no days are refused', () => {
  for (const n of [0, -1, 1.5, Number.NaN])
    expect(() => addWorkingDays(at('2026-03-02'), n, calendar)).toThrow(RangeError);
  expect(() => dayStart('2026-02-30')).toThrow(RangeError);
});

/** Days around Spring Festival, National Day and year ends, where counting goes wrong, beside any others. */
const someDay = fc
  .oneof(
    fc.constantFrom(
      '2024-02-01',
      '2025-01-20',
      '2026-02-08',
      '2025-09-22',
      '2026-09-15',
      '2024-12-20',
      '2025-12-20',
    ),
    fc.integer({ min: 0, max: 6 * 365 }).map((n) => dayPlus('2020-01-05', n)),
  )
  .chain((day) => fc.integer({ min: 0, max: 20 }).map((n) => dayPlus(day, n)));
const someInstant = fc
  .tuple(someDay, fc.integer({ min: 0, max: 86_399_999 }))
  .map(([day, ms]) => new Date(dayStart(day).getTime() + ms));

test('properties: worked last day, later, exact count, stepwise, monotonic, whatever the hour', () => {
  fc.assert(
    fc.property(someInstant, fc.integer({ min: 1, max: 30 }), (from, n) => {
      const { day, endsAt, provisional } = addWorkingDays(from, n, calendar);
      expect(isWorkday(day, calendar)).toBe(true);
      expect(endsAt.getTime()).toBeGreaterThan(from.getTime());
      expect(dayOf(new Date(endsAt.getTime() - 1))).toBe(day);
      expect(workingDaysBetween(from, day, calendar)).toBe(n);
      expect(addWorkingDays(dayOf(from), n, calendar).day).toBe(day);
      expect(addWorkingDays(day, 1, calendar).day).toBe(addWorkingDays(from, n + 1, calendar).day);
      expect(workingDaysBefore(addWorkingDays(day, n, calendar).day, n, calendar)).toBe(day);
      expect(provisional).toBe(!isCovered(day, calendar));
    }),
    { numRuns: 500 },
  );
});

test.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Australia/Lord_Howe'])(
  'a machine set to %s counts the same days',
  (zone) => {
    const program = `
      const { addWorkingDays, dayOf, workCalendar, SEED_YEARS } = await import('@haochaping/shared/domain');
      const calendar = workCalendar(SEED_YEARS);
      const days = [];
      for (let hour = 0; hour < 24 * 60; hour += 7) {
        const from = new Date(Date.UTC(2026, 1, 1, hour));
        days.push(dayOf(from) + addWorkingDays(from, 3, calendar).endsAt.toISOString());
      }
      process.stdout.write(days.join());`;
    const run = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      cwd: ROOT,
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
    const here: string[] = [];
    for (let hour = 0; hour < 24 * 60; hour += 7) {
      const from = new Date(Date.UTC(2026, 1, 1, hour));
      here.push(dayOf(from) + addWorkingDays(from, 3, calendar).endsAt.toISOString());
    }
    expect(run).toBe(here.join());
  },
);

test.each([
  ['in October nobody is asked: the notice is not out', '2026-10-31', null],
  ['from November on the next year is asked for', '2026-11-01', { year: 2027, pressing: false }],
  ['from December on deadlines reach it', '2026-12-01', { year: 2027, pressing: true }],
  ['a year that began without its notice presses', '2027-01-04', { year: 2027, pressing: true }],
])('the missing year: %s', (_, today, expected) => {
  expect(missingYear(today, calendar)).toEqual(expected);
});

test('with the next year imported nobody is asked', () => {
  const next = { year: 2027, daysOff: ['2027-01-01'], workdays: [], source: 'a notice' };
  expect(missingYear('2026-12-31', workCalendar([...SEED_YEARS, next]))).toBeNull();
});
