import { ObjectId, Timestamp } from 'bson';
import { check } from '../errors.js';
import { DAY, fromWall, toWall, utc, zoneOf } from './timezone.js';
import { show } from './values.js';

const UNITS: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY,
  week: 7 * DAY,
};

const MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 };

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A BSON date, timestamp or ObjectId as a Date; null and missing as null. */
export function asDate(value: unknown): Date | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  check(value instanceof Timestamp, 'Location16006', "can't convert from this type to Date");
  return new Date(value.getHighBits() * 1000);
}

function isoWeek(wall: Date): { week: number; year: number } {
  const thursday = new Date(wall.getTime() + (4 - (wall.getUTCDay() || 7)) * DAY);
  const year = thursday.getUTCFullYear();
  return { year, week: 1 + Math.floor((thursday.getTime() - utc(year, 0, 1)) / (7 * DAY)) };
}

function dayOfYear(wall: Date): number {
  return 1 + Math.floor((wall.getTime() - utc(wall.getUTCFullYear(), 0, 1)) / DAY);
}

const PARTS = {
  $year: (d: Date) => d.getUTCFullYear(),
  $month: (d: Date) => d.getUTCMonth() + 1,
  $dayOfMonth: (d: Date) => d.getUTCDate(),
  $dayOfWeek: (d: Date) => d.getUTCDay() + 1,
  $isoDayOfWeek: (d: Date) => d.getUTCDay() || 7,
  $dayOfYear: dayOfYear,
  $isoWeek: (d: Date) => isoWeek(d).week,
  $isoWeekYear: (d: Date) => isoWeek(d).year,
  $week: (d: Date) => Math.floor((dayOfYear(d) + 6 - d.getUTCDay()) / 7),
  $hour: (d: Date) => d.getUTCHours(),
  $minute: (d: Date) => d.getUTCMinutes(),
  $second: (d: Date) => d.getUTCSeconds(),
  $millisecond: (d: Date) => d.getUTCMilliseconds(),
};

/** `$year`, `$hour` … by name: the part of a date in a zone. */
export const datePart = (name: keyof typeof PARTS) => (value: unknown, zone: unknown): number | null => {
  const date = asDate(value);
  return date && PARTS[name](toWall(date, zoneOf(zone)));
}; // prettier-ignore

/** The names of the operators that give a part of a date. */
export const DATE_PARTS = Object.keys(PARTS) as (keyof typeof PARTS)[];

const pad = (n: number, size = 2): string => String(n).padStart(size, '0');

const SPECIFIERS: Record<string, (wall: Date, ahead: number) => string> = {
  Y: (d) => pad(d.getUTCFullYear(), 4),
  m: (d) => pad(d.getUTCMonth() + 1),
  d: (d) => pad(d.getUTCDate()),
  H: (d) => pad(d.getUTCHours()),
  M: (d) => pad(d.getUTCMinutes()),
  S: (d) => pad(d.getUTCSeconds()),
  L: (d) => pad(d.getUTCMilliseconds(), 3),
  j: (d) => pad(dayOfYear(d), 3),
  w: (d) => String(d.getUTCDay() + 1),
  u: (d) => String(d.getUTCDay() || 7),
  U: (d) => pad(PARTS.$week(d)),
  V: (d) => pad(isoWeek(d).week),
  G: (d) => pad(isoWeek(d).year, 4),
  z: (_d, ahead) =>
    `${ahead < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(ahead) / 60))}${pad(Math.abs(ahead) % 60)}`,
  Z: (_d, ahead) => String(ahead),
  b: (d) => d.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' }),
  B: (d) => d.toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }),
  '%': () => '%',
};

/** Manual: "$dateToString". */
export function dateToString({ date, format, timezone, onNull }: Record<string, unknown>): unknown {
  const instant = asDate(date);
  if (!instant) return onNull ?? null;
  const zone = zoneOf(timezone);
  const wall = toWall(instant, zone);
  const ahead = (wall.getTime() - instant.getTime()) / 60_000;
  const pattern =
    format ?? (timezone === undefined || zone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L');
  return show(pattern).replace(/%(.?)/g, (_, letter: string) => {
    const specifier = SPECIFIERS[letter];
    check(specifier, 'Location18536', `Invalid format character '%${letter}' in format string`);
    return specifier(wall, ahead);
  });
}

function monthsOf(wall: Date): number {
  return (wall.getUTCFullYear() - 2000) * 12 + wall.getUTCMonth();
}

function weekStart(startOfWeek: unknown): number {
  const day = WEEKDAYS.indexOf(
    show(startOfWeek ?? 'sunday')
      .toLowerCase()
      .slice(0, 3),
  );
  check(day >= 0, 'Location5439015', `unknown startOfWeek: ${String(startOfWeek)}`);
  return day;
}

/** Where the bins of `$dateTrunc` and the steps of `$dateDiff` begin: 2000-01-01, for weeks the first chosen weekday after it. */
function reference(unit: string, startOfWeek: unknown): number {
  const first = Date.UTC(2000, 0, 1);
  return unit === 'week' ? first + ((weekStart(startOfWeek) - 6 + 7) % 7) * DAY : first;
}

function checkUnit(unit: unknown): asserts unit is string {
  check(
    typeof unit === 'string' && (unit in UNITS || unit in MONTHS),
    'Location5439014',
    `unknown time unit value: ${String(unit)}`,
  );
}

/** Manual: "$dateTrunc": the beginning of the bin a date falls into, in the wall clock of its zone. */
export function dateTrunc({
  date,
  unit,
  binSize,
  timezone,
  startOfWeek,
}: Record<string, unknown>): Date | null {
  const instant = asDate(date);
  if (!instant || unit === null || unit === undefined) return null;
  checkUnit(unit);
  const size = binSize === undefined ? 1 : Number(binSize);
  check(
    Number.isInteger(size) && size > 0,
    'Location5439018',
    '$dateTrunc requires binSize to be a positive integer',
  );
  const zone = zoneOf(timezone);
  const wall = toWall(instant, zone);
  if (unit in MONTHS) {
    const step = size * (MONTHS[unit] as number);
    return fromWall(utc(2000, Math.floor(monthsOf(wall) / step) * step, 1), zone);
  }
  const step = size * (UNITS[unit] as number);
  const from = reference(unit, startOfWeek);
  return fromWall(from + Math.floor((wall.getTime() - from) / step) * step, zone);
}

/** Manual: "$dateAdd": months keep the day where the month has it, days and longer follow the zone's wall clock. */
export function dateAdd(
  { startDate, unit, amount, timezone }: Record<string, unknown>,
  sign = 1,
): Date | null {
  const instant = asDate(startDate);
  if (!instant || amount === null || amount === undefined || unit === null || unit === undefined) return null;
  checkUnit(unit);
  const count = sign * Number(amount);
  check(Number.isInteger(count), 'Location5166405', '$dateAdd expects an integer amount');
  const zone = zoneOf(timezone);
  if (unit in UNITS && (UNITS[unit] as number) < DAY)
    return new Date(instant.getTime() + count * (UNITS[unit] as number));
  const wall = toWall(instant, zone);
  if (unit in UNITS) return fromWall(wall.getTime() + count * (UNITS[unit] as number), zone);
  const months = monthsOf(wall) + count * (MONTHS[unit] as number);
  const days = new Date(utc(2000, months + 1, 0)).getUTCDate();
  const midnight = utc(2000, months, Math.min(wall.getUTCDate(), days));
  return fromWall(midnight + (((wall.getTime() % DAY) + DAY) % DAY), zone);
}

/** Manual: "$dateDiff": how many boundaries of the unit lie between two dates. */
export function dateDiff({
  startDate,
  endDate,
  unit,
  timezone,
  startOfWeek,
}: Record<string, unknown>): number | null {
  const [start, end] = [asDate(startDate), asDate(endDate)];
  if (!start || !end || unit === null || unit === undefined) return null;
  checkUnit(unit);
  const zone = zoneOf(timezone);
  const step = (date: Date): number => {
    const wall = toWall(date, zone);
    if (unit in MONTHS) return Math.floor(monthsOf(wall) / (MONTHS[unit] as number));
    return Math.floor((wall.getTime() - reference(unit, startOfWeek)) / (UNITS[unit] as number));
  };
  return step(end) - step(start);
}

/** Manual: "$dateFromParts" (calendar parts; the ISO week form is refused). */
export function dateFromParts(parts: Record<string, unknown>): Date | null {
  check(
    !('isoWeekYear' in parts),
    'NotImplemented',
    '$dateFromParts with isoWeekYear is not supported by the embedded engine',
  );
  const names = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'];
  const values = names.map((name, i) => (name in parts ? parts[name] : i === 1 || i === 2 ? 1 : 0));
  if (values.some((value) => value === null || value === undefined)) return null;
  const [year, month, day, hour, minute, second, ms] = values.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return fromWall(utc(year, month - 1, day, hour, minute, second, ms), zoneOf(parts.timezone));
}

/** Manual: "$dateToParts" (calendar parts; iso8601 is refused). */
export function dateToParts({
  date,
  timezone,
  iso8601,
}: Record<string, unknown>): Record<string, number> | null {
  check(
    iso8601 !== true,
    'NotImplemented',
    '$dateToParts with iso8601 is not supported by the embedded engine',
  );
  const instant = asDate(date);
  if (!instant) return null;
  const d = toWall(instant, zoneOf(timezone));
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
    millisecond: d.getUTCMilliseconds(),
  };
}

/** A date from ISO 8601 text, as `$toDate` and `$dateFromString` without a format read it; undefined when it is none. */
export function dateFromText(text: string, zone: unknown = undefined): Date | undefined {
  const found =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      text.trim(),
    );
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((n) => Number(n ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const wall = utc(year, month - 1, day, hour, minute, second, Number((found[7] ?? '0').padEnd(3, '0')));
  const check12 = new Date(wall);
  if (
    check12.getUTCMonth() !== month - 1 ||
    check12.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    return undefined;
  return fromWall(wall, found[8] ?? zoneOf(zone));
}
