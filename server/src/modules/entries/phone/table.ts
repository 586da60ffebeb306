import { RecordNo } from '@haochaping/shared/contracts';
import {
  instantTold,
  levelTold,
  MOST_PHONE_RATINGS,
  MOST_WORDS,
  PHONE_COLUMNS,
  phoneTargetOf,
  writtenLength,
  type PhoneColumn,
} from '@haochaping/shared/domain';
import { readTable, TABLE_TYPES, UnreadableTable, type Table } from '../../directory/index.js';
import type { PhoneRating } from './intake.js';
import { refusedInstant } from './intake.js';
import type { Finder, PhoneRef } from './targets.js';

export interface RowError {
  row: number;
  column: string;
  problem: string;
  remedy: string;
}

export interface ReadRow extends PhoneRating {
  row: number;
}

const COLUMNS = Object.keys(PHONE_COLUMNS) as PhoneColumn[];
const headingOf = (column: PhoneColumn): string => PHONE_COLUMNS[column].headings[0];

/** Where each column stands, by its headings; -1 where the table has none. */
function placesOf({ headings }: Table): Record<PhoneColumn, number> {
  const at = (column: PhoneColumn) =>
    headings.findIndex((heading) => (PHONE_COLUMNS[column].headings as readonly string[]).includes(heading));
  return Object.fromEntries(COLUMNS.map((column) => [column, at(column)])) as Record<PhoneColumn, number>;
}

/** Reads the hotline's table: its ratings, and everything wrong with it, row by row. */
export async function readPhoneTable(
  bytes: Buffer,
  contentType: string,
  finder: Finder,
  now: Date,
): Promise<{ rows: ReadRow[]; count: number; errors: RowError[]; unread: string[] }> {
  const whole = (problem: string, remedy: string) => ({
    rows: [],
    count: 0,
    unread: [],
    errors: [{ row: 0, column: '', problem, remedy }],
  });
  let table: Table;
  try {
    const format = contentType === TABLE_TYPES.csv ? 'csv' : 'xlsx';
    table = await readTable(bytes, format, MOST_PHONE_RATINGS);
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    return whole(error.message, error.remedy);
  }
  if (table.rows.length === 0) return whole('没有评价', '请在表头下面一行写一条');
  const places = placesOf(table);
  const read = new Set(Object.values(places));
  const unread = table.headings.filter((heading, at) => heading !== '' && !read.has(at));
  const missing = COLUMNS.filter((column) => PHONE_COLUMNS[column].required && places[column] < 0);
  if (missing.length > 0)
    return {
      rows: [],
      count: table.rows.length,
      unread,
      errors: missing.map((column) => ({
        row: 1,
        column: headingOf(column),
        problem: '表头里没有这一列',
        remedy: `列名可以写：${PHONE_COLUMNS[column].headings.join('、')}`,
      })),
    };
  const lines = table.rows.map((line) => readLine(line, places, finder, now));
  const rows = lines.flatMap((one) => ('rating' in one ? [one.rating] : []));
  const errors = lines.flatMap((one) => ('errors' in one ? one.errors : []));
  return { rows, count: table.rows.length, errors: [...errors, ...twiceIn(rows)], unread };
}

function readLine(
  { row, cells }: Table['rows'][number],
  places: Record<PhoneColumn, number>,
  finder: Finder,
  now: Date,
): { rating: ReadRow } | { errors: RowError[] } {
  const errors: RowError[] = [];
  const wrong = (column: PhoneColumn, problem: string, remedy: string) => {
    errors.push({ row, column: headingOf(column), problem, remedy });
    return null;
  };
  const textOf = (column: PhoneColumn): string => {
    const cell = places[column] < 0 ? '' : (cells[places[column]] ?? '');
    if (typeof cell === 'string') return cell;
    if ('day' in cell) return cell.time ? `${cell.day} ${cell.time}` : cell.day;
    wrong(column, cell.problem, cell.remedy);
    return '';
  };
  const asked = (column: PhoneColumn): string => {
    const before = errors.length;
    const text = textOf(column);
    if (text === '' && errors.length === before)
      wrong(column, '没有填', `请填：${PHONE_COLUMNS[column].hint}`);
    return text;
  };
  const told = asked('recordNo');
  const recordNo = RecordNo.safeParse(told);
  if (told !== '' && !recordNo.success) wrong('recordNo', '编号不对', '请填热线自己的编号，最多60字');
  const ratedAt = readInstant(asked('ratedAt'), now, wrong);
  const target = readTarget(asked('target'), textOf('kind'), finder, wrong);
  const level = readLevel(asked('level'), wrong);
  const text = textOf('text');
  if (writtenLength(text) > MOST_WORDS) wrong('text', `超过${MOST_WORDS}字`, '请缩短，照原话');
  if (errors.length > 0 || !recordNo.success || !ratedAt || !target || !level) return { errors };
  return { rating: { row, recordNo: recordNo.data, ratedAt, level, target, options: [], text } };
}

type Wrong = (column: PhoneColumn, problem: string, remedy: string) => null;

function readInstant(text: string, now: Date, wrong: Wrong): Date | null {
  if (text === '') return null;
  const at = instantTold(text);
  if (!at) return wrong('ratedAt', `“${text}”不是时间`, '请写成 2026-11-20 09:30 的样子');
  const refused = refusedInstant(at, now);
  return refused ? wrong('ratedAt', refused, '请核对评价时间') : at;
}

function readLevel(text: string, wrong: Wrong) {
  if (text === '') return null;
  return levelTold(text) ?? wrong('level', `没有“${text}”这一级`, `请填：${PHONE_COLUMNS.level.hint}`);
}

function readTarget(called: string, word: string, finder: Finder, wrong: Wrong): PhoneRef | null {
  const kind = phoneTargetOf(word);
  if (word !== '' && !kind) return wrong('kind', `没有“${word}”这一类`, '请填：窗口、单位、事项、平台或大厅');
  if (called === '') return null;
  const found = finder.find(called, kind);
  const [first, second] = found;
  if (!first) return wrong('target', `目录里没有“${called}”`, '请填目录里的编码，或者完整的名称');
  if (!second) return first;
  const codes = found.slice(0, 3).map(({ code }) => code);
  return wrong('target', `叫“${called}”的有${found.length}个`, `请填编码，如 ${codes.join('、')}`);
}

/** A record that stands in the table twice. */
function twiceIn(rows: readonly ReadRow[]): RowError[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, recordNo }) => {
    const before = first.get(recordNo);
    if (before === undefined) first.set(recordNo, row);
    if (before === undefined) return [];
    const problem = `“${recordNo}”在第${before}行已经有了`;
    return [{ row, column: headingOf('recordNo'), problem, remedy: '一条记录只写一行，请删去多的' }];
  });
}
