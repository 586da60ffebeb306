/**
 * Days as the law counts them: calendar days in Asia/Shanghai, written `2026-10-01`, whatever time zone the machine is
 * set to. China keeps one offset all year, so a day is arithmetic on text and UTC instants.
 */

const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** A calendar day in Shanghai, `yyyy-MM-dd`. Later days sort later as text. */
export type Day = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const utcMidnight = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const written = (utc: number): Day => new Date(utc).toISOString().slice(0, 10);

/** A day as it is said: `10月1日`; with its year where that is not the year of `today`. */
export const monthDay = (day: Day, today: Day = day): string => {
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : `${day.slice(0, 4)}年`;
  return `${year}${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
};

/** Whether the text names a day there is: neither 2026-02-30 nor 2026-2-3. */
export function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(utcMidnight(text)) && written(utcMidnight(text)) === text;
}

/** The day an instant lies in, in Shanghai. */
export function dayOf(at: Date): Day {
  return written(at.getTime() + SHANGHAI_OFFSET_MS);
}

/** The instant a day begins: 00:00 in Shanghai. @throws RangeError when there is no such day */
export function dayStart(day: Day): Date {
  if (!isDay(day)) throw new RangeError(`there is no day ${day}`);
  return new Date(utcMidnight(day) - SHANGHAI_OFFSET_MS);
}

/** The day so many calendar days later, or earlier with a negative number. @throws RangeError when there is no such day */
export function dayPlus(day: Day, days: number): Day {
  return written(dayStart(day).getTime() + SHANGHAI_OFFSET_MS + days * DAY_MS);
}

/** Calendar days from one to another. @throws RangeError when there is no such day */
export const daysBetween = (from: Day, to: Day): number =>
  (dayStart(to).getTime() - dayStart(from).getTime()) / DAY_MS;

/** The month (`2026-10`) so many months later, or earlier with a negative number. */
export const monthPlus = (month: string, months: number): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
};

/** The last day of a month. */
export const lastDayOfMonth = (month: string): Day => dayPlus(`${monthPlus(month, 1)}-01`, -1);

/** A month, or that of a day, as it is said: `2026年10月`. */
export const monthName = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;

/** The same day of the next year; of 29 February the last of that month. */
export function yearAfter(day: Day): Day {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return isDay(next) ? next : `${next.slice(0, 8)}28`;
}

/** The instant a day is over: 24:00 in Shanghai, the first instant of the next day. */
export function dayEnd(day: Day): Date {
  return new Date(dayStart(day).getTime() + DAY_MS);
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(utcMidnight(day)).getUTCDay();
}

export const isWeekend = (day: Day): boolean => [0, 6].includes(weekdayOf(day));

const WEEKDAYS = '日一二三四五六';

/** The weekday as people say it: 周一. */
export const weekdayName = (day: Day): string => `周${WEEKDAYS.charAt(weekdayOf(day))}`;

export interface DayRange {
  first: Day;
  last: Day;
}

/** Days that follow one another, put together; ascending, whatever order they came in, each day once. */
export function dayRanges(days: readonly Day[]): DayRange[] {
  const ranges: DayRange[] = [];
  for (const day of [...new Set(days)].sort()) {
    const open = ranges[ranges.length - 1];
    if (open && dayPlus(open.last, 1) === day) open.last = day;
    else ranges.push({ first: day, last: day });
  }
  return ranges;
}
