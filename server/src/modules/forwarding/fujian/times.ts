/** Beijing time is UTC+8 all year; offsets before 1992 do not occur here. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** An instant as the interface writes it: `yyyy-MM-dd HH:mm:ss`, Beijing time, fractions of a second cut off. */
export function beijingTime(instant: Date): string {
  return new Date(instant.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
