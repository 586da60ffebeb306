import type { CalendarView, CalendarYearView, NoticePreview } from '@haochaping/shared/contracts';
import { dayOf, missingYear, weekdayName, workCalendar, type NoticeDay } from '@haochaping/shared/domain';
import type { StaffNames } from '../audit/index.js';
import type { ReadNotice } from './notices.js';
import type { YearInForce } from './years.js';

/** The calendar as staff read it, the newest year first, with the year that is asked for. */
export async function presentCalendar(
  years: readonly YearInForce[],
  namesOf: StaffNames,
  now: Date,
): Promise<CalendarView> {
  const shown = await presentYears(years, namesOf);
  return { years: shown.reverse(), missing: missingYear(dayOf(now), workCalendar(years)) };
}

async function presentYears(years: readonly YearInForce[], namesOf: StaffNames): Promise<CalendarYearView[]> {
  const names = await namesOf(years.flatMap(({ imported }) => imported?.by ?? []));
  return years.map(({ year, source, revision, imported, daysOff, workdays }) => ({
    year,
    source,
    revision,
    importedAt: imported?.at.toISOString() ?? null,
    importedByName: imported ? (names.get(imported.by) ?? imported.by) : null,
    daysOff: [...daysOff],
    workdays: [...workdays],
  }));
}

/** What was read from a notice, as the one who pasted it checks it. */
export async function presentNotice(
  { notice, replaces, changed }: ReadNotice,
  namesOf: StaffNames,
): Promise<NoticePreview> {
  const days = (list: readonly NoticeDay[]) =>
    [...list]
      .sort((a, b) => (a.day < b.day ? -1 : 1))
      .map(({ day, holiday, phrase }) => ({
        day,
        weekdayName: weekdayName(day),
        holiday,
        phrase,
      }));
  const [inForce = null] = replaces ? await presentYears([replaces], namesOf) : [];
  return {
    year: notice.year,
    amends: [...notice.amends],
    daysOff: days(notice.daysOff),
    workdays: days(notice.workdays),
    problems: notice.problems,
    replaces: inForce,
    changed,
  };
}
