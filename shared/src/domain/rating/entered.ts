/**
 * Ratings that somebody else writes down: from a paper form, or as the hotline was told them. Pure rules: the number of a
 * form, which ones a second person compares with the paper, and how a table of the hotline is read.
 * Source: 方案 二(二)1–2; FA-2.2.1-b FA-2.2.2-b; domain.md §3.
 */
import { dayStart, isDay } from '../calendar/days.js';
import { LEVEL_NAMES, type Level } from './levels.js';

/** What a form may be printed for: what somebody stands before. */
export const FORM_PLACES = ['window', 'hall'] as const;
export type FormPlace = (typeof FORM_PLACES)[number];

/** The number on a form and its stub: eight letters and digits drawn by chance, of which nobody can guess another. */
export const FORM_NUMBER = /^ZB-[2-9A-HJKMNP-TV-Z]{8}$/;

/** A form's number as somebody types it off the paper: in small letters, with blanks, with or without the dash. */
export function typedFormNumber(text: string): string {
  const typed = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return typed.startsWith('ZB') ? `ZB-${typed.slice(2)}` : typed;
}

/** Forms of one print. */
export const MOST_FORMS = 100;
/** How long after it was given a rating may still be written down. */
export const ENTERED_WITHIN_DAYS = 365;

/** One in so many is compared with its paper by a second person. */
const COMPARED = 10;

/** Whether a second person compares this one with the paper: by its id, which nobody chooses and nobody knows before. */
export function isCompared(ratingId: string): boolean {
  let hash = 0x811c9dc5;
  for (const sign of ratingId) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % COMPARED === 0;
}

/** What comparing with the paper found. */
export const FORM_VERDICTS = ['same', 'wrong'] as const;
export type FormVerdict = (typeof FORM_VERDICTS)[number];

/** Rows of one table of the hotline: all of them go in together, in one transaction, or none. */
export const MOST_PHONE_RATINGS = 1000;

/** What the hotline's ratings are about. */
export const PHONE_TARGETS = ['window', 'institution', 'item', 'platform', 'hall'] as const;
export type PhoneTarget = (typeof PHONE_TARGETS)[number];

const TARGET_WORDS: Readonly<Record<PhoneTarget, readonly string[]>> = {
  window: ['窗口'],
  institution: ['单位', '部门', '机构'],
  item: ['事项'],
  platform: ['平台'],
  hall: ['大厅', '服务点'],
};

/** The kind a word stands for. */
export const phoneTargetOf = (word: string): PhoneTarget | null =>
  PHONE_TARGETS.find((kind) => TARGET_WORDS[kind].includes(word)) ?? null;

/** The columns of the hotline's table; each is found by any of its headings, the first is the template's. */
export const PHONE_COLUMNS = {
  recordNo: {
    headings: ['记录编号', '工单编号', '工单号', '流水号'],
    required: true,
    hint: '热线自己的编号，每条一个',
  },
  ratedAt: {
    headings: ['评价时间', '来电时间', '回访时间', '通话时间'],
    required: true,
    hint: '来电人评的时间，如 2026-11-20 09:30；只知道哪天，就只写日期',
  },
  kind: {
    headings: ['类别', '对象类别'],
    required: false,
    hint: '窗口、单位、事项、平台或大厅；写了编码的可以不填',
  },
  target: { headings: ['评价对象', '对象', '窗口', '单位'], required: true, hint: '目录里的编码或名称' },
  level: {
    headings: ['等级', '评价等级', '满意度', '评价结果'],
    required: true,
    hint: '非常满意、满意、基本满意、不满意、非常不满意',
  },
  text: {
    headings: ['说明', '内容', '来电内容', '意见'],
    required: false,
    hint: '来电人的原话，不写姓名、电话',
  },
} as const satisfies Record<string, { headings: readonly string[]; required: boolean; hint: string }>;
export type PhoneColumn = keyof typeof PHONE_COLUMNS;

/** The level that was told, by its name or its figure; null for anything else. */
export function levelTold(text: string): Level | null {
  const found = Object.entries(LEVEL_NAMES).find(([level, name]) => text === name || text === level);
  return found ? (Number(found[0]) as Level) : null;
}

/** An instant as tables write it, in Beijing time; a day alone stands for its noon. Null for what is none. */
export function instantTold(text: string): Date | null {
  const told = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(
    text.trim(),
  );
  if (!told) return null;
  const [year = '', month = '', date = '', hour = '12', minute = '00', second = '00'] = told.slice(1);
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const ms = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return new Date(dayStart(day).getTime() + ms);
}
