import {
  DIRECTORY_KIND_NAMES,
  type DirectoryKind,
  type ImportAction,
} from '@haochaping/shared/contracts/directory';
import { dayOf } from '../cells.js';
import { dataColumns, KINDS, tableColumns, type Column } from '../kinds.js';
import type { Table } from '../tables/table.js';
import { readRow, type ReadRow, type RowError } from './rows.js';
import type { CellValue, DirectoryRecord, RecordData, Version } from '../types.js';
import { firstVersion, nextVersion, sameValue, type Recording } from '../versions.js';

/** One record to be written: its next version, and the one it replaces. */
export interface PlannedChange {
  row: number;
  code: string;
  action: ImportAction;
  next: Version;
  past: Version | null;
  changed: { column: string; before: string; after: string }[];
}

export interface ImportPlan {
  rows: number;
  /** Lines of the file that hold nothing. */
  empty: number;
  unchanged: number;
  changes: PlannedChange[];
  errors: RowError[];
}

/** What a plan is made against. */
export interface PlanContext {
  stored: ReadonlyMap<string, DirectoryRecord>;
  /** Codes in force for the kinds that columns refer to, each with its region where it carries one. */
  inForce: Readonly<Partial<Record<DirectoryKind, ReadonlyMap<string, string | null>>>>;
  /** The regions whose records may be changed; null for all, and for the regions themselves. */
  scope: ReadonlySet<string> | null;
  recording: Recording;
}

/**
 * Works out what a table would change, without changing it. Every row is judged, so that a person mends the whole file
 * at once; a plan with any error must not be carried out. Pure.
 */
export function planImport(kind: DirectoryKind, table: Table, context: PlanContext): ImportPlan {
  const plan: ImportPlan = {
    rows: table.rows.length,
    empty: table.empty,
    unchanged: 0,
    changes: [],
    errors: [],
  };
  plan.errors.push(...headingErrors(kind, table));
  if (plan.errors.length > 0) return plan;
  if (table.rows.length === 0) plan.errors.push(wholeFile('', '只有列名，没有内容', '请至少填一行'));
  const rows: ReadRow[] = [];
  for (const line of table.rows) {
    const read = readRow(kind, table.headings, line, context.recording.at);
    if (Array.isArray(read)) plan.errors.push(...read);
    else rows.push(read);
  }
  plan.errors.push(...repeatedCodes(kind, rows), ...brokenReferences(kind, rows, context));
  const wrong = new Set(plan.errors.map(({ row }) => row));
  for (const row of rows.filter(({ row: number }) => !wrong.has(number))) {
    const planned = planRow(kind, row, context);
    if (planned === null) plan.unchanged += 1;
    else if ('problem' in planned) plan.errors.push(planned);
    else plan.changes.push(planned);
  }
  plan.errors.sort((a, b) => a.row - b.row);
  return plan;
}

const wholeFile = (column: string, problem: string, remedy: string): RowError => ({
  row: 0,
  column,
  problem,
  remedy,
});

function headingErrors(kind: DirectoryKind, table: Table): RowError[] {
  const errors: RowError[] = [];
  const columns = tableColumns(kind);
  const known = new Set(columns.map(({ heading }) => heading));
  for (const { heading, required } of columns) {
    if (required && !table.headings.includes(heading))
      errors.push(
        wholeFile(
          heading,
          `缺少“${heading}”这一列`,
          `请用${DIRECTORY_KIND_NAMES[kind]}的模板，第一行列名不要改`,
        ),
      );
  }
  table.headings.forEach((heading, i) => {
    if (heading === '') return;
    if (!known.has(heading))
      errors.push(wholeFile(heading, `不认识“${heading}”这一列`, '请去掉这一列，或改成模板里的列名'));
    if (table.headings.indexOf(heading) !== i)
      errors.push(wholeFile(heading, `“${heading}”出现了两次`, '请只留一列'));
  });
  return errors;
}

function repeatedCodes(kind: DirectoryKind, rows: ReadRow[]): RowError[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ code, row }) => {
    const earlier = first.get(code);
    if (earlier === undefined) {
      first.set(code, row);
      return [];
    }
    const column = KINDS[kind].codeHeading;
    return [{ row, column, problem: `“${code}”在第${earlier}行已经有了`, remedy: '每条记录只写一行' }];
  });
}

/** Codes that name nothing in force. Rows that end a record may still name what has ended before. */
function brokenReferences(kind: DirectoryKind, rows: ReadRow[], context: PlanContext): RowError[] {
  const now = context.recording.at;
  const here = new Set(rows.filter((row) => !ended(row, now)).map(({ code }) => code));
  const leaving = new Set(rows.filter((row) => ended(row, now)).map(({ code }) => code));
  const exists = (target: DirectoryKind, code: string) =>
    target === kind
      ? here.has(code) || (!leaving.has(code) && context.inForce[target]?.has(code) === true)
      : context.inForce[target]?.has(code) === true;
  return rows
    .filter((row) => !ended(row, now))
    .flatMap((row) =>
      KINDS[kind].columns.flatMap((column) => {
        const { refersTo } = column;
        if (refersTo === undefined) return [];
        return referred(row.data[column.field])
          .filter((code) => !exists(refersTo, code))
          .map((code) => ({
            row: row.row,
            column: column.heading,
            problem: `没有编码为“${code}”的${DIRECTORY_KIND_NAMES[refersTo]}，或已经失效`,
            remedy: `请核对编码，或先导入${DIRECTORY_KIND_NAMES[refersTo]}`,
          }));
      }),
    );
}

const ended = (row: ReadRow, now: Date) => row.validTo !== null && row.validTo <= now;

function referred(value: CellValue | undefined): string[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? [value] : [];
}

/** The change a row asks for, null if the record already says so, or why it cannot be. */
function planRow(kind: DirectoryKind, told: ReadRow, context: PlanContext): PlannedChange | RowError | null {
  const { recording } = context;
  const stored = context.stored.get(told.code);
  const row = stored ? withWhatStays(told, stored) : told;
  const base = { row: row.row, code: row.code };
  const outside = [row.data, ...(stored ? [stored.data] : [])].some((data) => !inScope(kind, data, context));
  if (!stored) {
    if (outside) return outOfScope(row);
    const next = firstVersion(row.data, row.validFrom ?? recording.at, row.validTo, recording);
    const changed = changedColumns(dataColumns(kind), EMPTY, row.data).filter(({ after }) => after !== '');
    return { ...base, action: 'create', next, past: null, changed };
  }
  const changed = changedColumns(dataColumns(kind), stored.data, row.data);
  const sameEnd = stored.validTo?.getTime() === row.validTo?.getTime();
  if (changed.length === 0 && sameEnd) return null;
  if (outside) return outOfScope(row);
  const reopens = stored.validTo !== null && row.validTo === null;
  const endsOnly = changed.length === 0 && !reopens;
  const from = endsOnly ? stored.validFrom : effectiveFrom(stored, row, recording.at);
  if (row.validTo !== null && row.validTo <= from) return endsTooEarly(row, stored, endsOnly);
  const day = (end: Date | null) => (end ? dayOf(end) : '');
  if (!sameEnd) changed.push({ column: '失效日期', before: day(stored.validTo), after: day(row.validTo) });
  const action = reopens ? 'reopen' : row.validTo !== null && !sameEnd ? 'end' : 'update';
  return { ...base, action, ...nextVersion(stored, row.data, from, row.validTo, recording), changed };
}

/** The row with what its table has no column for, as it is stored. */
function withWhatStays(row: ReadRow, stored: Version): ReadRow {
  const kept = Object.entries(stored.data).filter(([field]) => row.absent.includes(field));
  return {
    ...row,
    data: { ...row.data, ...Object.fromEntries(kept) },
    validTo: row.absent.includes('validTo') ? stored.validTo : row.validTo,
  };
}

/** What a new record is compared with, so that the preview shows all of it. */
const EMPTY: RecordData = { name: '' };

/** A record belongs to the region it names; a window to its hall's, a person to the employer's. */
function inScope(kind: DirectoryKind, data: RecordData, context: PlanContext): boolean {
  const { scope, inForce } = context;
  if (scope === null) return true;
  const carried = {
    windows: inForce.halls?.get(String(data.hallCode)),
    staff: inForce.institutions?.get(String(data.institutionCode)),
    regions: null,
  };
  const region = kind in carried ? carried[kind as keyof typeof carried] : data.regionCode;
  return typeof region === 'string' && scope.has(region);
}

const outOfScope = (row: ReadRow): RowError => ({
  row: row.row,
  column: '',
  problem: `“${row.code}”不在您管理的区划内`,
  remedy: '请去掉这一行，或请当地行政服务中心、系统管理员导入',
});

function endsTooEarly(row: ReadRow, stored: Version, endsOnly: boolean): RowError {
  const since = dayOf(stored.validFrom);
  return {
    row: row.row,
    column: '失效日期',
    problem: endsOnly ? `不晚于现有这一版的生效日期 ${since}` : '内容的改动还没生效，记录就已失效',
    remedy: endsOnly
      ? '以前的版本不能改写，请填更晚的日期'
      : '请分两次导入：先改内容，再填失效日期；已失效的记录不能再改内容',
  };
}

/** A new version begins on the day its row names, if that is later than the version in force began; else now. What held before is not rewritten. */
function effectiveFrom(stored: Version, row: ReadRow, now: Date): Date {
  return row.validFrom !== null && row.validFrom > stored.validFrom ? row.validFrom : now;
}

/** The columns in which two versions differ, in the table's own words. */
export function changedColumns(
  columns: Column[],
  before: RecordData,
  after: RecordData,
): PlannedChange['changed'] {
  return columns
    .filter(({ field }) => !sameValue(before[field], after[field]))
    .map(({ heading, field, format }) => ({
      column: heading,
      before: format.write(before[field] ?? null),
      after: format.write(after[field] ?? null),
    }));
}
