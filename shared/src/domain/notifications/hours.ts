/** Hours of the day in Beijing between which messages are sent; the second one excluded. */
export type SendingHours = readonly [from: number, to: number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Beijing knows no summer time. */
const OFFSET_MS = 8 * HOUR_MS;

/**
 * The first instant, from this one on, at which somebody may be written to: nobody's telephone rings at night.
 * @param hours such as 8 to 21: quiet from 21:00 to 08:00
 */
export function sendableFrom(at: Date, [from, to]: SendingHours): Date {
  const local = at.getTime() + OFFSET_MS;
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  const [opens, ends] = [midnight + from * HOUR_MS, midnight + to * HOUR_MS];
  if (local < opens) return new Date(opens - OFFSET_MS);
  return local < ends ? at : new Date(opens + DAY_MS - OFFSET_MS);
}
