import { dayOf, dayPlus } from '@haochaping/shared/domain/calendar/days';
import { now } from '../../../lib/clock.js';
import { businessCases as words } from '../parts/words-business.js';

/** Of how long ago the ratings are. */
export type Period = keyof typeof DAYS;
const DAYS = { all: null, quarter: 91, year: 365 } as const;

export const PERIOD_OPTIONS = (Object.keys(DAYS) as Period[]).map((value) => ({
  value,
  name: words.periods[value],
}));

/** The first day of a period that ends today, as a part of an address; nothing for all there is. */
export function fromOf(period: Period): string {
  const days = DAYS[period];
  return days === null ? '' : `&from=${dayPlus(dayOf(now()), -days)}`;
}
