import type { ReportFigures } from './report-figures.js';
import { withNumbers } from './shares.js';

/** A table as it stands on a page or on paper; widths in hundredths of the line. */
export interface ReportTable {
  title: string;
  head: readonly string[];
  widths: readonly number[];
  rows: readonly (readonly string[])[];
}

const [NOW, BEFORE] = ['这一期', '前一期'];

/** A table, where there is something to stand in it. */
const tableOf = (
  title: string,
  columns: readonly (readonly [head: string, width: number])[],
  rows: ReportTable['rows'],
): ReportTable[] =>
  rows.length === 0
    ? []
    : [
        {
          title,
          head: columns.map(([head]) => head),
          widths: columns.map(([, width]) => width),
          rows,
        },
      ];

function mainTable({ all, adopted, shares }: ReportFigures): ReportTable[] {
  const counts = [
    ['全部评价', String(all.now), String(all.before), '收到的，含后来不计的'],
    ['采信的评价', String(adopted.now), String(adopted.before), '按规定计入的'],
  ];
  return tableOf(
    '主要数字',
    [
      ['数字', 20],
      [NOW, 21],
      [BEFORE, 21],
      ['怎么算', 38],
    ],
    [
      ...counts,
      ...shares.map(({ id, name, partName, wholeName, now, before }) => {
        const told = id === 'mean_level' ? ({ text }: typeof now) => text : withNumbers;
        return [name, told(now), told(before), `${partName} ÷ ${wholeName}`];
      }),
    ],
  );
}

/** Every table of a report by its name; none where there is nothing to stand in it. */
export function tablesOfReport(
  figures: ReportFigures,
): Record<'main' | 'trend' | 'levels' | 'parts' | 'reasons' | 'sore' | 'tasks', ReportTable[]> {
  const { parts, reasons, sore, tasks, trend, levels } = figures;
  return {
    main: mainTable(figures),
    trend: tableOf(
      '走势',
      [
        ['哪一段', 50],
        ['采信', 25],
        ['差评', 25],
      ],
      trend.map(({ name, adopted, poor }) => [name, String(adopted), String(poor)]),
    ),
    levels: tableOf(
      '采信的评价，按等级',
      [
        ['等级', 50],
        [NOW, 25],
        [BEFORE, 25],
      ],
      levels.map(({ name, now, before }) => [name, String(now), String(before)]),
    ),
    parts: tableOf(
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
    reasons: tableOf(
      '差评的原因',
      [
        ['原因', 64],
        [NOW, 18],
        [BEFORE, 18],
      ],
      reasons.map(({ reason, now, before }) => [reason, String(now), String(before)]),
    ),
    sore: tableOf(
      '同一事项同一原因',
      [
        ['事项', 32],
        ['单位', 24],
        ['原因', 20],
        [NOW, 12],
        [BEFORE, 12],
      ],
      sore.map(({ itemName, institutionName, reason, count, before }) => [
        itemName,
        institutionName || '本单位',
        reason,
        String(count),
        String(before),
      ]),
    ),
    tasks: tableOf(
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
