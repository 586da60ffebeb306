import { now } from '../../../lib/clock.js';
import { business as words } from '../parts/words-business.js';

/** For how long a handler may act. */
export type Term = keyof typeof DAYS;
const DAYS = { year: 365, quarter: 91, none: null } as const;
const TERMS = Object.keys(DAYS) as Term[];
const DAY_MS = 86_400_000;

export const TERM_OPTIONS = TERMS.map((value) => ({ value, name: words.untils[value] }));

/** The last instant of an authorisation that begins now; null for one without an end. */
export function endOf(term: Term): string | null {
  const days = DAYS[term];
  return days === null ? null : new Date(now().getTime() + days * DAY_MS).toISOString();
}
