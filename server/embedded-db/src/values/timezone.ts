import { check } from '../errors.js';

/** A day in milliseconds. */
export const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        era: 'short',
      });
    } catch {
      check(false, 'Location40485', `unrecognized time zone identifier: "${zone}"`);
    }
    formats.set(zone, format);
  }
  return format;
}

/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function offset(zone: string, instant: number): number {
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  const p = Object.fromEntries(
    formatter(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const year = p.era === 'BC' ? 1 - Number(p.year) : Number(p.year);
  const wall = utc(
    year,
    Number(p.month) - 1,
    Number(p.day),
    Number(p.hour),
    Number(p.minute),
    Number(p.second),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}

/** Like Date.UTC, but years below 100 mean themselves. */
export function utc(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  ms = 0,
): number {
  return (
    new Date(0).setUTCFullYear(year, month, day) + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  );
}

/** An instant as the wall clock of a zone shows it, held in a Date's UTC fields. */
export function toWall(instant: Date, zone: string): Date {
  return new Date(instant.getTime() + offset(zone, instant.getTime()));
}

/** The instant at which a zone's wall clock shows this. */
export function fromWall(wall: number, zone: string): Date {
  const guess = wall - offset(zone, wall);
  return new Date(wall - offset(zone, guess));
}

/** The zone an expression names, UTC when it names none. */
export function zoneOf(zone: unknown): string {
  check(
    zone === undefined || typeof zone === 'string',
    'Location40517',
    'timezone must evaluate to a string',
  );
  return zone ?? 'UTC';
}
