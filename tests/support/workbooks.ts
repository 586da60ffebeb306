import exceljs from 'exceljs';

/** A line of a sheet by its headings, as a person reads it. */
export type SheetRow = Readonly<Record<string, string>>;

/** A cell as it is shown: words, a day, a day with a time, or nothing. Anything else has no place in a list. */
function shown({ value, numFmt, address }: exceljs.Cell): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (!(value instanceof Date))
    throw new Error(`${address} is neither words nor a day: ${JSON.stringify(value)}`);
  const text = value.toISOString();
  if (numFmt === 'yyyy-mm-dd') return text.slice(0, 10);
  if (numFmt === 'yyyy-mm-dd hh:mm') return text.slice(0, 16).replace('T', ' ');
  throw new Error(`${address} is a day shown as ${numFmt}`);
}

/** The first sheet of a workbook. */
export async function sheetIn(bytes: ArrayBuffer): Promise<exceljs.Worksheet> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('The workbook has no sheet');
  return sheet;
}

/** The rows of a workbook that was saved. */
export async function rowsIn(bytes: ArrayBuffer): Promise<SheetRow[]> {
  const sheet = await sheetIn(bytes);
  // Both are counted anew whenever they are asked for.
  const { rowCount, columnCount } = sheet;
  const lines = Array.from({ length: rowCount }, (_, line) =>
    Array.from({ length: columnCount }, (_, at) => shown(sheet.getRow(line + 1).getCell(at + 1))),
  );
  const [headings = [], ...rows] = lines;
  return rows.map((cells) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ''])));
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The rows of a workbook that the server answers, to be saved. */
export async function rowsOf(answer: Response): Promise<SheetRow[]> {
  const { status, headers } = answer;
  if (status !== 200) throw new Error(`${status} ${await answer.text()}`);
  expect(headers.get('content-type')).toBe(XLSX);
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="\w+\.xlsx"; filename\*=UTF-8''/);
  return rowsIn(await answer.arrayBuffer());
}
