import { seenLength, writtenWords } from '@haochaping/shared/domain';
import type { CellProblem } from '../cells.js';

export const MAX_TABLE_ROWS = 5_000;
export const MAX_COLUMNS = 60;

/** What stands in a cell: trimmed text, a day with its time (only a workbook knows), or why it cannot be told. */
export type TableCell = string | { day: string; time: string | null } | CellProblem;

/** A line of a file, with its number there. */
export interface Line {
  row: number;
  cells: TableCell[];
}

/** A file that cannot be read as a table at all; `message` and `remedy` are for the person who sent it. */
export class UnreadableTable extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** A cell as its author sees it: without signs that nobody sees. Breaks stay, for the column to judge. */
export const writtenCell = (text: string): string => (seenLength(text) > 0 ? writtenWords(text).trim() : '');
