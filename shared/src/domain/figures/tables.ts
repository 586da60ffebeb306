import { LEVEL_NAMES, LEVELS, type Level } from '../rating/levels.js';
import { figureText } from './shares.js';
import { formulaOf, type FormulaId } from './formulas.js';

/** The charts of a summary; each has a table behind it with the same numbers. */
export const CHARTS = ['figures', 'trend', 'levels', 'channels', 'options'] as const;
export type Chart = (typeof CHARTS)[number];

/** What is drawn, in rows and words. */
export interface ChartTable {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

interface Both {
  all: number;
  adopted: number;
}

/** A summary as far as its tables need it. */
export interface Charted {
  figures: readonly {
    id: string;
    version: number;
    name: string;
    text: string;
    part: number;
    whole: number;
    partName: string;
    wholeName: string;
    exclusions: string;
  }[];
  spans: readonly (Both & { from: string; to: string; levels: readonly number[] })[];
  levels: readonly (Both & { name: string })[];
  channels: readonly (Both & { name: string; poor: number; satisfied: number })[];
  options: readonly (Both & { code: string; label: string; level: Level })[];
}

/** A share of so many as it is written everywhere: few as counts. */
export const shareText = (id: FormulaId, part: number, whole: number): string =>
  figureText({ id, version: formulaOf(id).version, part, whole }, formulaOf(id));

interface Days {
  from: string;
  to: string;
}

/** What is said wherever figures are shown of days that were invented for the demo; null where none of the period are. */
export function inventedIn({ from, to, invented }: Days & { invented: Days | null }): string | null {
  if (!invented || invented.from > to || invented.to < from) return null;
  return `${invented.from}至${invented.to}的评价是演示时编出来的，不是真的`;
}

/** Those of the two lowest levels, of counts that stand best first. */
export const poorAmong = (levels: readonly number[]): number => (levels[3] ?? 0) + (levels[4] ?? 0);

const both = ({ adopted, all }: Both): string[] => [String(adopted), String(all)];
const BOTH = ['采信', '全部'];

const TABLES: Readonly<Record<Chart, (summary: Charted) => ChartTable>> = {
  figures: ({ figures }) => ({
    name: '数字',
    columns: ['名称', '数', '分子', '分子是什么', '分母', '分母是什么', '什么不算', '算法', '版本'],
    rows: figures.map((one) => [
      one.name,
      one.text,
      String(one.part),
      one.partName,
      String(one.whole),
      one.wholeName,
      one.exclusions,
      one.id,
      String(one.version),
    ]),
  }),
  trend: ({ spans }) => ({
    name: '走势',
    columns: ['从', '到', ...LEVELS.map((level) => LEVEL_NAMES[level]), ...BOTH, '差评率'],
    rows: spans.map((span) => [
      span.from,
      span.to,
      ...span.levels.map(String),
      ...both(span),
      shareText('poor_share', poorAmong(span.levels), span.adopted),
    ]),
  }),
  levels: ({ levels }) => ({
    name: '等级',
    columns: ['等级', ...BOTH],
    rows: levels.map((one) => [one.name, ...both(one)]),
  }),
  channels: ({ channels }) => ({
    name: '渠道',
    columns: ['渠道', ...BOTH, '好评', '差评', '好评率', '差评率'],
    rows: channels.map((one) => [
      one.name,
      ...both(one),
      String(one.satisfied),
      String(one.poor),
      shareText('satisfied_share', one.satisfied, one.adopted),
      shareText('poor_share', one.poor, one.adopted),
    ]),
  }),
  options: ({ options }) => ({
    name: '原因',
    columns: ['原因', '等级', '编码', ...BOTH],
    rows: options.map((one) => [one.label, LEVEL_NAMES[one.level], one.code, ...both(one)]),
  }),
};

/** The table behind a chart: what the console shows and the workbook carries. Source: FA-2.4.1-a. */
export const tableOf = (chart: Chart, summary: Charted): ChartTable => TABLES[chart](summary);
