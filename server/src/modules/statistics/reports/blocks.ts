import type { ReportTables, ReportView } from '@haochaping/shared/contracts';
import { dayOf, type Level } from '@haochaping/shared/domain';
import {
  tablesOfReport,
  type ReportSection,
  type ReportTable,
} from '@haochaping/shared/domain/figures/index';

export interface TableBlock extends ReportTable {
  type: 'table';
}

/** Bars from zero, each with its name and its number, some in two parts. */
export interface BarsBlock {
  type: 'bars';
  title: string;
  bars: readonly {
    label: string;
    text: string;
    parts: readonly { value: number; color: string }[];
  }[];
}

export type Block = TableBlock | BarsBlock;

const LEVEL_COLORS: Readonly<Record<Level, string>> = {
  5: '#0B7A4B',
  4: '#3B7D1E',
  3: '#7A6200',
  2: '#A84B00',
  1: '#B3261E',
};
const GOOD = '#0A6C74';
const POOR = LEVEL_COLORS[1];

const trendBars = ({ trend }: ReportTables): BarsBlock => ({
  type: 'bars',
  title: '采信的评价（红的是差评）',
  bars: trend.map(({ name, adopted, poor }) => ({
    label: name,
    text: `${adopted}条，差评${poor}条`,
    parts: [
      { value: adopted - poor, color: GOOD },
      { value: poor, color: POOR },
    ],
  })),
});

const levelBars = ({ levels }: ReportTables): BarsBlock => ({
  type: 'bars',
  title: '采信的评价，按等级',
  bars: levels.map(({ level, name, now, before }) => ({
    label: name,
    text: `${now}条（前一期${before}条）`,
    parts: [{ value: now, color: LEVEL_COLORS[level] }],
  })),
});

/** The tables and pictures that stand behind the words of each section. */
export function blocksOf({ tables }: Pick<ReportView, 'tables'>): Partial<Record<ReportSection, Block[]>> {
  const { main, parts, reasons, sore, tasks } = tablesOfReport(tables);
  const drawn = tables.adopted.now > 0;
  return {
    general: [...asBlocks(main), ...(drawn ? [trendBars(tables)] : [])],
    ratings: [...(drawn ? [levelBars(tables)] : []), ...asBlocks([...parts, ...reasons])],
    sore: asBlocks(sore),
    improved: asBlocks(tasks),
  };
}

const asBlocks = (tables: readonly ReportTable[]): TableBlock[] =>
  tables.map((table) => ({ type: 'table', ...table }));

/** The line below the title: number, period, how it stands, and who signed it. */
export function headLines({
  number,
  periodName,
  from,
  to,
  stateName,
  state,
  events,
  invented,
  rule,
}: ReportView): string[] {
  const signed = events.findLast(({ what }) => what === '签发');
  const standing =
    state === 'draft' || state === 'waiting'
      ? `${stateName}，还没有签发`
      : `${signed?.by ?? ''} ${signed ? dayOf(new Date(signed.at)) : ''} 签发`;
  return [
    `${number} · ${periodName}（${from} 至 ${to}） · ${standing}`,
    rule,
    ...(invented ? ['演示：数字是编出来的，不是真实的评价。'] : []),
  ];
}
