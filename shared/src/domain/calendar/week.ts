import { dayOf, type Day } from './days.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The ISO 8601 week of an instant in Shanghai, such as `2026-W48`. Later weeks sort later as text. */
export function weekOf(at: Date): string {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET_MS);
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  const weekday = local.getUTCDay() || 7;
  // A week belongs to the year its Thursday lies in.
  const thursday = new Date(midnight + (4 - weekday) * DAY_MS);
  const yearStart = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - yearStart) / DAY_MS / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** The instant a week begins: Monday 00:00 in Shanghai. */
export function weekStart(week: string): Date {
  const fourth = Date.UTC(Number(week.slice(0, 4)), 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  return new Date(monday + (Number(week.slice(6)) - 1) * WEEK_MS - SHANGHAI_OFFSET_MS);
}

/** The week after (or, with a negative number, before) by so many weeks. */
export function weekPlus(week: string, weeks: number): string {
  return weekOf(new Date(weekStart(week).getTime() + weeks * WEEK_MS));
}

/** The instant a week is over: the first of the next one. */
export function weekEnd(week: string): Date {
  return new Date(weekStart(week).getTime() + WEEK_MS);
}

/** The last day of a week, its Sunday. */
export const lastDayOfWeek = (week: string): Day => dayOf(new Date(weekEnd(week).getTime() - 1));

/** The first and last week of the quarter a week lies in: thirteen weeks each, the fourth with the 53rd where there is one. */
export function quarterOf(week: string): { from: string; to: string } {
  const year = week.slice(0, 4);
  const quarter = Math.min(3, Math.floor((Number(week.slice(6)) - 1) / 13));
  const from = `${year}-W${String(quarter * 13 + 1).padStart(2, '0')}`;
  const to = quarter === 3 ? weekPlus(`${Number(year) + 1}-W01`, -1) : weekPlus(from, 12);
  return { from, to };
}
