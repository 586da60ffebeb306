/**
 * Reads the State Council's notices on days off, as they are pasted into the console: the yearly one with numbered items, one a
 * holiday, each saying which days are off, how many, and which weekend days are worked; and the one that amends a single
 * holiday (2019-03-22 did so for Labour Day). Strict: whatever is not understood, or
 * contradicts itself (weekday, number of days, a worked day that is no weekend), is named, and a person looks at it.
 */
import { dayPlus, isDay, isWeekend, weekdayName, type Day } from './days.js';

/** The seven statutory holidays; every year's notice must name each, one that amends must not. */
export const HOLIDAYS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const;
export type Holiday = (typeof HOLIDAYS)[number];

export interface NoticeDay {
  day: Day;
  /** As the item is headed; two names where two holidays fall together. */
  holiday: string;
  /** The sentence it was read from. */
  phrase: string;
}

export interface HolidayNotice {
  year: number;
  /** The holidays that are arranged anew, the rest of the year staying as it is; empty for a whole year. */
  amends: readonly string[];
  daysOff: NoticeDay[];
  workdays: NoticeDay[];
  /** In Chinese, each with the words it is about; the notice is taken only when there is none. */
  problems: string[];
}

/** A line without blanks around it. */
const ITEM = /^(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]([^:：]{2,20})[:：](.*)$/;
const NAMES_A_DAY = /\d月\d{1,2}日/;
const SIGNED_ON = /^\d{4}年\d{1,2}月\d{1,2}日$/;
const DATE = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?`;
const OFF = new RegExp(
  String.raw`^${DATE}(?:至${DATE})?放假(?:调休)?(?:(\d{1,2})天)?(?:,共(\d{1,2})天)?(,与周末连休|,不调休)?$`,
);
const WORKED = new RegExp(String.raw`^((?:${DATE}[、,和]?)+)(?:正常)?上班$`);
/** Advice to employers that changes no day. */
const ADVICE = /^(?:鼓励|倡导|建议)/;
const WEEKDAY = /(?:周|星期)([一二三四五六日天])/;

interface Reading {
  year: number;
  notice: HolidayNotice;
  holiday: string;
  /** The sentence as it stands in the text. */
  phrase: string;
}

const tell = ({ notice, phrase }: Reading, what: string) => notice.problems.push(`“${phrase}”：${what}`);

/** Reads year, month, day and the remark in brackets; undefined (and said) when there is no such day or the weekday is another. */
function dayFrom(reading: Reading, parts: (string | undefined)[], month?: string): Day | undefined {
  const [year = String(reading.year), ownMonth = month, dayOfMonth = '', remark = ''] = parts;
  const day = `${year}-${(ownMonth ?? '').padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  if (!ownMonth || !isDay(day)) {
    tell(reading, `日历上没有${ownMonth ?? '？'}月${dayOfMonth}日这一天`);
    return undefined;
  }
  const said = WEEKDAY.exec(remark)?.[1]?.replace('天', '日');
  const actual = weekdayName(day);
  if (said && `周${said}` !== actual) tell(reading, `${day}是${actual}，通知里写的是周${said}`);
  return day;
}

function daysFrom(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last && days.length < 32; day = dayPlus(day, 1)) days.push(day);
  return days;
}

/** `10月1日(周四)至7日(周三)放假调休,共7天` */
function readOff(reading: Reading, found: RegExpExecArray): void {
  const first = dayFrom(reading, found.slice(1, 5));
  const ranged = found[7] !== undefined;
  const last = ranged ? dayFrom(reading, found.slice(5, 9), found[2]) : first;
  if (!first || !last) return;
  const days = daysFrom(first, last);
  if (days.length === 0 || days.length > 31) return void tell(reading, '放假的起止日期前后不对');
  const told = found[9] ?? found[10];
  if (told && Number(told) !== days.length)
    tell(reading, `写的是${told}天，起止日期算出来是${days.length}天`);
  if (ranged && !told) tell(reading, '没有写共几天，无法核对');
  const { holiday, phrase, notice } = reading;
  notice.daysOff.push(...days.map((day) => ({ day, holiday, phrase })));
}

/** `2月14日(周六)、2月28日(周六)上班` */
function readWorked(reading: Reading, list: string): void {
  for (const found of list.matchAll(new RegExp(DATE, 'g'))) {
    const day = dayFrom(reading, found.slice(1, 5));
    if (!day) continue;
    if (!isWeekend(day)) tell(reading, `${day}不是周末，本来就上班，请核对`);
    reading.notice.workdays.push({ day, holiday: reading.holiday, phrase: reading.phrase });
  }
}

/** Brackets and commas of both widths, and blanks, mean the same. */
const plain = (text: string): string =>
  text
    .replace(/[\s\u3000]+/g, '')
    .replace(/（/g, '(')
    .replace(/）/g, ')')
    .replace(/，/g, ',')
    .replace(/星期天/g, '星期日')
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

function readSentence(reading: Reading): void {
  const sentence = plain(reading.phrase);
  if (ADVICE.test(sentence)) return;
  const off = OFF.exec(sentence);
  if (off) return readOff(reading, off);
  const worked = WORKED.exec(sentence);
  if (worked?.[1]) return readWorked(reading, worked[1]);
  tell(reading, '没有看懂这一句，请对照原文核对');
}

const holidaysIn = (heading: string): string[] =>
  plain(heading)
    .split(/[、,和]/)
    .map((name) => name.replace(/^国际/, ''));

function readItem(notice: HolidayNotice, heading: string, body: string, year: number): void {
  const names = holidaysIn(heading);
  const holiday = names.join('、');
  for (const name of names)
    if (!(HOLIDAYS as readonly string[]).includes(name))
      notice.problems.push(`“${heading}”：不认识这个节日，请核对`);
  const sentences = body
    .split(/[。；;]/)
    .map((one) => one.trim())
    .filter(Boolean);
  for (const phrase of sentences) readSentence({ year, notice, holiday, phrase });
}

/** What the whole notice must be, beside its sentences. */
function checkWhole(notice: HolidayNotice, named: readonly string[]): void {
  const { year, amends, daysOff, workdays, problems } = notice;
  const off = daysOff.map(({ day }) => day);
  const worked = workdays.map(({ day }) => day);
  for (const holiday of HOLIDAYS) {
    const times = named.filter((name) => name === holiday).length;
    if (amends.length > 0 && !amends.includes(holiday)) continue;
    if (times === 0) problems.push(`没有找到${holiday}的安排`);
    if (times > 1) problems.push(`${holiday}写了${times}次，不知道以哪次为准`);
    if (times === 1 && !daysOff.some((one) => one.holiday.split('、').includes(holiday)))
      problems.push(`${holiday}没有写哪几天放假`);
  }
  for (const day of new Set(worked.filter((one) => off.includes(one))))
    problems.push(`${day}又写放假又写上班`);
  for (const days of [off, worked])
    for (const day of new Set(days.filter((one, index) => days.indexOf(one) !== index)))
      problems.push(`${day}写了两次`);
  for (const day of new Set([...off, ...worked]))
    if (day < `${year - 1}-12-20` || day > `${year + 1}-01-10`) problems.push(`${day}不在${year}年`);
}

/** The line with the text that was cut off from it by line breaks: an item goes on until the next one or an empty line. */
function itemsAndRest(text: string): { items: { heading: string; body: string }[]; rest: string[] } {
  const items: { heading: string; body: string }[] = [];
  const rest: string[] = [];
  let inItem = false;
  for (const line of text.split(/\r?\n/)) {
    const item = ITEM.exec(line.trim());
    const current = items.at(-1);
    if (item) {
      items.push({ heading: (item[1] ?? '').trim(), body: (item[2] ?? '').trim() });
      inItem = true;
    } else if (inItem && current && line.trim() !== '' && !/[。；;]\s*$/.test(current.body)) {
      current.body += line.trim();
    } else {
      inItem = inItem && line.trim() === '' && !/[。；;]\s*$/.test(current?.body ?? '');
      if (line.trim() !== '') rest.push(line.trim());
    }
  }
  return { items, rest };
}

/**
 * What the notice's text says for this year. Text before and after the items is passed over as long as it names no day.
 * @returns days with the sentence each was read from; with any problem the notice must not be taken as it is
 */
export function parseHolidayNotice(text: string, year: number): HolidayNotice {
  const { items, rest } = itemsAndRest(text);
  const headed = items.flatMap(({ heading }) => holidaysIn(heading));
  const forYears = [...text.matchAll(/(\d{4})年[^。\n]{0,12}节假日/g)].map((found) => Number(found[1]));
  // One item of a whole year's notice is a piece of it, not an amendment.
  const amends = amendedIn(text) ?? (headed.length === 1 && forYears.length === 0 ? headed : []);
  const notice: HolidayNotice = { year, amends, daysOff: [], workdays: [], problems: [] };
  const told = /调整(\d{4})年/.exec(plain(text))?.[1];
  if (told && Number(told) !== year) notice.problems.push(`这份通知说的是${told}年，不是${year}年`);
  if (amends.length > 0 && items.length === 0) {
    readAmendment(notice, text);
    return notice;
  }
  if (items.length === 0) notice.problems.push('没有找到“一、元旦：……”这样的条目，请粘贴通知的全文');
  const other = forYears.find((told) => told !== year);
  if (other !== undefined) notice.problems.push(`这份通知说的是${other}年，不是${year}年`);
  for (const { heading, body } of items) readItem(notice, heading, body, year);
  for (const line of rest)
    if (NAMES_A_DAY.test(plain(line)) && !SIGNED_ON.test(plain(line)))
      notice.problems.push(`“${line}”：条目之外说到了日期，没有看懂，请核对`);
  checkWhole(notice, headed);
  return notice;
}

/** `关于调整2019年劳动节假期安排的通知` */
const AMENDS = /调整\d{4}年([^,。]{2,14}?)(?:假期|放假|节假日|休假)(?:的)?(?:时间|安排)/;

function amendedIn(text: string): string[] | undefined {
  const names = holidaysIn(AMENDS.exec(plain(text))?.[1] ?? '');
  return names.length > 0 && names.every((name) => (HOLIDAYS as readonly string[]).includes(name))
    ? names
    : undefined;
}

const NUMBERED = /^(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]/;

/** One holiday alone needs no headings: every sentence that names a day is about it. */
function readAmendment(notice: HolidayNotice, text: string): void {
  const holiday = notice.amends.join('、');
  for (const line of text.split(/\r?\n/).map((one) => one.trim()))
    for (const part of line.split(/[。；;：:]/)) {
      const phrase = part.trim().replace(NUMBERED, '');
      if (NAMES_A_DAY.test(plain(phrase)) && !SIGNED_ON.test(plain(phrase)))
        readSentence({ year: notice.year, notice, holiday, phrase });
    }
  checkWhole(notice, notice.amends);
}
