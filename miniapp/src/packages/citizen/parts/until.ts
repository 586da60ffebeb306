import { dayOf } from '../../../lib/when.js';
import { shared } from './words.js';

/** Until which day an authorisation lasts, or that it has no end. */
export function untilOf(until: string | null): string {
  return until ? shared.until(dayOf(until, new Date())) : shared.noUntil;
}
