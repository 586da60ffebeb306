import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
import { DAY, type CellFormat, type CellProblem } from '../cells.js';
import { dataColumns, KINDS, tableColumns } from '../kinds.js';
import type { TableCell } from '../tables/lines.js';
import type { Table } from '../tables/table.js';
import type { CellValue, RecordData } from '../types.js';

export interface RowError {
  /** As the spreadsheet numbers it; 0 speaks of the whole file. */
  row: number;
  column: string;
  problem: string;
  remedy: string;
}

/** A row of a table as the directory understands it. */
export interface ReadRow {
  row: number;
  code: string;
  data: RecordData;
  validFrom: Date | null;
  validTo: Date | null;
  /** Fields the table has no column for: they stay as they are. */
  absent: readonly string[];
}

/** A row's values, or everything wrong in it. */
export function readRow(
  kind: DirectoryKind,
  headings: string[],
  line: Table['rows'][number],
  now: Date,
): ReadRow | RowError[] {
  const values: Record<string, CellValue> = {};
  const errors: RowError[] = [];
  const absent: string[] = [];
  const wrong = (heading: string, problem: string, remedy: string) =>
    errors.push({ row: line.row, column: heading, problem, remedy });
  const beside = line.cells.findIndex((cell, i) => cell !== '' && !headings[i]);
  if (line.cells.length !== headings.length || beside >= 0) {
    const [cells, columns] = [line.cells.length, headings.filter((heading) => heading !== '').length];
    wrong('', `这一行有 ${Math.max(cells, beside + 1)} 格，列名有 ${columns} 个`, MOVED_CELLS);
    return errors;
  }
  for (const { heading, field, format, required } of tableColumns(kind)) {
    const at = headings.indexOf(heading);
    if (at < 0) absent.push(field);
    const cell = textOf(at < 0 ? '' : (line.cells[at] ?? ''), format);
    if (typeof cell !== 'string') {
      wrong(heading, cell.problem, cell.remedy);
      continue;
    }
    if (cell === '') {
      if (required) wrong(heading, '没有填', `请填：${format.hint}`);
      values[field] = emptyValue(kind, field);
      continue;
    }
    const result = format.read(cell);
    if ('value' in result) values[field] = result.value;
    else wrong(heading, result.problem, result.remedy);
  }
  if (errors.length > 0) return errors;
  const read = { ...assemble(kind, line.row, values), absent };
  for (const { heading, problem, remedy } of KINDS[kind].check?.(read.data) ?? [])
    wrong(heading, problem, remedy);
  if (read.validFrom && read.validFrom > now)
    wrong('生效日期', '是将来的日期', '请到生效当天再导入，或填今天以前的日期');
  if (read.validTo && read.validFrom && read.validTo <= read.validFrom)
    wrong('失效日期', '不晚于生效日期', '失效日期应在生效日期之后');
  return errors.length > 0 ? errors : read;
}

const MOVED_CELLS = '内容里有逗号的要用英文双引号括起来；一格也不要多，空着的也要留出位置';

/** A cell's text for its column; a day is one only in a column of days. */
function textOf(cell: TableCell, format: CellFormat): string | CellProblem {
  if (typeof cell === 'string' || 'problem' in cell) return cell;
  return format === DAY
    ? cell.day
    : {
        problem: `表格软件把它当成了日期 ${cell.day}`,
        remedy: '请把这一格设成文本格式，重新填写本来的内容',
      };
}

function emptyValue(kind: DirectoryKind, field: string): CellValue {
  return kind === 'windows' && field === 'servesCodes' ? [] : null;
}

function assemble(
  kind: DirectoryKind,
  row: number,
  values: Record<string, CellValue>,
): Omit<ReadRow, 'absent'> {
  const data = Object.fromEntries(dataColumns(kind).map(({ field }) => [field, values[field] ?? null]));
  const day = (value: CellValue | undefined) => (typeof value === 'string' ? new Date(value) : null);
  return {
    row,
    code: KINDS[kind].codeOf(values),
    data: data as RecordData,
    validFrom: day(values.validFrom),
    validTo: day(values.validTo),
  };
}
