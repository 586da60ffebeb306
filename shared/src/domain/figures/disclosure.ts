import { dayEnd, dayPlus, lastDayOfMonth, weekdayOf, type Day } from '../calendar/days.js';
import type { SubjectKind } from './buckets.js';
import type { Counts } from './counts.js';
import { isSaidCounter } from './reasons.js';

/**
 * What is published of figures: places, houses and what they do. Never a person, and no window, at which often one person sits.
 * Source: 方案 二(三)2; domain.md §5; FA-2.3.2-a.
 */
export const PUBLIC_KINDS = [
  'city',
  'region',
  'institution',
  'item',
  'hall',
  'package',
  'platform',
] as const satisfies readonly SubjectKind[];
export type PublicKind = (typeof PUBLIC_KINDS)[number];

/** What is not published, each with what it rests on: 以公开为常态，不公开为例外. */
export const WITHHELD: readonly { what: string; why: string; ground: string }[] = [
  {
    what: '谁评的、是哪一次办事、几时几分',
    why: '评价人的身份受保护',
    ground: '《个人信息保护法》第二十五条；《政府信息公开条例》第十五条',
  },
  {
    what: '工作人员个人和单个窗口的数字',
    why: '窗口常常只坐一个人，数字就是他个人的考核情况',
    ground: '《政府信息公开条例》第十五条、第十六条',
  },
  {
    what: '办的人太少的事项，先不单列，合在单位里，按季度公布',
    why: '数字太小，知道谁来过的人会猜出是谁评的',
    ground: '《个人信息保护法》第二十五条',
  },
  {
    what: '按办件评的是在哪个大厅：大厅的数字只算评大厅、评窗口的，别的合在单位和事项里',
    why: '一个事项在几个大厅办，再按大厅分开，人就少了，会猜出是谁评的',
    ground: '《个人信息保护法》第二十五条',
  },
  {
    what: '还没有办结的差评的内容',
    why: '正在回访、核实，还没有定论',
    ground: '《政府信息公开条例》第十六条',
  },
];

/** What the open data counts: levels, options and what was done. Answers to questionnaires are left to the offices, since their counters say nothing without the questions. */
export const publicCounts = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => !isSaidCounter(name)));

/** Eight in the morning of the day it is published. */
const HOUR = 8;

/** The last day that a month's figures tell of: that of the last week that ends in it. */
export function dataUntil(month: string): Day {
  const last = lastDayOfMonth(month);
  return dayPlus(last, -weekdayOf(last));
}

/**
 * When the figures of a month may be published: the morning after its last week has been opened.
 * @param delayDays how long after its end a week is opened
 */
export function publishFrom(month: string, delayDays: number): Date {
  return new Date(dayEnd(dayPlus(dataUntil(month), delayDays + 1)).getTime() + HOUR * 3_600_000);
}
