/** Beijing time has been UTC+8 without summer time since 1992. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** `yyyy-MM-dd HH:mm:ss` in Beijing time as an instant, null when it is no such moment. */
export function readBeijingTime(value: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return null;
  const utc = new Date(`${value.replace(' ', 'T')}Z`);
  if (Number.isNaN(utc.getTime()) || utc.toISOString().slice(0, 19).replace('T', ' ') !== value) return null;
  return new Date(utc.getTime() - BEIJING_OFFSET_MS);
}

/** An instant as `yyyy-MM-dd HH:mm:ss` in Beijing time. */
export function showBeijingTime(instant: Date): string {
  return new Date(instant.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
