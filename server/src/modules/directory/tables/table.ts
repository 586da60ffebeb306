import { parse } from 'csv-parse/sync';
import { DIRECTORY_KIND_NAMES, type DirectoryKind } from '@haochaping/shared/contracts/directory';
import { sheetOf, workbook, XLSX, type Column as SheetColumn } from '../../../paper/workbook.js';
import { tableColumns, type Column } from '../kinds.js';
import { MAX_COLUMNS, MAX_TABLE_ROWS, UnreadableTable, writtenCell, type Line } from './lines.js';
import { readWorkbookApart } from './workbook-apart.js';

export type TableFormat = 'csv' | 'xlsx';
export const TABLE_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv',
  xlsx: XLSX,
};
export const MAX_TABLE_BYTES = 5 * 1024 * 1024;
/** A table: headings, and rows with their number in the file. */
export interface Table {
  headings: string[];
  rows: Line[];
  /** Lines below the headings that hold nothing. */
  empty: number;
}

/**
 * Reads a file into rows; every line is among the rows or counted as empty.
 * @param most rows that are taken at once, no more than a directory's table has
 * @throws UnreadableTable
 */
export async function readTable(
  bytes: Uint8Array,
  format: TableFormat,
  most = MAX_TABLE_ROWS,
): Promise<Table> {
  const several = `请分成几个文件导入，每个最多${most}行`;
  const lines = format === 'csv' ? readCsv(bytes, several) : await readWorkbookApart(bytes);
  const [head, ...body] = lines;
  if (!head) throw new UnreadableTable('表格是空的', '请用模板填写，第一行是列名');
  const rows = body.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length > most) throw new UnreadableTable(`超过${most}行`, several);
  const headings = head.cells.map((cell) => (typeof cell === 'string' ? cell : ''));
  const last = lines.at(-1)?.row ?? head.row;
  return { headings, rows, empty: last - head.row - rows.length };
}

function readCsv(bytes: Uint8Array, several: string): Line[] {
  // Software that ends lines twice (CR CR LF) would else double the lines.
  const text = decode(bytes).replace(/\r+\n|\r/g, '\n');
  // A file of line ends or commas alone would be read for minutes, with everybody else waiting.
  if ((text.match(/[\n,]/g)?.length ?? 0) > MAX_TABLE_ROWS * MAX_COLUMNS)
    throw new UnreadableTable('行或格太多', several);
  try {
    const records = parse(text, {
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: '\n',
    });
    return records.map((cells, i) => ({ row: i + 1, cells: cells.map(writtenCell) }));
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    throw new UnreadableTable(
      `CSV 格式不对${line === undefined ? '' : `，在第${line}行附近`}`,
      '请检查引号是否成对，或用表格软件另存为 CSV',
    );
  }
}

/** UTF-8, or what Chinese spreadsheet software writes when it does not: GB18030. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    } catch {
      throw new UnreadableTable('认不出文件的文字编码', '请另存为 UTF-8 编码的 CSV，或用 XLSX');
    }
  }
}

/** Lays rows out in a kind's columns. CSV carries a BOM, so that spreadsheets read its Chinese. */
export async function writeTable(
  kind: DirectoryKind,
  rows: Readonly<Record<string, string>>[],
  format: TableFormat,
): Promise<Buffer> {
  const columns = tableColumns(kind);
  if (format === 'csv') {
    const lines = [columns.map(({ heading }) => heading), ...rows.map((row) => cellsOf(columns, row))];
    return Buffer.from(`\uFEFF${lines.map((line) => `${line.map(quoted).join(',')}\n`).join('')}`);
  }
  const name = DIRECTORY_KIND_NAMES[kind].replaceAll(/[“”]/g, '');
  const table = sheetOf(name, columns.map(sheetColumn), rows);
  return rows.length === 0 ? workbook(table, sheetOf('填写说明', HINTS, columns)) : workbook(table);
}

/** Days too are written as people write them here, to be read again. */
const sheetColumn = ({ heading }: Column): SheetColumn<Readonly<Record<string, string>>> => ({
  heading,
  width: Math.max(12, heading.length * 3),
  text: (row) => row[heading] ?? '',
});

const cellsOf = (columns: Column[], row: Readonly<Record<string, string>>) =>
  columns.map(({ heading }) => row[heading] ?? '');

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** An empty table is a template: a second sheet says what belongs in each column. */
const HINTS: readonly SheetColumn<Column>[] = [
  { heading: '列名', width: 20, text: ({ heading }) => heading },
  { heading: '必填', width: 8, text: ({ required }) => (required ? '是' : '否') },
  { heading: '填什么', width: 70, text: ({ format }) => format.hint },
];
