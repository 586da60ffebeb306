import { FORMULAS, figureOf, type Formula } from './formulas.js';
import type { Counts } from './counts.js';

/** One subject of the open data, with the counters and what was computed from them. */
export interface OpenRow {
  kind: string;
  code: string;
  name: string;
  regionCode: string;
  institutionCode: string;
  counts: Counts;
  /** Numerator and denominator of each figure, by the id of its formula. */
  figures: Readonly<Record<string, readonly [part: number, whole: number]>>;
}

/** A month as open data (开放数据): enough to compute every published figure again. */
export interface OpenMonth {
  title: string;
  month: string;
  version: number;
  publishedAt: string;
  dataUntil: string;
  note: string | null;
  /** True where the records behind it are invented, in a demo. */
  invented: boolean;
  formulas: readonly Formula[];
  rows: readonly OpenRow[];
}

type Row = Omit<OpenRow, 'figures'>;

/** Figures of a row by the formulas in force. */
export const openRow = (row: Row): OpenRow => ({
  ...row,
  figures: Object.fromEntries(
    FORMULAS.map((formula) => {
      const { part, whole } = figureOf(row.counts, formula);
      return [formula.id, [part, whole] as const];
    }),
  ),
});

const FIXED = ['kind', 'code', 'name', 'regionCode', 'institutionCode'] as const;

const cell = (value: string | number): string => {
  const text = String(value);
  // A spreadsheet would take these for a formula.
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

/** The same as a table: one line a subject, one column a counter, two a figure. Begins with a mark that spreadsheets know UTF-8 by. */
export function openCsv(rows: readonly OpenRow[]): string {
  const counters = [...new Set(rows.flatMap(({ counts }) => Object.keys(counts)))].sort();
  const figures = FORMULAS.map(({ id }) => id);
  const header = [...FIXED, ...counters, ...figures.flatMap((id) => [`${id}.part`, `${id}.whole`])];
  const lines = rows.map((row) => [
    ...FIXED.map((name) => row[name]),
    ...counters.map((name) => row.counts[name] ?? 0),
    ...figures.flatMap((id) => row.figures[id] ?? [0, 0]),
  ]);
  return `\uFEFF${[header, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** What is not as the formulas of the file say: the row, the figure, what stands there and what comes out. */
export interface Difference {
  row: string;
  figure: string;
  published: string;
  computed: string;
}

/** Computes every figure of the open data again, by the formulas that stand in it. */
export function differencesIn({ formulas, rows }: Pick<OpenMonth, 'formulas' | 'rows'>): Difference[] {
  return rows.flatMap(({ kind, code, name, counts, figures }) =>
    formulas.flatMap((formula): Difference[] => {
      const { part, whole } = figureOf(counts, formula);
      const given = figures[formula.id];
      if (given?.[0] === part && given[1] === whole) return [];
      const published = given ? `${given[0]}/${given[1]}` : '没有';
      return [
        { row: `${kind} ${code} ${name}`, figure: formula.id, published, computed: `${part}/${whole}` },
      ];
    }),
  );
}
