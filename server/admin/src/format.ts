const ZONE = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const weekday = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, weekday: 'long' });
const number = new Intl.NumberFormat('zh-CN');

function fields(at: Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
}

const DAY_MS = 86_400_000;
const two = (value: string | number) => String(value).padStart(2, '0');

/** 1234 → 1,234 */
export const formatCount = (count: number): string => number.format(count);

/** An instant in Beijing time, short enough for a table: 11-23 14:05, with the year when it is not this one. */
export function formatInstant(iso: string, now = new Date()): string {
  const at = fields(new Date(iso));
  const year = at.year === fields(now).year ? '' : `${at.year}-`;
  return `${year}${two(at.month ?? '')}-${two(at.day ?? '')} ${at.hour}:${at.minute}`;
}

/** An instant in full: 2026年11月23日 14:05 */
export function formatInstantFull(iso: string): string {
  const at = fields(new Date(iso));
  return `${at.year}年${at.month}月${at.day}日 ${at.hour}:${at.minute}`;
}

/** 11月23日 星期一 */
export function formatDay(at: Date): string {
  const { month, day } = fields(at);
  return `${month}月${day}日 ${weekday.format(at)}`;
}

/** The calendar day in Beijing as yyyy-MM-dd, shifted by whole days. */
export function dayOf(at: Date, shift = 0): string {
  const { year, month, day } = fields(new Date(at.getTime() + shift * DAY_MS));
  return `${year}-${two(month ?? '')}-${two(day ?? '')}`;
}

/** Monday (as UTC midnight) of an ISO week such as 2026-W48; undefined when it is none. */
function mondayOfWeek(week: string): Date | undefined {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!match) return undefined;
  // 4 January always lies in week 1.
  const fourth = new Date(Date.UTC(Number(match[1]), 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS;
  return new Date(monday + (Number(match[2]) - 1) * 7 * DAY_MS);
}

/** 2026-W48 → 11月23日至29日 */
function weekSpan(week: string): string {
  const monday = mondayOfWeek(week);
  if (!monday) return week;
  const sunday = new Date(monday.getTime() + 6 * DAY_MS);
  const from = `${monday.getUTCMonth() + 1}月${monday.getUTCDate()}日`;
  const sameMonth = monday.getUTCMonth() === sunday.getUTCMonth();
  const to = sameMonth ? `${sunday.getUTCDate()}日` : `${sunday.getUTCMonth() + 1}月${sunday.getUTCDate()}日`;
  return `${from}至${to}`;
}

/** 2026-W48 → 2026年第48周（11月23日至29日） */
const formatWeek = (week: string) => `${week.slice(0, 4)}年第${Number(week.slice(6))}周（${weekSpan(week)}）`;

/** When a rating was given, as the viewer may know it: an instant for the centre, a week for the rated side. */
export function formatRatedOn(ratedOn: string, form: 'short' | 'full'): string {
  if (mondayOfWeek(ratedOn)) return form === 'full' ? formatWeek(ratedOn) : weekSpan(ratedOn);
  return form === 'full' ? formatInstantFull(ratedOn) : formatInstant(ratedOn);
}

/** 95 → 2分钟, 7300 → 2小时1分钟: how long something has waited. */
export function formatWait(seconds: number): string {
  if (seconds < 60) return '不到1分钟';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}小时${minutes % 60 ? `${minutes % 60}分钟` : ''}`;
  return `${Math.floor(hours / 24)}天`;
}
