import { dayEnd, dayOf, lastDayOfMonth, monthName, monthPlus, type Day } from '../calendar/days.js';
import { dataUntil, publishFrom } from './disclosure.js';
import type { Book } from './buckets.js';

/** A report on how a place or a department serves, each month, quarter and year. Source: 方案 二(四)2; FA-2.4.2-a. */
export const REPORT_KINDS = ['month', 'quarter', 'year'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];
export const REPORT_KIND_NAMES: Readonly<Record<ReportKind, string>> = {
  month: '月报',
  quarter: '季报',
  year: '年报',
};

/** What reports are written about. A department's are drafted from what is opened to it. */
export const REPORT_SUBJECTS = ['city', 'region', 'institution'] as const;
export type ReportSubject = (typeof REPORT_SUBJECTS)[number];
export const bookOfReport = (subject: ReportSubject): Book => (subject === 'institution' ? 'shown' : 'full');

/** `2026-11`, `2026-Q4`, `2026`; of this century, for there are no ratings of any other. */
const PERIODS: Readonly<Record<ReportKind, RegExp>> = {
  month: /^20\d\d-(?:0[1-9]|1[0-2])$/,
  quarter: /^20\d\d-Q[1-4]$/,
  year: /^20\d\d$/,
};
export const isPeriod = (kind: ReportKind, key: string): boolean => PERIODS[kind].test(key);

const MONTHS: Readonly<Record<ReportKind, number>> = { month: 1, quarter: 3, year: 12 };

export interface ReportPeriod {
  kind: ReportKind;
  key: string;
  from: Day;
  to: Day;
  /** As it is said: 2026年11月, 2026年第四季度, 2026年. */
  name: string;
}

const firstMonth = (kind: ReportKind, key: string): string => {
  if (kind === 'month') return key;
  const quarter = kind === 'quarter' ? Number(key.slice(6)) : 1;
  return `${key.slice(0, 4)}-${String(quarter * 3 - 2).padStart(2, '0')}`;
};

/** The key of the period a month lies in. */
function keyAround(kind: ReportKind, month: string): string {
  if (kind === 'month') return month;
  const year = month.slice(0, 4);
  return kind === 'year' ? year : `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

/** A period by its key, which must be one (`isPeriod`). */
export function periodOf(kind: ReportKind, key: string): ReportPeriod {
  const first = firstMonth(kind, key);
  const year = `${key.slice(0, 4)}年`;
  const names: Readonly<Record<ReportKind, string>> = {
    month: monthName(key),
    quarter: `${year}第${'一二三四'.charAt(Number(key.slice(6)) - 1)}季度`,
    year,
  };
  const to = lastDayOfMonth(monthPlus(first, MONTHS[kind] - 1));
  return { kind, key, from: `${first}-01`, to, name: names[kind] };
}

/** The period before, of the same kind. */
export const periodBefore = ({ kind, key }: Pick<ReportPeriod, 'kind' | 'key'>): ReportPeriod =>
  periodOf(kind, keyAround(kind, monthPlus(firstMonth(kind, key), -MONTHS[kind])));

/** The last period that is over on this day. */
export const lastPeriod = (kind: ReportKind, today: Day): ReportPeriod =>
  periodBefore({ kind, key: keyAround(kind, today.slice(0, 7)) });

/** The months of a period, oldest first. */
export const monthsIn = ({ kind, key }: Pick<ReportPeriod, 'kind' | 'key'>): string[] =>
  Array.from({ length: MONTHS[kind] }, (_, index) => monthPlus(firstMonth(kind, key), index));

/**
 * The first instant at which a period can be reported on: it is over, and of the book `shown` its last week is opened.
 * @param delayDays how long after its end a week is opened
 */
export const reportFrom = ({ to }: Pick<ReportPeriod, 'to'>, book: Book, delayDays: number): Date =>
  book === 'shown' ? publishFrom(to.slice(0, 7), delayDays) : dayEnd(to);

/**
 * The periods of a kind that can be reported on by now, the last first.
 * @param most so many at most
 */
export function periodsToReport(
  kind: ReportKind,
  subject: ReportSubject,
  { delayDays, now, most }: { delayDays: number; now: Date; most: number },
): ReportPeriod[] {
  const last = lastPeriod(kind, dayOf(now));
  const open = reportFrom(last, bookOfReport(subject), delayDays) <= now;
  const periods = [open ? last : periodBefore(last)];
  while (periods.length < most) periods.push(periodBefore(periods[periods.length - 1] as ReportPeriod));
  return periods;
}

/** The last day that a report's figures tell of. */
export const toldUntil = ({ to }: Pick<ReportPeriod, 'to'>, book: Book): Day =>
  book === 'shown' ? dataUntil(to.slice(0, 7)) : to;

export const REPORT_STATES = ['draft', 'waiting', 'signed', 'returned'] as const;
export type ReportState = (typeof REPORT_STATES)[number];
export const REPORT_STATE_NAMES: Readonly<Record<ReportState, string>> = {
  draft: '草稿',
  waiting: '待签发',
  signed: '已签发',
  returned: '已反馈',
};

export const REPORT_SECTIONS = ['general', 'ratings', 'handling', 'sore', 'improved', 'next'] as const;
export type ReportSection = (typeof REPORT_SECTIONS)[number];
export const REPORT_SECTION_NAMES: Readonly<Record<ReportSection, string>> = {
  general: '总的情况',
  ratings: '好评和差评',
  handling: '差评办理',
  sore: '堵点',
  improved: '整改',
  next: '下一步',
};

export const REPORT_MOVES = ['save', 'submit', 'send_back', 'sign', 'return', 'read'] as const;
export type ReportMove = (typeof REPORT_MOVES)[number];

const IN: Readonly<Record<Exclude<ReportMove, 'read'>, ReportState>> = {
  save: 'draft',
  submit: 'draft',
  send_back: 'waiting',
  sign: 'waiting',
  return: 'signed',
};

/** How a report stands, and who has had a part in it. */
export interface ReportStanding {
  state: ReportState;
  /** There is a unit it is about, to which it is handed back. */
  hasUnit: boolean;
  /** The institution whose account sent it to be signed; null as long as nobody did. */
  officeCode: string | null;
  /** Accounts that wrote in it or sent it to be signed. */
  writers: readonly string[];
  /** Accounts of the unit that have read it. */
  readers: readonly string[];
}

export interface ReportActor {
  id: string;
  institutionCode: string;
  side: 'office' | 'unit';
}

/** What an account may do now. Whoever wrote in a report does not sign it; a second of the same office does. */
export function reportMoves(report: ReportStanding, actor: ReportActor): ReportMove[] {
  if (actor.side === 'unit')
    return report.state === 'returned' && !report.readers.includes(actor.id) ? ['read'] : [];
  return (Object.keys(IN) as (keyof typeof IN)[]).filter((move) => {
    if (IN[move] !== report.state) return false;
    if (move === 'return') return report.hasUnit;
    if (move === 'sign')
      return report.officeCode === actor.institutionCode && !report.writers.includes(actor.id);
    return true;
  });
}

const REFUSED: Readonly<Record<ReportMove, string>> = {
  save: '送签以后、签发以后不能再改；还没签发的，请先退回修改',
  submit: '这份报告已经送签了',
  send_back: '这份报告现在不在等签发',
  sign: '要由送签的那个单位另一个没有写过这份报告的人签发，而且正在等签发',
  return: '签发以后才能反馈；全市的和市本级的报告没有要反馈的单位',
  read: '反馈给本单位的报告才要看，看过一次就够了',
};

/** Why a step is refused, in words; null where it is open. */
export const reportRefusal = (report: ReportStanding, move: ReportMove, actor: ReportActor): string | null =>
  reportMoves(report, actor).includes(move) ? null : REFUSED[move];

/** How it stands after a step. */
export const stateAfter = (state: ReportState, move: ReportMove): ReportState =>
  ({ save: state, read: state, submit: 'waiting', send_back: 'draft', sign: 'signed', return: 'returned' })[
    move
  ] as ReportState;
