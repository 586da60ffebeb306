import { isPoor, LEVEL_NAMES, LEVELS, type Level } from '@haochaping/shared/domain/rating/levels';
import { FONT, type Palette } from '../../theme/tokens.js';

/** What all charts share: our letters, quiet lines, whole numbers from zero, and nothing that moves. */

const SMALL = 12;

export const ground = ({ card, ink, line }: Palette) => ({
  animation: false,
  textStyle: { fontFamily: FONT, color: ink, fontSize: SMALL },
  tooltip: {
    trigger: 'axis',
    axisPointer: { type: 'shadow', shadowStyle: { color: line, opacity: 0.4 } },
    confine: true,
    backgroundColor: card,
    borderColor: line,
    textStyle: { fontFamily: FONT, color: ink, fontSize: SMALL },
  },
});

/** Columns or bars are read from zero. */
export const counted = ({ ink2, line }: Palette) => ({
  type: 'value',
  min: 0,
  minInterval: 1,
  axisLabel: { color: ink2, fontFamily: FONT, hideOverlap: true },
  splitLine: { lineStyle: { color: line } },
});

export const named = ({ ink, controlLine }: Palette, names: readonly string[]) => ({
  type: 'category',
  data: names,
  axisLine: { lineStyle: { color: controlLine } },
  axisTick: { show: false },
  axisLabel: { color: ink, fontFamily: FONT },
});

/** The names of lying bars, the first on top; long ones are broken into lines. */
const lying = (palette: Palette, names: readonly string[], width: number) => ({
  ...named(palette, names),
  inverse: true,
  axisLabel: { ...named(palette, names).axisLabel, width, overflow: 'break', interval: 0, lineHeight: 15 },
});

interface Frame {
  left: number;
  right: number;
  top: number;
  /** How wide the names may be, left of the bars. */
  names: number;
}

/** What lying bars stand in: the names at the left, how many below. */
export const bars = (palette: Palette, names: readonly string[], { names: width, ...room }: Frame) => ({
  ...ground(palette),
  grid: { ...room, bottom: 28 },
  xAxis: counted(palette),
  yAxis: lying(palette, names, width),
});

export const label = ({ ink }: Palette) => ({ show: true, color: ink, fontFamily: FONT, fontSize: SMALL });

/** Stripes tell the poor levels apart where colours do not. */
export const striped = ({ card }: Palette, dense: boolean) => ({
  color: card,
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: dense ? [2, 3] : [2, 7],
  rotation: Math.PI / 4,
});

/** The look of a level: its colour, and stripes for the poor ones. */
export const ofLevel = (palette: Palette, level: Level) => ({
  color: palette.levels[level],
  ...(isPoor(level) ? { decal: striped(palette, level === 1) } : {}),
});

export const legend = ({ ink }: Palette, names: readonly string[]) => ({
  data: names,
  top: 0,
  left: 0,
  itemWidth: 16,
  itemHeight: 12,
  itemGap: 16,
  textStyle: { color: ink, fontFamily: FONT, fontSize: SMALL },
});

/** On a telephone the legend takes two lines: what stands below makes room. */
export const roomForLegend = (grid: object) => ({
  media: [{ query: { maxWidth: 420 }, option: { legend: { itemGap: 8 }, grid } }],
});

/** One series a level, the poor ones at the axis, where they can be compared. @param counts best first */
export const stackedLevels = (palette: Palette, counts: readonly (readonly number[])[]) =>
  LEVELS.map((level, at) => ({
    type: 'bar',
    name: LEVEL_NAMES[level],
    stack: 'levels',
    barMaxWidth: 26,
    itemStyle: ofLevel(palette, level),
    data: counts.map((levels) => levels[at] ?? 0),
  })).reverse();

/** What belongs to a whole stack is written at its end: the last series has it. */
export const endingWith = <One extends object>(series: readonly One[], end: object) =>
  series.map((one, at) => (at === series.length - 1 ? { ...one, ...end } : one));

export const LEVELS_TOLD = LEVELS.map((level) => LEVEL_NAMES[level]);
