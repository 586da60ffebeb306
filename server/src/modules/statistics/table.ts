import type { StatisticsRow, StatisticsSummary } from '@haochaping/shared/contracts';
import { LEVEL_NAMES, LEVELS } from '@haochaping/shared/domain';
import { inventedIn, tableOf, type Chart } from '@haochaping/shared/domain/figures/index';
import { sheetOf, type Column, type Sheet } from '../../paper/workbook.js';

const COLUMNS: readonly Column<StatisticsRow>[] = [
  { heading: '名称', width: 36, text: ({ name }) => name },
  { heading: '编码', width: 22, text: ({ code }) => code },
  { heading: '单位', width: 30, text: ({ institutionName }) => institutionName },
  { heading: '区县', width: 12, text: ({ regionName }) => regionName },
  { heading: '全部评价', width: 10, text: ({ all }) => String(all) },
  { heading: '采信', width: 10, text: ({ adopted }) => String(adopted) },
  ...LEVELS.map((level, index): Column<StatisticsRow> => ({
    heading: LEVEL_NAMES[level],
    width: 10,
    text: ({ levels }) => String(levels[index] ?? 0),
  })),
  { heading: '好评率', width: 10, text: ({ satisfiedText }) => satisfiedText },
  { heading: '差评率', width: 10, text: ({ poorText }) => poorText },
];

/** The list as it stands on the page. */
export const listSheet = (rows: readonly StatisticsRow[]): Sheet => sheetOf('统计', COLUMNS, rows);

/** A sheet that says which days were invented for the demo; none where all are real. */
export function inventedSheets(asked: Parameters<typeof inventedIn>[0]): Sheet[] {
  const said = inventedIn(asked);
  return said ? [sheetOf('说明', [{ heading: '说明', width: 80, text: () => said }], [said])] : [];
}

/** What is behind a chart. */
export function chartSheet(chart: Chart, summary: StatisticsSummary): Sheet {
  const { name, columns, rows } = tableOf(chart, summary);
  return sheetOf(
    name,
    columns.map((heading, at): Column<readonly string[]> => ({
      heading,
      width: at === 0 ? 30 : 14,
      text: (row) => row[at] ?? null,
    })),
    rows,
  );
}
