import type { Cell, CellValue, ValueType, Worksheet } from 'exceljs';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import {
  MAX_COLUMNS,
  MAX_TABLE_ROWS,
  UnreadableTable,
  writtenCell,
  type Line,
  type TableCell,
} from './lines.js';

/** A small file can unpack to gigabytes; five thousand honest rows stay far below this. */
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;
const TOO_LARGE = '请删去图片和多余的工作表，或分成几个文件导入';

/**
 * The first sheet of a workbook, each cell as a person sees it there. Takes a processor for seconds where a small file holds
 * much: see workbook-apart.ts.
 * @throws UnreadableTable
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Line[]> {
  await checkUnpacked(Buffer.from(bytes));
  const { Workbook, ValueType } = (await import('exceljs')).default;
  const book = new Workbook();
  try {
    await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0]);
  } catch {
    throw new UnreadableTable('打不开这个 XLSX 文件', '请用表格软件重新另存为 XLSX 后再试');
  }
  // What is hidden is not what the person sees and means.
  const sheet = book.worksheets.find(({ state }) => state === 'visible');
  if (!sheet) throw new UnreadableTable('文件里没有工作表', '请用模板填写');
  return linesOf(sheet, ValueType);
}

/** The lines that hold anything, with their numbers: one cell at the very end must not make a million. */
function linesOf(sheet: Worksheet, types: typeof ValueType): Line[] {
  const lines: Line[] = [];
  const width = Math.min(sheet.actualColumnCount === 0 ? 0 : sheet.columnCount, MAX_COLUMNS);
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    if (lines.length > MAX_TABLE_ROWS + 1) return;
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      if (column > MAX_COLUMNS && cell.text !== '')
        throw new UnreadableTable(`第${number}行超过${MAX_COLUMNS}列`, '请删去多余的列');
    });
    const cells = Array.from({ length: width }, (_, i) => seen(row.getCell(i + 1), types));
    lines.push({ row: number, cells });
  });
  return lines;
}

/** What its files really unpack to, read to the end; a size that is not the one it tells of is an error of the ZIP. */
async function checkUnpacked(zip: Buffer): Promise<void> {
  let left = MAX_UNPACKED_BYTES;
  const file = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  ).catch(() => {
    throw new UnreadableTable('打不开这个 XLSX 文件', '请用表格软件重新另存为 XLSX 后再试');
  });
  const unpack = (entry: Entry): Promise<void> =>
    new Promise((resolve, reject) =>
      file.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        stream.on('data', (piece: Buffer) => {
          left -= piece.length;
          if (left < 0) stream.destroy(new UnreadableTable('XLSX 展开后太大', TOO_LARGE));
        });
        stream.once('error', reject).once('end', resolve);
      }),
    );
  await new Promise<void>((resolve, reject) => {
    file.on('entry', (entry: Entry) => {
      unpack(entry).then(() => file.readEntry(), reject);
    });
    file.once('end', resolve).once('error', reject);
    file.readEntry();
  }).catch((error: unknown) => {
    if (error instanceof UnreadableTable) throw error;
    throw new UnreadableTable('打不开这个 XLSX 文件', '请用表格软件重新另存为 XLSX 后再试');
  });
}

const AS_TEXT = '请把这一格设成文本格式，重新填写看到的内容';

/** A cell's content as a person sees it there; what only looks so is told instead of guessed. */
function seen(cell: Cell, types: typeof ValueType): TableCell {
  if (cell.type === types.Merge && cell.master !== cell)
    return cell.master.text === '' ? '' : { problem: '和别的格合并了', remedy: '请取消合并，每一格分别填写' };
  return seenValue(cell.type === types.Formula ? resultOf(cell) : cell.value, cell.numFmt);
}

const NO_RESULT = Symbol('a formula that was never calculated');

function resultOf(cell: Cell): CellValue | typeof NO_RESULT {
  const result = cell.result as CellValue | undefined;
  return result === undefined || result === null ? NO_RESULT : result;
}

function seenValue(value: CellValue | typeof NO_RESULT, format: string | undefined): TableCell {
  if (value === NO_RESULT)
    return {
      problem: '是公式，文件里没有它的结果',
      remedy: '请改填它的结果；结果是空的，就把这一格清空',
    };
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return writtenCell(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return seenNumber(value, format);
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? { problem: '不是能认出的日期', remedy: '请写成 2026-01-01 的样子' }
      : dayIn(value);
  if ('error' in value) return { problem: `是表格软件的错误值 ${value.error}`, remedy: '请改填正确的内容' };
  if ('richText' in value) return writtenCell(value.richText.map(({ text }) => text).join(''));
  // A link's words may be partly bold, which the types of the library do not tell.
  if ('hyperlink' in value) return seenValue(value.text, format);
  return { problem: '里面的内容认不出来', remedy: AS_TEXT };
}

/** A spreadsheet counts days: its times are a hair off, and midnight is a day without a time. */
function dayIn(value: Date): { day: string; time: string | null } {
  const text = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  const time = text.slice(11, 19);
  return { day: text.slice(0, 10), time: time === '00:00:00' ? null : time };
}

/** Beyond this, spreadsheets show a number shortened (1.2E+11) unless it is text. */
const LONGEST_SHOWN = 1e11;

function seenNumber(value: number, format = 'General'): TableCell {
  const plain = ['', 'General', '@', '0'].includes(format);
  // Fifteen digits are what a spreadsheet counts with: 0.1 + 0.2 is 0.3 there.
  if (plain && Math.abs(value) < LONGEST_SHOWN) return String(Number(value.toPrecision(15)));
  if (/^0+$/.test(format) && Number.isInteger(value) && value >= 0)
    return String(value).padStart(format.length, '0');
  return plain
    ? { problem: `“${value}”是长数字，表格软件只留前15位`, remedy: AS_TEXT }
    : { problem: `“${value}”是按“${format}”显示的数字`, remedy: AS_TEXT };
}
