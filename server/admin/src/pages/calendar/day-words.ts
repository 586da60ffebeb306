import { dayRanges, weekdayName, type Day, type DayRange } from '@haochaping/shared/domain/calendar/days';

const monthAndDay = (day: Day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** The year stands there only where it is another than the one spoken of: 2028年12月31日. */
const inYear = (day: Day, year: number) =>
  `${day.startsWith(String(year)) ? '' : `${Number(day.slice(0, 4))}年`}${monthAndDay(day)}`;

/** 4月8日（周六） */
export const dayWords = (day: Day, year: number): string => `${inYear(day, year)}（${weekdayName(day)}）`;

/** 10月1日（周四）至7日（周三），共7天 */
function rangeWords({ first, last }: DayRange, year: number): string {
  if (first === last) return dayWords(first, year);
  const count = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  const end =
    first.slice(0, 7) === last.slice(0, 7)
      ? `${Number(last.slice(8))}日（${weekdayName(last)}）`
      : dayWords(last, year);
  return `${dayWords(first, year)}至${end}，共${count}天`;
}

/** Days off, those that follow one another put together. */
export const rangesWords = (days: readonly Day[], year: number): string[] =>
  dayRanges(days).map((range) => rangeWords(range, year));
