/**
 * Working days (工作日): the weeks as they are, changed by the State Council's yearly notice, which gives days off and
 * makes weekend days work days (调休). The calendar is data whose coverage is known: a year nobody imported is counted
 * by plain weeks, and everything that reaches it says so.
 * Source: domain.md §4; 国务院办公厅 yearly 节假日安排; FA-2.3.1-b FA-2.3.1-c FA-2.3.1-e FA-3.3-f count by it.
 */
import { dayEnd, dayOf, dayPlus, isWeekend, type Day } from './days.js';

/** What one year's notice changes. Days of the neighbouring years may stand in it: the notice for 2019 moved 2018-12-29. */
export interface CalendarYear {
  year: number;
  /** Days nobody works, weekend days among them or not. */
  daysOff: readonly Day[];
  /** Weekend days that are worked. */
  workdays: readonly Day[];
  /** Where it comes from: the notice's number, or the data set. */
  source: string;
}

export interface WorkCalendar {
  /** Years a notice was imported for, ascending. */
  readonly coveredYears: readonly number[];
  readonly daysOff: ReadonlySet<Day>;
  readonly workdays: ReadonlySet<Day>;
}

/** A calendar of these years; of two for one year the later in the list counts, as a corrected notice replaces the first. */
export function workCalendar(years: readonly CalendarYear[]): WorkCalendar {
  const byYear = new Map(years.map((one) => [one.year, one]));
  const inOrder = [...byYear.values()].sort((a, b) => a.year - b.year);
  return {
    coveredYears: inOrder.map(({ year }) => year),
    daysOff: new Set(inOrder.flatMap(({ daysOff }) => daysOff)),
    workdays: new Set(inOrder.flatMap(({ workdays }) => workdays)),
  };
}

/** The notice for a year has moved days from here on in the December before (2018-12-29 was worked for 2019). */
const NEW_YEAR_REACHES_BACK_TO = '12-26';

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Whether it is settled that this day is worked or not: its year is covered, and at its very end the next one as well. */
export function isCovered(day: Day, calendar: WorkCalendar): boolean {
  const year = yearOf(day);
  const { coveredYears } = calendar;
  if (!coveredYears.includes(year)) return false;
  return day.slice(5) < NEW_YEAR_REACHES_BACK_TO || coveredYears.includes(year + 1);
}

/** Whether the day is worked: as the notices say, else Monday to Friday. */
export function isWorkday(day: Day, calendar: WorkCalendar): boolean {
  if (calendar.workdays.has(day)) return true;
  return !calendar.daysOff.has(day) && !isWeekend(day);
}

export interface Deadline {
  /** The last day. */
  day: Day;
  /** The instant it is over: 24:00 of that day in Shanghai. What happens before this instant is in time. */
  endsAt: Date;
  /** A day that was counted lies where no notice is known yet; to be counted again when it is imported. */
  provisional: boolean;
}

/** A deadline at the end of a given day, for dates people set (台账). */
export function deadlineOn(day: Day, calendar: WorkCalendar): Deadline {
  return { day, endsAt: dayEnd(day), provisional: !isCovered(day, calendar) };
}

/**
 * The deadline of n working days after something happened. The day it happened is not counted, whether worked or not:
 * the first day is the next working day.
 * @param from the instant, or its day in Shanghai
 * @throws RangeError unless n is a whole number from 1 on
 */
export function addWorkingDays(from: Date | Day, n: number, calendar: WorkCalendar): Deadline {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`working days are counted from 1 on, not ${String(n)}`);
  let day = typeof from === 'string' ? from : dayOf(from);
  let provisional = false;
  for (let counted = 0; counted < n;) {
    day = dayPlus(day, 1);
    if (!isCovered(day, calendar)) provisional = true;
    if (isWorkday(day, calendar)) counted += 1;
  }
  return { day, endsAt: dayEnd(day), provisional };
}

/** The working day so many working days before a day; the day itself is not counted. @throws RangeError unless n ≥ 1 */
export function workingDaysBefore(day: Day, n: number, calendar: WorkCalendar): Day {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`working days are counted from 1 on, not ${String(n)}`);
  let before = day;
  for (let counted = 0; counted < n;) {
    before = dayPlus(before, -1);
    if (isWorkday(before, calendar)) counted += 1;
  }
  return before;
}

/** How many working days lie after the first day up to and including the second; 0 when the second is not later. */
export function workingDaysBetween(from: Date | Day, to: Date | Day, calendar: WorkCalendar): number {
  const [first, last] = [from, to].map((one) => (typeof one === 'string' ? one : dayOf(one))) as [Day, Day];
  let counted = 0;
  for (let day = dayPlus(first, 1); day <= last; day = dayPlus(day, 1))
    if (isWorkday(day, calendar)) counted += 1;
  return counted;
}

/** The first year from this one on that no notice was imported for: what the console asks an administrator for. */
export function firstMissingYear(from: number, calendar: WorkCalendar): number {
  let year = from;
  while (calendar.coveredYears.includes(year)) year += 1;
  return year;
}

/** The notice for a year comes out in the autumn before it: those for 2024 to 2026 between 25 October and 12 November. */
const NOTICE_EXPECTED_FROM = '11-01';
/** From here on, deadlines of ten working days reach days that the missing notice may move. */
const NOTICE_PRESSES_FROM = '12-01';

/** A year whose notice an administrator is asked for. */
export interface MissingYear {
  year: number;
  /** Deadlines of now are counted over days nobody settled yet. */
  pressing: boolean;
}

/**
 * The year to ask an administrator for on this day, until its notice is imported: the year it is, or from November on the
 * next one; null while nothing is missing that could be there.
 */
export function missingYear(today: Day, calendar: WorkCalendar): MissingYear | null {
  const thisYear = yearOf(today);
  const year = firstMissingYear(thisYear, calendar);
  if (year === thisYear) return { year, pressing: true };
  const day = today.slice(5);
  if (year > thisYear + 1 || day < NOTICE_EXPECTED_FROM) return null;
  return { year, pressing: day >= NOTICE_PRESSES_FROM };
}
