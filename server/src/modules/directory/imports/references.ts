import type { ClientSession } from 'mongoose';
import {
  DIRECTORY_KIND_NAMES,
  DIRECTORY_KINDS,
  type DirectoryKind,
} from '@haochaping/shared/contracts/directory';
import { KINDS, type Column } from '../kinds.js';
import { DIRECTORY_MODELS, inForce } from '../model.js';
import type { ImportPlan, PlannedChange } from './plan.js';
import type { RowError } from './rows.js';
import type { DirectoryRecord } from '../types.js';

/** The codes in force of a kind, each with the region it carries, if it carries one. */
export async function codesInForce(
  kind: DirectoryKind,
  at: Date,
  session: ClientSession | null,
): Promise<ReadonlyMap<string, string | null>> {
  const records = await DIRECTORY_MODELS[kind]
    .find(inForce(at), { 'data.regionCode': 1 })
    .session(session)
    .lean<{ _id: string; data?: { regionCode?: string } }[]>();
  return new Map(records.map(({ _id, data }) => [_id, data?.regionCode ?? null]));
}

/** Errors for records that are to end while others still count on them. */
export async function stillReferred(
  kind: DirectoryKind,
  plan: ImportPlan,
  at: Date,
  session: ClientSession | null,
): Promise<RowError[]> {
  const ending = new Map(
    plan.changes.filter(({ action }) => action === 'end').map((change) => [change.code, change]),
  );
  if (ending.size === 0) return [];
  const errors: RowError[] = [];
  for (const from of DIRECTORY_KINDS) {
    for (const column of KINDS[from].columns.filter(({ refersTo }) => refersTo === kind)) {
      const referring = await referringRecords(from, column, [...ending.keys()], at, session);
      const staying = from === kind ? afterImport(referring, plan.changes) : referring;
      errors.push(...errorsOf(ending, staying, from, column));
    }
  }
  return errors;
}

type Referring = Pick<DirectoryRecord, '_id' | 'data'>;

async function referringRecords(
  from: DirectoryKind,
  column: Column,
  codes: string[],
  at: Date,
  session: ClientSession | null,
): Promise<Referring[]> {
  return DIRECTORY_MODELS[from]
    .find({ ...inForce(at), [`data.${column.field}`]: { $in: codes } }, { data: 1 })
    .session(session)
    .lean<Referring[]>();
}

/** Records of the same table, as the import would leave them. */
function afterImport(referring: Referring[], changes: PlannedChange[]): Referring[] {
  const changed = new Map(changes.map((change) => [change.code, change.next]));
  return referring.flatMap((record) => {
    const next = changed.get(record._id);
    if (!next) return [record];
    return next.validTo === null ? [{ _id: record._id, data: next.data }] : [];
  });
}

function errorsOf(
  ending: ReadonlyMap<string, PlannedChange>,
  referring: Referring[],
  from: DirectoryKind,
  column: Column,
): RowError[] {
  return [...ending.values()].flatMap(({ code, row }) => {
    const [first, ...others] = referring.filter(({ data }) => {
      const value = data[column.field];
      return Array.isArray(value) ? value.includes(code) : value === code;
    });
    if (!first) return [];
    const name = DIRECTORY_KIND_NAMES[from];
    return [
      {
        row,
        column: '失效日期',
        problem: `还有${others.length + 1}条${name}记录的“${column.heading}”是“${code}”，如 ${first._id}`,
        remedy: `请先在${name}里改到别处，或让它们失效`,
      },
    ];
  });
}
