import { COUNTED } from '@haochaping/shared/contracts';
import { monthDay } from '@haochaping/shared/domain/calendar/days';
import { quarterOf, weekEnd, weekStart } from '@haochaping/shared/domain/calendar/week';

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

/** How many of something, as the server counts: 12 条, 1,000 条以上. */
export const formatCounted = (count: number, unit = ''): string =>
  [formatCount(count), unit].filter(Boolean).join(' ') + (count === COUNTED ? '以上' : '');

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

/** A day as it is said: 12月1日, with the year when it is not this one. @param day yyyy-MM-dd */
export const formatMonthDay = (day: string, now = new Date()): string => monthDay(day, dayOf(now));

/** 2026-W48, or 2026-W45/2026-W48 with both weeks included; undefined for anything else. */
function periodOf(text: string): { from: string; to: string } | undefined {
  const [, from, to = from] = /^(\d{4}-W\d{2})(?:\/(\d{4}-W\d{2}))?$/.exec(text) ?? [];
  return from && to ? { from, to } : undefined;
}

/** The first to the last day of a period: 11月23日至29日 */
function periodSpan({ from, to }: { from: string; to: string }): string {
  const first = fields(weekStart(from));
  const last = fields(new Date(weekEnd(to).getTime() - DAY_MS));
  const end = first.month === last.month ? `${last.day}日` : `${last.month}月${last.day}日`;
  return `${first.month}月${first.day}日至${end}`;
}

/** 2026年第48周, 2026年第45周至第48周, 2026年第4季度 */
function periodName({ from, to }: { from: string; to: string }): string {
  const [year, week] = [from.slice(0, 4), Number(from.slice(6))];
  if (from === to) return `${year}年第${week}周`;
  const quarter = quarterOf(from);
  if (quarter.from === from && quarter.to === to) return `${year}年第${Math.ceil(week / 13)}季度`;
  const lastYear = to.slice(0, 4) === year ? '' : `${to.slice(0, 4)}年`;
  return `${year}年第${week}周至${lastYear}第${Number(to.slice(6))}周`;
}

/** When a rating was given, as the viewer may know it: an instant for the centre, a period of weeks for the rated side. */
export function formatRatedOn(ratedOn: string, form: 'short' | 'full'): string {
  const period = periodOf(ratedOn);
  if (period) return form === 'full' ? `${periodName(period)}（${periodSpan(period)}）` : periodSpan(period);
  return form === 'full' ? formatInstantFull(ratedOn) : formatInstant(ratedOn);
}

/** An instant to the minute; a day, where no more may be told, as that. */
export function formatToldAt(at: string): string {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(at);
  return day ? `${day[1]}年${Number(day[2])}月${Number(day[3])}日` : formatInstantFull(at);
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
