import { parse } from 'csv-parse/sync';
import type { Cell, ValueType, Workbook } from 'exceljs';
import { DIRECTORY_KIND_NAMES, type DirectoryKind } from '@haochaping/shared/contracts/directory';
import { tableColumns, type Column } from './kinds.js';

export type TableFormat = 'csv' | 'xlsx';
export const TABLE_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
export const MAX_TABLE_BYTES = 5 * 1024 * 1024;
export const MAX_TABLE_ROWS = 5_000;
const MAX_COLUMNS = 60;
/** A small file can unpack to gigabytes; five thousand honest rows stay far below this. */
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;

/** A table as text: headings, and rows with their number in the file (the heading row is 1). */
export interface Table {
  headings: string[];
  rows: { row: number; cells: string[] }[];
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

/**
 * Reads a file into rows of trimmed text; empty rows are left out.
 * @throws UnreadableTable
 */
export async function readTable(bytes: Uint8Array, format: TableFormat): Promise<Table> {
  const lines = format === 'csv' ? readCsv(bytes) : await readXlsx(bytes);
  const [head, ...body] = lines;
  if (!head) throw new UnreadableTable('表格是空的', '请用模板填写，第一行是列名');
  const rows = body.filter((line) => line.cells.some((cell) => cell !== ''));
  if (rows.length > MAX_TABLE_ROWS)
    throw new UnreadableTable(`超过${MAX_TABLE_ROWS}行`, '请分成几个文件导入');
  return { headings: head.cells, rows };
}

/** Loaded when the first workbook is read or written: loading it takes longer than starting the rest of the server. */
const excel = async () => (await import('exceljs')).default;

type Line = Table['rows'][number];

function readCsv(bytes: Uint8Array): Line[] {
  const text = decode(bytes);
  try {
    const records = parse(text, {
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: false,
      to: MAX_TABLE_ROWS + 2,
    });
    return records.map((record, i) => ({ row: i + 1, cells: record.slice(0, MAX_COLUMNS) }));
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

/** What a ZIP says its files unpack to, in bytes: the sizes in its central directory (APPNOTE 4.3.12), added up. */
function unpackedBytes(bytes: Uint8Array): number {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [signature, sizeOffset] = [Buffer.from('PK\u0001\u0002', 'latin1'), 24];
  let total = 0;
  for (let at = zip.indexOf(signature); at >= 0; at = zip.indexOf(signature, at + 4)) {
    if (at + sizeOffset + 4 <= zip.length) total += zip.readUInt32LE(at + sizeOffset);
  }
  return total;
}

async function readXlsx(bytes: Uint8Array): Promise<Line[]> {
  if (unpackedBytes(bytes) > MAX_UNPACKED_BYTES) {
    throw new UnreadableTable('XLSX 展开后太大', '请删去图片和多余的工作表，或分成几个文件导入');
  }
  const { Workbook, ValueType } = await excel();
  const book = new Workbook();
  try {
    await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0]);
  } catch {
    throw new UnreadableTable('打不开这个 XLSX 文件', '请用表格软件重新另存为 XLSX 后再试');
  }
  const sheet = book.worksheets[0];
  if (!sheet) throw new UnreadableTable('文件里没有工作表', '请用模板填写');
  const lines: Line[] = [];
  const width = Math.min(sheet.columnCount, MAX_COLUMNS);
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    if (lines.length > MAX_TABLE_ROWS + 1) return;
    lines.push({
      row: number,
      cells: Array.from({ length: width }, (_, i) => cellText(row.getCell(i + 1), ValueType.Formula)),
    });
  });
  return lines;
}

/** A cell's content as a person reads it: dates as days, formulas as their result. */
function cellText(cell: Cell, formula: ValueType.Formula): string {
  const value = cell.type === formula ? cell.result : cell.value;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return cell.text.trim();
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
  const { Workbook } = await excel();
  const book = new Workbook();
  const sheet = book.addWorksheet(DIRECTORY_KIND_NAMES[kind].replaceAll(/[“”]/g, ''));
  sheet.columns = columns.map(({ heading }) => ({
    header: heading,
    width: Math.max(12, heading.length * 3),
  }));
  sheet.getRow(1).font = { bold: true };
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  for (const row of rows) sheet.addRow(cellsOf(columns, row));
  if (rows.length === 0) addHints(book, columns);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const cellsOf = (columns: Column[], row: Readonly<Record<string, string>>) =>
  columns.map(({ heading }) => row[heading] ?? '');

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** An empty table is a template: a second sheet says what belongs in each column. */
function addHints(book: Workbook, columns: Column[]): void {
  const sheet = book.addWorksheet('填写说明');
  sheet.columns = [
    { header: '列名', width: 20 },
    { header: '必填', width: 8 },
    { header: '填什么', width: 70 },
  ];
  for (const { heading, required, format } of columns)
    sheet.addRow([heading, required ? '是' : '否', format.hint]);
}
