import type { CalendarYear } from './calendar.js';
import { dayRanges, type Day, type DayRange } from './days.js';
import type { HolidayNotice } from './notice.js';

/**
 * The year as the calendar takes it.
 * @param source the notice's number, such as 国办发明电〔2024〕12号
 * @param before the year as it counts now, which an amending notice changes
 * @returns undefined while the notice has problems, amends a year that is not there, or cannot be put into it without guessing
 */
export function yearFromNotice(
  notice: HolidayNotice,
  source: string,
  before?: CalendarYear | null,
): CalendarYear | undefined {
  if (notice.problems.length > 0) return undefined;
  if (notice.amends.length > 0)
    return before && amendingProblems(before, notice).length === 0
      ? { ...amended(before, notice), source }
      : undefined;
  return { year: notice.year, ...daysOf(notice), source };
}

const daysOf = ({ daysOff, workdays }: Pick<HolidayNotice, 'daysOff' | 'workdays'>) => ({
  daysOff: sortedDays(daysOff.map(({ day }) => day)),
  workdays: sortedDays(workdays.map(({ day }) => day)),
});
const sortedDays = (days: readonly Day[]): Day[] => [...new Set(days)].sort();

/** A weekend that is worked for a holiday lies this near to it, or belongs to none. */
const NEAR_DAYS = 14;

/** How far a day is from a range, in days; 0 within it. */
function distance(day: Day, { first, last }: DayRange): number {
  const days = (from: Day, to: Day) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return Math.max(0, days(day, first), days(last, day));
}

const within = (day: Day, { first, last }: DayRange) => day >= first && day <= last;

/** The one day each holiday cannot be without, by the sun or by the moon (全国年节及纪念日放假办法). */
const MOON = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});
const BY_SUN: Readonly<Record<string, string>> = { '01-01': '元旦', '05-01': '劳动节', '10-01': '国庆节' };
const BY_MOON: Readonly<Record<string, string>> = { '1/1': '春节', '5/5': '端午节', '8/15': '中秋节' };
/** 清明 falls on one of these; the days around it are nobody else's. */
const QINGMING = /^04-0[456]$/;

/** The holiday a day belongs to beyond doubt; undefined for the days around it. */
function holidayOn(day: Day): string | undefined {
  const date = day.slice(5);
  if (QINGMING.test(date)) return '清明节';
  return BY_SUN[date] ?? BY_MOON[MOON.format(new Date(`${day}T00:00:00Z`))];
}

/** The days a notice for one holiday takes the place of, as far as the year itself tells. */
function ownRuns({ daysOff }: CalendarYear, notice: HolidayNotice): { own: DayRange[]; others: DayRange[] } {
  const runs = dayRanges([...daysOff].sort());
  const named = (run: DayRange) =>
    daysOff.some((day) => within(day, run) && notice.amends.includes(holidayOn(day) ?? ''));
  return { own: runs.filter(named), others: runs.filter((run) => !named(run)) };
}

/**
 * Why a notice for one holiday cannot be put into the year without guessing: its days run together with another's, it gives days off that
 * touch none of its own, or a weekend that is worked may belong to either. Empty when it can.
 */
export function amendingProblems(before: CalendarYear, notice: HolidayNotice): string[] {
  const whole = '请改为粘贴全年的放假安排';
  const { own, others } = ownRuns(before, notice);
  const named = notice.amends.join('、');
  if (own.length !== notice.amends.length) return [`日历里认不出原来${named}是哪几天，${whole}`];
  const strangers = before.daysOff.filter((day) => {
    const holiday = own.some((run) => within(day, run)) ? holidayOn(day) : undefined;
    return holiday !== undefined && !notice.amends.includes(holiday);
  });
  if (strangers.length > 0) return [`${named}原来和${holidayOn(strangers[0]!)}连着放假，分不开，${whole}`];
  const apart = notice.daysOff.filter(({ day }) => own.every((run) => distance(day, run) > NEAR_DAYS));
  if (apart.length > 0) return [`${apart[0]!.day}离原来的${named}太远，${whole}`];
  const shared = before.workdays.filter((day) =>
    [own, others].every((runs) => runs.some((run) => distance(day, run) <= NEAR_DAYS)),
  );
  return shared.length > 0 ? [`周末上班的${shared[0]}分不清是为哪个节，${whole}`] : [];
}

/** A year with one holiday arranged anew: its days off and the weekends worked for it go, and those of the notice take their place. */
function amended(before: CalendarYear, notice: HolidayNotice): Omit<CalendarYear, 'source'> {
  const told = daysOf(notice);
  const { own, others } = ownRuns(before, notice);
  return {
    year: before.year,
    daysOff: sortedDays([
      ...before.daysOff.filter((day) => others.some((run) => within(day, run))),
      ...told.daysOff,
    ]),
    workdays: sortedDays([
      ...before.workdays.filter((day) => own.every((run) => distance(day, run) > NEAR_DAYS)),
      ...told.workdays,
    ]),
  };
}
