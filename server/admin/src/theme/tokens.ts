import type { Level } from '@haochaping/shared/domain/rating/levels';

/** The colours of one scheme. Text colours keep at least 4.5:1 on paper and card, control borders 3:1. */
export interface Palette {
  paper: string;
  card: string;
  /** A row or control under the pointer or the keyboard. */
  hover: string;
  ink: string;
  ink2: string;
  primary: string;
  primaryStrong: string;
  /** Text on a surface of the primary colour. */
  onPrimary: string;
  /** A quiet surface of the primary colour, for what is chosen. */
  primaryWash: string;
  line: string;
  controlLine: string;
  dangerWash: string;
  levels: Readonly<Record<Level, string>>;
}

export type SchemeName = 'light' | 'dark';

export const PALETTES: Readonly<Record<SchemeName, Palette>> = {
  light: {
    paper: '#F6F7F4',
    card: '#FFFFFF',
    hover: '#EEF1ED',
    ink: '#16262E',
    ink2: '#4A5B63',
    primary: '#0A6C74',
    primaryStrong: '#07545A',
    onPrimary: '#FFFFFF',
    primaryWash: '#E3EFEF',
    line: '#DDE2DD',
    controlLine: '#84918F',
    dangerWash: '#FBEDEB',
    levels: { 5: '#0B7A4B', 4: '#3B7D1E', 3: '#7A6200', 2: '#A84B00', 1: '#B3261E' },
  },
  dark: {
    paper: '#10181C',
    card: '#18242A',
    hover: '#213038',
    ink: '#E8EEF0',
    ink2: '#A9B6BC',
    primary: '#5CC6CE',
    primaryStrong: '#8ADDE3',
    onPrimary: '#10181C',
    primaryWash: '#1D373D',
    line: '#2B3B43',
    controlLine: '#6B7E87',
    dangerWash: '#3A2426',
    levels: { 5: '#4CC38A', 4: '#8BC34A', 3: '#E2B93B', 2: '#FF9D57', 1: '#FF8A80' },
  },
};

export const FONT =
  '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif';

/** The palette as CSS custom properties (`--ink-2`, `--level-5` …), so that stylesheets and antd speak of the same colours. */
export function cssVariables(palette: Palette): Record<string, string> {
  const { levels, ...plain } = palette;
  const named = Object.entries(plain).map(([name, value]): [string, string] => [
    `--${name.replace(/[A-Z0-9]/g, (sign) => `-${sign.toLowerCase()}`)}`,
    value,
  ]);
  const graded = Object.entries(levels).map(([level, value]): [string, string] => [
    `--level-${level}`,
    value,
  ]);
  return Object.fromEntries([...named, ...graded]);
}
