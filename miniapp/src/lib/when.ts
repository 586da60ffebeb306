/** Days and times as one says them, always in Beijing time, whatever the phone is set to. */

const BEIJING_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Parts {
  year: number;
  month: number;
  day: number;
  clock: string;
}

function parts(instant: string | Date): Parts {
  const shifted = new Date(new Date(instant).getTime() + BEIJING_MS);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    clock: `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`,
  };
}

/** `11月23日`; with the year when it is not this one. */
export function dayOf(instant: string | Date, now: Date): string {
  const { year, month, day } = parts(instant);
  const prefix = year === parts(now).year ? '' : `${year}年`;
  return `${prefix}${month}月${day}日`;
}

/** `今天 09:05`, `昨天 09:05`, else `11月23日 09:05`. */
export function momentOf(instant: string | Date, now: Date): string {
  const { year, month, day, clock } = parts(instant);
  const midnight = (at: Parts) => Date.UTC(at.year, at.month - 1, at.day);
  const daysAgo = (midnight(parts(now)) - midnight({ year, month, day, clock })) / DAY_MS;
  if (daysAgo === 0) return `今天 ${clock}`;
  if (daysAgo === 1) return `昨天 ${clock}`;
  return `${dayOf(instant, now)} ${clock}`;
}

/** True while one may still say “刚才” of it: less than a day ago. */
export function justNow(instant: string, now: Date): boolean {
  return now.getTime() - new Date(instant).getTime() < DAY_MS;
}
