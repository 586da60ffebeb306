import { isWeekend } from '@haochaping/shared/domain/calendar/days';
import type { CalendarYear } from '@haochaping/shared/domain/calendar/calendar';

/** Days with their names, `2026-01-01: "New Year's Day,元旦,1"`; the package knows nothing after 2026 and does not say so. */
export const HOLIDAY_DATA = 'chinese-days/dist/chinese-days.json';
const SOURCE = 'chinese-days 1.5.7';
/** From the year the city's plan was issued to the last one the package holds a notice for. */
const FIRST = 2020;
const LAST = 2026;

interface HolidayData {
  holidays: Record<string, string>;
  workdays: Record<string, string>;
}

/** The years as the package has them, days in order. @throws RangeError when a year lacks days or a worked day is no weekend */
export function yearsFrom({ holidays, workdays }: HolidayData): CalendarYear[] {
  return Array.from({ length: LAST - FIRST + 1 }, (_, index) => {
    const year = FIRST + index;
    const of = (days: Record<string, string>) =>
      Object.keys(days)
        .filter((day) => day.startsWith(`${year}-`))
        .sort();
    const [daysOff, worked] = [of(holidays), of(workdays)];
    if (daysOff.length < 11 || !worked.every(isWeekend))
      throw new RangeError(`${SOURCE} has no sound data for ${year}`);
    return { year, daysOff, workdays: worked, source: SOURCE };
  });
}

/** The text of shared/src/domain/calendar/seed.ts, before it is formatted. */
export function seedFile(data: unknown): string {
  return `import type { CalendarYear } from './calendar.js';

/**
 * The working-day calendar a new installation begins with. Written by server/launch/calendar.ts from the npm package
 * ${SOURCE} (MIT), which follows the State Council's yearly notices; not edited by hand. 2024 to 2026 are compared
 * with the notices in tests/cases/calendar-notice.test.ts.
 */
export const SEED_YEARS: readonly CalendarYear[] = ${JSON.stringify(yearsFrom(data as HolidayData), null, 1)};
`;
}
