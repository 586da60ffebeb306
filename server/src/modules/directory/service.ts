import type { PipelineStage, QueryFilter } from 'mongoose';
import { containing } from '../../database.js';
import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
import { regionFor, withPredecessors, type RegionRecord } from '@haochaping/shared/domain/regions';
import { DIRECTORY_MODELS, inForce } from './model.js';
import { directoryNow, found } from './kept.js';
import type { DirectoryRecord, Found, Version } from './types.js';

/** The record of that code as it stood at `at`; null if there was none. */
export async function lookUp<K extends DirectoryKind>(
  kind: K,
  code: string,
  at: Date,
): Promise<Found<K> | null> {
  return (await directoryNow()).lookUp(kind, code, at);
}

/** The records of those codes as they stood at `at`, by code; unknown codes are left out. */
export async function lookUpAll<K extends DirectoryKind>(
  kind: K,
  codes: readonly string[],
  at: Date,
): Promise<Map<string, Found<K>>> {
  const directory = await directoryNow();
  const entries = [...new Set(codes)].flatMap((code): [string, Found<K>][] => {
    const record = directory.lookUp(kind, code, at);
    return record ? [[code, record]] : [];
  });
  return new Map(entries);
}

export interface RecordFilter {
  /** A part of the code or the name. */
  search?: string | undefined;
  /** Any code the territory has had; finds what carries today's code or an older one. */
  regionCode?: string | undefined;
  institutionCode?: string | undefined;
  hallCode?: string | undefined;
  windowCode?: string | undefined;
}

export interface RecordList<K extends DirectoryKind> {
  items: Found<K>[];
  total: number;
}

/**
 * The records of a kind that were in force at `at`, ordered by code.
 * @param page `skip` and `limit`; absent for all of them
 */
export async function listRecords<K extends DirectoryKind>(
  kind: K,
  filter: RecordFilter,
  at: Date,
  page?: { skip: number; limit: number },
): Promise<RecordList<K>> {
  const asked = await conditions(kind, filter, at);
  const stages = versionsOf(asked, at);
  const model = DIRECTORY_MODELS[kind];
  const paging: PipelineStage[] = page ? [{ $skip: page.skip }, { $limit: page.limit }] : [];
  const rows = await model.aggregate<Version & { _id: string }>([
    ...stages,
    { $sort: { _id: 1 } },
    ...paging,
  ]);
  const items = rows.map((row) => found<K>(row._id, row));
  if (!page) return { items, total: items.length };
  const [counted] = await model.aggregate<{ total: number }>([...stages, { $count: 'total' }]);
  return { items, total: counted?.total ?? 0 };
}

/**
 * The versions that held at `at` and say what is asked. Where the latest version had begun by then it alone can be
 * the one, so that questions about now are answered by index; histories are opened only for records that changed later.
 */
function versionsOf(asked: QueryFilter<unknown>[], at: Date): PipelineStage[] {
  const fields = ['revision', 'data', 'validFrom', 'validTo'];
  const latest = Object.fromEntries(fields.map((field) => [field, `$${field}`]));
  const match = { $and: [inForce(at), ...asked] };
  return [
    { $match: { $or: [match, { validFrom: { $gt: at } }] } },
    { $project: { version: { $concatArrays: [[latest], '$history'] } } },
    { $unwind: '$version' },
    { $project: Object.fromEntries(fields.map((field) => [field, `$version.${field}`])) },
    { $match: match },
  ];
}

async function conditions(
  kind: DirectoryKind,
  filter: RecordFilter,
  at: Date,
): Promise<QueryFilter<unknown>[]> {
  const { search, regionCode, institutionCode, hallCode, windowCode } = filter;
  const all: QueryFilter<unknown>[] = [];
  if (search) {
    const pattern = containing(search);
    all.push({ $or: [{ _id: pattern }, { 'data.name': pattern }] });
  }
  if (institutionCode)
    all.push(
      kind === 'institutions'
        ? { $or: [{ _id: institutionCode }, { 'data.parentCode': institutionCode }] }
        : { 'data.institutionCode': institutionCode },
    );
  if (hallCode) all.push({ 'data.hallCode': hallCode });
  if (windowCode) all.push({ 'data.windowCode': windowCode });
  if (regionCode) all.push(await inRegion(kind, regionCode, at));
  return all;
}

/** Kinds that carry no region of their own stand where their hall or institution stands. */
async function inRegion(kind: DirectoryKind, code: string, at: Date): Promise<QueryFilter<unknown>> {
  const regions = await allRegions();
  const codes = withPredecessors(regions, regionFor(regions, code, at)?.code ?? code);
  if (kind === 'regions') return { $or: [{ _id: { $in: codes } }, { 'data.parentCode': { $in: codes } }] };
  const parent = kind === 'windows' ? 'halls' : kind === 'staff' ? 'institutions' : null;
  if (parent === null) return { 'data.regionCode': { $in: codes } };
  const parents = await DIRECTORY_MODELS[parent]
    .find({ ...inForce(at), 'data.regionCode': { $in: codes } }, { _id: 1 })
    .lean<{ _id: string }[]>();
  const field = kind === 'windows' ? 'data.hallCode' : 'data.institutionCode';
  return { [field]: { $in: parents.map(({ _id }) => _id) } };
}

/** Every region that ever stood, with its latest word on itself. */
export const allRegions = async (): Promise<readonly RegionRecord[]> => (await directoryNow()).regions;

/** The region that stands at `at` for a code that may be older (350403 → 350404 since 2021); null if there is none. */
export async function findRegion(code: string, at: Date): Promise<RegionRecord | null> {
  return (await directoryNow()).findRegion(code, at);
}

/** The record with all its versions, oldest first; null if the code was never used. */
export async function findVersions(kind: DirectoryKind, code: string): Promise<Version[] | null> {
  const record = await DIRECTORY_MODELS[kind].findById(code).lean<DirectoryRecord>();
  return record ? [...record.history, record] : null;
}
