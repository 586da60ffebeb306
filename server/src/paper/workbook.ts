import { dayOf } from '@haochaping/shared/domain';
import { asDownload } from '../http/download.js';
import { AppError } from '../http/errors.js';
import type { PageAsked } from '../paging.js';

/**
 * Lists to take along, as workbooks (XLSX): a bold heading that stays in sight, days that sort as days, and whatever people wrote as
 * text, which no spreadsheet takes for a formula.
 */

/** So many rows at most: more than a person works through, few enough to be written while others are served. */
export const MOST_ROWS = 5000;
/** How far a list that is refused is counted, to say how many there are. */
export const COUNTED_TO = 1_000_000;
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What the route of a list answers. */
export const XLSX_ANSWER = { 200: { description: 'XLSX 文件', contentType: XLSX } } as const;

/** A column: words, a calendar day (yyyy-MM-dd), or an instant (ISO 8601), which is written as Beijing's clocks showed it. */
export type Column<Row> = { heading: string; width: number } & (
  | { text: (row: Row) => string | null }
  | { day: (row: Row) => string | null }
  | { time: (row: Row) => string | null }
);

/** A sheet, ready to be written. */
export interface Sheet {
  name: string;
  columns: { header: string; width: number; style: { numFmt: string } }[];
  lines: (string | Date | null)[][];
}

/** The form of text keeps what begins with = + - @ text even after somebody edits the cell. */
const FORMS = { text: '@', day: 'yyyy-mm-dd', time: 'yyyy-mm-dd hh:mm' } as const;

function formOf<Row>(column: Column<Row>): keyof typeof FORMS {
  if ('text' in column) return 'text';
  return 'day' in column ? 'day' : 'time';
}

const BEIJING_MS = 8 * 3_600_000;

/** Workbooks know no time zones: the instant whose UTC reads as Beijing's clock. */
function cellOf<Row>(column: Column<Row>, row: Row): string | Date | null {
  if ('text' in column) return column.text(row) || null;
  const at = 'day' in column ? column.day(row) : column.time(row);
  if (at === null) return null;
  return new Date(Date.parse(at) + ('day' in column ? 0 : BEIJING_MS));
}

/** Rows laid out in columns. @param name at most 31 signs, none of `[ ] : * ? / \` */
export const sheetOf = <Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Sheet => ({
  name,
  columns: columns.map((one) => ({
    header: one.heading,
    width: one.width,
    style: { numFmt: FORMS[formOf(one)] },
  })),
  lines: rows.map((row) => columns.map((column) => cellOf(column, row))),
});

/** The bytes of a workbook with these sheets. */
export async function workbook(...sheets: readonly Sheet[]): Promise<Buffer> {
  // Loaded when somebody asks for a list: loading it takes longer than starting the rest of the server.
  const { Workbook } = (await import('exceljs')).default;
  const book = new Workbook();
  for (const { name, columns, lines } of sheets) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns;
    sheet.getRow(1).font = { bold: true };
    sheet.addRows(lines);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/**
 * Refuses a list that is longer than a workbook takes.
 * @param unit what its rows are counted in, such as 件
 * @throws AppError `invalid_input`
 */
export function refuseTooMany(total: number, unit: string): void {
  if (total <= MOST_ROWS) return;
  throw new AppError('invalid_input', {
    message: `有${total}${unit}，一个表格最多存${MOST_ROWS}${unit}，请加筛选条件，少一些再存`,
  });
}

/**
 * The whole of a list that is else read page by page.
 * @throws AppError as `refuseTooMany`
 */
export async function wholeList<Row>(
  read: (whole: Required<PageAsked>) => Promise<{ items: Row[]; total: number }>,
  unit: string,
): Promise<Row[]> {
  const { items, total } = await read({ page: 1, pageSize: MOST_ROWS, countTo: COUNTED_TO });
  refuseTooMany(total, unit);
  return items;
}

/** The answer of a route: a workbook to be saved. @param name as people read it; @param plain in Latin letters */
export const asWorkbook = async (name: string, plain: string, now: Date, ...sheets: readonly Sheet[]) => ({
  status: 200 as const,
  body: await workbook(...sheets),
  headers: asDownload(`${name} ${dayOf(now)}.xlsx`, `${plain}.xlsx`),
});
