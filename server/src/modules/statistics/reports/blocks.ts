import type { ReportTables, ReportView } from '@haochaping/shared/contracts';
import type { Level } from '@haochaping/shared/domain';
import type { ReportSection } from '@haochaping/shared/domain/figures/index';

/** A table as it stands on paper; widths in hundredths of the line. */
export interface TableBlock {
  type: 'table';
  title: string;
  head: readonly string[];
  widths: readonly number[];
  rows: readonly (readonly string[])[];
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

const [NOW, BEFORE] = ['这一期', '前一期'];

function mainTable({ all, adopted, shares }: ReportTables): TableBlock {
  const counts = [
    ['全部评价', String(all.now), String(all.before), '收到的，含后来不计的'],
    ['采信的评价', String(adopted.now), String(adopted.before), '按规定计入的'],
  ];
  const told = ({ part, whole, text }: ReportTables['shares'][number]['now'], mean: boolean) =>
    whole === 0 || mean || text.endsWith(`中${part}`) ? text : `${text}（${whole}中${part}）`;
  return {
    type: 'table',
    title: '主要数字',
    head: ['数字', NOW, BEFORE, '怎么算'],
    widths: [20, 21, 21, 38],
    rows: [
      ...counts,
      ...shares.map(({ id, name, partName, wholeName, now, before }) => {
        const mean = id === 'mean_level';
        return [name, told(now, mean), told(before, mean), `${partName} ÷ ${wholeName}`];
      }),
    ],
  };
}

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

/** A table, where there is something to stand in it. */
const tableOf = (
  title: string,
  columns: readonly (readonly [head: string, width: number])[],
  rows: TableBlock['rows'],
): TableBlock[] =>
  rows.length === 0
    ? []
    : [
        {
          type: 'table',
          title,
          head: columns.map(([head]) => head),
          widths: columns.map(([, width]) => width),
          rows,
        },
      ];

/** The tables and pictures that stand behind the words of each section. */
export function blocksOf({ tables }: Pick<ReportView, 'tables'>): Partial<Record<ReportSection, Block[]>> {
  const { parts, reasons, sore, tasks, adopted } = tables;
  return {
    general: [mainTable(tables), ...(adopted.now > 0 ? [trendBars(tables)] : [])],
    ratings: [
      ...(adopted.now > 0 ? [levelBars(tables)] : []),
      ...tableOf(
        '并排比，差评率的下限高的在前',
        [
          ['名称', 49],
          ['采信', 15],
          ['差评', 15],
          ['差评率', 21],
        ],
        parts.map(({ name, adopted: all, poor, poorText, ranked }) => [
          name,
          String(all),
          String(poor),
          ranked ? poorText : `${poorText}，不排`,
        ]),
      ),
      ...tableOf(
        '差评的原因',
        [
          ['原因', 64],
          [NOW, 18],
          [BEFORE, 18],
        ],
        reasons.map(({ reason, now, before }) => [reason, String(now), String(before)]),
      ),
    ],
    sore: tableOf(
      '同一事项同一原因',
      [
        ['事项', 34],
        ['单位', 24],
        ['原因', 22],
        [NOW, 10],
        [BEFORE, 10],
      ],
      sore.map(({ itemName, institutionName, reason, count, before }) => [
        itemName,
        institutionName || '本单位',
        reason,
        String(count),
        String(before),
      ]),
    ),
    improved: tableOf(
      '限期整改',
      [
        ['编号', 24],
        ['事项和原因', 34],
        ['单位', 26],
        ['怎样了', 16],
      ],
      tasks.map(({ number, itemName, reason, institutionName, done, late }) => [
        number,
        `${itemName}：${reason}`,
        institutionName,
        done ? '改好了' : late ? '到期没改' : '在改',
      ]),
    ),
  };
}

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
      : `${signed?.by ?? ''} ${signed?.at.slice(0, 10) ?? ''} 签发`;
  return [
    `${number} · ${periodName}（${from} 至 ${to}） · ${standing}`,
    rule,
    ...(invented ? ['演示：数字是编出来的，不是真实的评价。'] : []),
  ];
}
