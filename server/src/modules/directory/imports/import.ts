import type { ClientSession } from 'mongoose';
import {
  DIRECTORY_KIND_NAMES,
  IMPORT_ACTIONS,
  type DirectoryKind,
  type ImportReport,
} from '@haochaping/shared/contracts/directory';
import type { RegionRecord } from '@haochaping/shared/domain/regions';
import { inTransaction, isDuplicateKey } from '../../../database.js';
import { AppError } from '../../../http/errors.js';
import { KINDS } from '../kinds.js';
import { importRecord, ImportModel, type Importer, type TableFile } from './register.js';
import { renewEdition } from '../kept.js';
import { DIRECTORY_MODELS } from '../model.js';
import { planImport, type ImportPlan, type PlanContext } from './plan.js';
import { codesInForce, stillReferred } from './references.js';
import { allRegions } from '../service.js';
import { UnreadableTable } from '../tables/lines.js';
import { readTable, type Table } from '../tables/table.js';
import type { DirectoryRecord } from '../types.js';

const LISTED = 500;
/** So many records go to the database at once: a command is never long, however long the table. */
const BATCH = 500;
const changedMeanwhile = (cause?: unknown) =>
  new AppError('conflict', { message: '有记录刚刚被别人改过，什么都没有写入，请重新预览后再导入', cause });

/** Tells what an import would do. Writes nothing. */
export async function previewImport(
  kind: DirectoryKind,
  file: TableFile,
  by: Importer,
): Promise<ImportReport> {
  const table = await readable(kind, file);
  if ('kind' in table) return table;
  return report(kind, await makePlan(kind, table, by), false);
}

/**
 * Carries an import out: all rows, or with a single error none. Everything is judged again on the state that is
 * written to, in one transaction.
 * @throws AppError `conflict` if somebody changed one of the records in the same moment.
 */
export async function commitImport(
  kind: DirectoryKind,
  file: TableFile,
  by: Importer,
): Promise<ImportReport> {
  const table = await readable(kind, file);
  if ('kind' in table) return table;
  return inTransaction(async (session) => {
    const plan = await makePlan(kind, table, by, session);
    if (plan.errors.length > 0) return report(kind, plan, false);
    await write(kind, plan, session);
    if (plan.changes.length > 0) {
      await ImportModel.create([importRecord(kind, file, plan, by)], { session });
      await renewEdition(session);
    }
    return report(kind, plan, true);
  });
}

/** The table, or the report of a file that is none. */
async function readable(kind: DirectoryKind, file: TableFile): Promise<Table | ImportReport> {
  try {
    return await readTable(file.bytes, file.format);
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    const errors = [{ row: 0, column: '', problem: error.message, remedy: error.remedy }];
    return report(kind, { rows: 0, empty: 0, unchanged: 0, changes: [], errors }, false);
  }
}

async function planContext(
  kind: DirectoryKind,
  by: Importer,
  session: ClientSession | null = null,
): Promise<PlanContext> {
  const stored = await DIRECTORY_MODELS[kind]
    .find({}, { history: 0 })
    .session(session)
    .lean<DirectoryRecord[]>();
  const inForce: Partial<Record<DirectoryKind, ReadonlyMap<string, string | null>>> = {};
  for (const { refersTo } of KINDS[kind].columns) {
    if (refersTo !== undefined) inForce[refersTo] ??= await codesInForce(refersTo, by.at, session);
  }
  return {
    stored: new Map(stored.map((record) => [record._id, record])),
    inForce,
    scope: by.regionCodes === null ? null : withRegionsBelow(await allRegions(), by.regionCodes),
    recording: by,
  };
}

/** The regions themselves and those below them: the city's centre keeps the whole city's directory. */
function withRegionsBelow(regions: readonly RegionRecord[], codes: readonly string[]): ReadonlySet<string> {
  const below = regions.filter(({ parentCode }) => parentCode !== null && codes.includes(parentCode));
  return new Set([...codes, ...below.map(({ code }) => code)]);
}

async function makePlan(
  kind: DirectoryKind,
  table: Table,
  by: Importer,
  session: ClientSession | null = null,
): Promise<ImportPlan> {
  const plan = planImport(kind, table, await planContext(kind, by, session));
  plan.errors.push(...(await stillReferred(kind, plan, by.at, session)));
  return plan;
}

async function write(kind: DirectoryKind, plan: ImportPlan, session: ClientSession): Promise<void> {
  for (let from = 0; from < plan.changes.length; from += BATCH) {
    const batch = plan.changes.slice(from, from + BATCH);
    const operations = batch.map(({ code, next, past }) =>
      past === null
        ? { insertOne: { document: { _id: code, ...next, history: [] } } }
        : {
            updateOne: {
              filter: { _id: code, revision: past.revision },
              update: { $set: next, $push: { history: past } },
            },
          },
    );
    const done = await DIRECTORY_MODELS[kind].bulkWrite(operations, { session }).catch((error: unknown) => {
      if (isDuplicateKey(error)) throw changedMeanwhile(error);
      throw error;
    });
    if (done.insertedCount + done.modifiedCount !== batch.length) throw changedMeanwhile();
  }
}

function report(kind: DirectoryKind, plan: ImportPlan, committed: boolean): ImportReport {
  const count = Object.fromEntries(
    IMPORT_ACTIONS.map((action) => [action, plan.changes.filter((each) => each.action === action).length]),
  ) as Omit<ImportReport['counts'], 'unchanged'>;
  return {
    kind,
    kindName: DIRECTORY_KIND_NAMES[kind],
    committed,
    rows: plan.rows,
    emptyRows: plan.empty,
    refusedRows: new Set(plan.errors.map(({ row }) => row).filter((row) => row > 0)).size,
    counts: { ...count, unchanged: plan.unchanged },
    errorCount: plan.errors.length,
    errors: plan.errors.slice(0, LISTED),
    changes: plan.changes.slice(0, LISTED).map(({ row, code, action, next, changed }) => ({
      row,
      code,
      name: next.data.name,
      action,
      effectiveFrom: next.validFrom.toISOString(),
      changes: changed,
    })),
  };
}
