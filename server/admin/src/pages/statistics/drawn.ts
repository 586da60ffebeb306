import type { StatisticsRow, StatisticsSummary } from '@haochaping/shared/contracts';
import { LEAST_FOR_SHARE } from '@haochaping/shared/domain/figures/shares';
import { poorAmong } from '@haochaping/shared/domain/figures/tables';
import type { Drawn } from './chart-card.js';
import {
  bars,
  counted,
  endingWith,
  ground,
  label,
  legend,
  roomForLegend,
  LEVELS_TOLD,
  named,
  ofLevel,
  stackedLevels,
} from './drawn-parts.js';

/** The room that short names take. */
const BY_NAME = { left: 88, names: 76 };
const ROW = 34;
const rowsHigh = (rows: number, head = 0) => head + rows * ROW + 36;

/** Short enough for an axis: 11-24 */
const short = (day: string) => day.slice(5);

type Span = StatisticsSummary['spans'][number];

const shareOf = ({ levels, adopted }: Span) =>
  adopted < LEAST_FOR_SHARE ? null : Math.floor((poorAmong(levels) / adopted) * 1000) / 10;

/** The highest share and the last are written beside the line; all of them stand in the table. */
function labelled(shares: readonly (number | null)[]): readonly number[] {
  const highest = Math.max(...shares.map((share) => share ?? 0));
  return [shares.indexOf(highest), shares.findLastIndex((share) => share !== null)];
}

/** Levels by day or week, and below the share of the poor, where there are enough to see it change. */
export function drawnTrend(spans: readonly Span[]): Drawn {
  const shares = spans.map(shareOf);
  const told = labelled(shares);
  const enough = shares.filter((share) => share !== null).length > 1;
  const names = spans.map(({ from, to }) => (from === to ? short(from) : `${short(from)}至${short(to)}`));
  return {
    height: enough ? 430 : 276,
    option: (palette) => {
      const days = { ...named(palette, names) };
      const daysQuiet = {
        ...days,
        axisLabel: { ...days.axisLabel, color: palette.ink2, hideOverlap: true },
      };
      const upper = { left: 44, right: 16, top: 52, height: 190 };
      const lower = { left: 44, right: 16, top: 308, height: 84 };
      const levels = stackedLevels(
        palette,
        spans.map((span) => span.levels),
      );
      const totals = {
        ...label(palette),
        position: 'top',
        formatter: ({ dataIndex }: { dataIndex: number }) => String(spans[dataIndex]?.adopted || ''),
      };
      return {
        ...ground(palette),
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        legend: legend(palette, LEVELS_TOLD),
        ...roomForLegend([{ ...upper, top: 76, height: 166 }, ...(enough ? [lower] : [])]),
        grid: enough ? [upper, lower] : [upper],
        xAxis: enough ? [daysQuiet, { ...daysQuiet, gridIndex: 1 }] : [daysQuiet],
        yAxis: [
          {
            ...counted(palette),
            name: '采信的评价（条）',
            nameTextStyle: { color: palette.ink2, align: 'left' },
          },
          ...(enough
            ? [
                {
                  ...counted(palette),
                  gridIndex: 1,
                  minInterval: 0,
                  splitNumber: 3,
                  name: `差评率（%），不足${LEAST_FOR_SHARE}条的不画`,
                  nameTextStyle: { color: palette.ink2, align: 'left' },
                },
              ]
            : []),
        ],
        series: [
          ...endingWith(levels, { label: totals, labelLayout: { hideOverlap: true } }),
          ...(enough
            ? [
                {
                  type: 'line',
                  name: '差评率（%）',
                  xAxisIndex: 1,
                  yAxisIndex: 1,
                  data: shares,
                  symbol: 'circle',
                  symbolSize: 6,
                  lineStyle: { color: palette.levels[1], width: 2 },
                  itemStyle: { color: palette.levels[1] },
                  label: {
                    ...label(palette),
                    position: 'top',
                    formatter: ({ dataIndex, value }: { dataIndex: number; value: number }) =>
                      told.includes(dataIndex) ? `${value}%` : '',
                  },
                },
              ]
            : []),
        ],
      };
    },
  };
}

/** How many of each level: those that count before all. */
export const drawnLevels = (levels: StatisticsSummary['levels']): Drawn => ({
  height: rowsHigh(levels.length),
  option: (palette) => ({
    ...bars(
      palette,
      levels.map(({ name }) => name),
      { ...BY_NAME, right: 112, top: 4 },
    ),
    series: [
      {
        type: 'bar',
        name: '全部',
        barGap: '-100%',
        barMaxWidth: 20,
        data: levels.map(({ level, all }) => ({
          value: all,
          itemStyle: { color: palette.card, borderColor: palette.levels[level], borderType: 'dashed' },
        })),
        label: {
          ...label(palette),
          position: 'right',
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const one = levels[dataIndex];
            return one ? `采信 ${one.adopted}，全部 ${one.all}` : '';
          },
        },
      },
      {
        type: 'bar',
        name: '采信',
        barMaxWidth: 20,
        z: 3,
        data: levels.map(({ level, adopted }) => ({ value: adopted, itemStyle: ofLevel(palette, level) })),
      },
    ],
  }),
});

/** Good and poor ones by the channel they came through. */
export const drawnChannels = (channels: StatisticsSummary['channels']): Drawn => ({
  height: rowsHigh(channels.length, 28),
  option: (palette) => ({
    ...bars(
      palette,
      channels.map(({ name }) => name),
      { ...BY_NAME, right: 112, top: 32 },
    ),
    legend: legend(palette, ['好评', '差评']),
    series: [
      {
        type: 'bar',
        name: '差评',
        stack: 'all',
        barMaxWidth: 20,
        itemStyle: ofLevel(palette, 1),
        data: channels.map(({ poor }) => poor),
      },
      {
        type: 'bar',
        name: '好评',
        stack: 'all',
        itemStyle: ofLevel(palette, 5),
        data: channels.map(({ satisfied }) => satisfied),
        label: {
          ...label(palette),
          position: 'right',
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const one = channels[dataIndex];
            return one ? `${one.adopted} 条，差评 ${one.poor}` : '';
          },
        },
      },
    ],
  }),
});

/** So many reasons are drawn; the table has all. */
export const MOST_REASONS = 8;

/** The reasons chosen most often. */
export function drawnReasons(options: StatisticsSummary['options']): Drawn {
  const most = options.filter(({ adopted }) => adopted > 0).slice(0, MOST_REASONS);
  return {
    height: rowsHigh(most.length),
    option: (palette) => ({
      ...bars(
        palette,
        most.map((one) => one.label),
        { left: 190, names: 176, right: 48, top: 4 },
      ),
      series: [
        {
          type: 'bar',
          name: '采信',
          barMaxWidth: 20,
          data: most.map(({ level, adopted }) => ({ value: adopted, itemStyle: ofLevel(palette, level) })),
          label: { ...label(palette), position: 'right' },
        },
      ],
    }),
  };
}

/** Districts side by side. */
export const drawnDistricts = (rows: readonly StatisticsRow[]): Drawn => ({
  height: rowsHigh(rows.length, 28),
  option: (palette) => {
    const levels = stackedLevels(
      palette,
      rows.map((row) => row.levels),
    );
    return {
      ...bars(
        palette,
        rows.map(({ name }) => name),
        { ...BY_NAME, right: 150, top: 32 },
      ),
      legend: legend(palette, LEVELS_TOLD),
      ...roomForLegend({ top: 56 }),
      series: endingWith(levels, {
        label: {
          ...label(palette),
          position: 'right',
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const row = rows[dataIndex];
            return row ? `${row.adopted} 条，差评率 ${row.poorText}` : '';
          },
        },
      }),
    };
  },
});
