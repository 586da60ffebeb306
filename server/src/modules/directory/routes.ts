import {
  DIRECTORY_KIND_NAMES,
  DirectoryHallParams,
  DirectoryHistory,
  DirectoryImportQuery,
  DirectoryKindParams,
  DirectoryListQuery,
  DirectoryPage,
  DirectoryRecordParams,
  ImportReport,
  PlaceSearch,
  PlaceSearchQuery,
  PublicHall,
  PublicHallQuery,
  PublicHalls,
  PublicRegions,
  type DirectoryKind,
} from '@haochaping/shared/contracts/directory';
import { anyone, staff, type StaffActor } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { dayOf } from './cells.js';
import { commitImport, previewImport } from './imports/import.js';
import type { Importer } from './imports/register.js';
import {
  presentFound,
  presentHall,
  presentHalls,
  presentHistory,
  presentPage,
  valuesOf,
} from './presenter.js';
import { findPlaces } from './search/places-found.js';
import { findVersions, listRecords, lookUp } from './service.js';
import { MAX_TABLE_BYTES, TABLE_TYPES, writeTable, type TableFormat } from './tables/table.js';
import type { Found } from './types.js';

const BASE = '/api/v1/directory';
const STAFF_BASE = '/api/v1/staff/directory';
const IMPORTERS = staff('center', 'system_admin');

/** The directory's addresses: places for everybody, records for staff, imports for those who keep them. */
export function directoryRoutes(): Route[] {
  return [
    ...publicRoutes(),
    ...readRoutes(),
    ...tableRoutes('csv'),
    ...tableRoutes('xlsx'),
    ...importRoutes(),
  ];
}

function publicRoutes(): Route[] {
  const shared = { method: 'get', tags: ['directory'], policy: anyone, limit: LIMITS.read } as const;
  return [
    route({
      ...shared,
      path: `${BASE}/regions`,
      operationId: 'listRegions',
      summary: '现在的区划',
      input: {},
      responses: { 200: { description: '市在前，其余按编码', body: PublicRegions } },
      handler: async ({ now }) => {
        const { items } = await listRecords('regions', {}, now);
        const shown = items.map(({ code, data: { name, level, parentCode } }) => ({
          code,
          name,
          level,
          parentCode,
        }));
        return { status: 200, body: { items: shown } };
      },
    }),
    route({
      ...shared,
      path: `${BASE}/halls`,
      operationId: 'listHalls',
      summary: '大厅和服务点',
      input: { query: PublicHallQuery },
      responses: { 200: { description: '按编码', body: PublicHalls } },
      handler: async ({ query, now }) => ({ status: 200, body: await presentHalls(query.regionCode, now) }),
    }),
    route({
      ...shared,
      path: `${BASE}/halls/{code}`,
      operationId: 'readHall',
      summary: '一个大厅里的机构和窗口',
      input: { params: DirectoryHallParams },
      responses: { 200: { description: '窗口排在负责它的机构下面', body: PublicHall } },
      handler: async ({ params, now }) => {
        const hall = await lookUp('halls', params.code, now);
        if (!hall) throw new AppError('not_found', { message: '没有找到这个大厅，请从列表里选' });
        return { status: 200, body: await presentHall(hall, now) };
      },
    }),
    route({
      ...shared,
      path: `${BASE}/search`,
      operationId: 'searchPlaces',
      summary: '找能评的：大厅、窗口、机构、事项、平台，认汉字和拼音；工作人员凭工号',
      input: { query: PlaceSearchQuery },
      responses: { 200: { description: '按类分开，最像的在前', body: PlaceSearch } },
      handler: async ({ query, now }) => {
        const found = await findPlaces(query.q, now);
        return { status: 200, body: presentFound(found, query) };
      },
    }),
  ];
}

function readRoutes(): Route[] {
  const shared = { method: 'get', tags: ['directory'], policy: staff(), limit: LIMITS.staff } as const;
  return [
    route({
      ...shared,
      path: `${STAFF_BASE}/{kind}`,
      operationId: 'listDirectoryRecords',
      summary: '查目录',
      input: { params: DirectoryKindParams, query: DirectoryListQuery },
      responses: { 200: { description: '按编码分页', body: DirectoryPage } },
      handler: async ({ params, query, now }) => {
        const { page, pageSize, asOf, ...filter } = query;
        const at = asOf === undefined ? now : new Date(asOf);
        if (filter.hallCode !== undefined && params.kind !== 'windows')
          throw wrongField('hallCode', '只有查窗口时才能用，请去掉');
        const paging = { skip: (page - 1) * pageSize, limit: pageSize };
        const list = await listRecords(params.kind, filter, at, paging);
        return { status: 200, body: await presentPage(params.kind, list, { page, pageSize }, at) };
      },
    }),
    route({
      ...shared,
      path: `${STAFF_BASE}/{kind}/{code}/history`,
      operationId: 'readDirectoryHistory',
      summary: '一条记录的历次版本',
      input: { params: DirectoryRecordParams },
      responses: { 200: { description: '新的在前', body: DirectoryHistory } },
      handler: async ({ params: { kind, code } }) => {
        const versions = await findVersions(kind, code);
        if (!versions)
          throw new AppError('not_found', { message: `没有编码为“${code}”的${DIRECTORY_KIND_NAMES[kind]}` });
        return { status: 200, body: presentHistory(kind, code, versions) };
      },
    }),
  ];
}

/** Everything of a kind as a file, and the empty file to fill in. */
function tableRoutes(format: TableFormat): Route[] {
  const shared = { method: 'get', tags: ['directory'], limit: LIMITS.staff } as const;
  const responses = {
    200: {
      description: `${format.toUpperCase()} 文件`,
      contentType: format === 'csv' ? 'text/csv; charset=utf-8' : TABLE_TYPES.xlsx,
    },
  } as const;
  const file = async (kind: DirectoryKind, rows: Record<string, string>[], name: string) => ({
    status: 200 as const,
    body: await writeTable(kind, rows, format),
    headers: { 'content-disposition': `attachment; filename="${name}.${format}"` },
  });
  const suffix = format === 'csv' ? 'Csv' : 'Xlsx';
  return [
    route({
      ...shared,
      path: `${STAFF_BASE}/{kind}/export.${format}`,
      operationId: `exportDirectory${suffix}`,
      summary: `导出现在的目录（${format.toUpperCase()}），改好可以再导入`,
      policy: staff(),
      input: { params: DirectoryKindParams },
      responses,
      handler: async ({ params: { kind }, now }) => {
        const items: Found<DirectoryKind>[] = (await listRecords(kind, {}, now)).items;
        const rows = items.map((record) => valuesOf(kind, record.code, record));
        return file(kind, rows, `${kind}-${dayOf(now)}`);
      },
    }),
    route({
      ...shared,
      path: `${STAFF_BASE}/{kind}/template.${format}`,
      operationId: `downloadDirectoryTemplate${suffix}`,
      summary: `空白导入模板（${format.toUpperCase()}）`,
      policy: IMPORTERS,
      input: { params: DirectoryKindParams },
      responses,
      handler: ({ params: { kind } }) => file(kind, [], `${kind}-template`),
    }),
  ];
}

function importRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: `${STAFF_BASE}/{kind}/import`,
      operationId: 'importDirectory',
      summary: '导入：先看会改什么、哪里有错，再全部写入；有一处错就一行也不写',
      tags: ['directory'],
      policy: IMPORTERS,
      limit: { by: 'actor', points: 60, seconds: 60 },
      input: {
        params: DirectoryKindParams,
        query: DirectoryImportQuery,
        raw: { contentTypes: Object.values(TABLE_TYPES), maxBytes: MAX_TABLE_BYTES },
      },
      responses: { 200: { description: '逐行的结果；committed 说明有没有写入', body: ImportReport } },
      handler: async ({ params: { kind }, query, raw, contentType, actor, now }) => {
        const run = query.commit === 'true' ? commitImport : previewImport;
        const body = await run(kind, fileOf(raw, contentType), importer(actor, now));
        return { status: 200, body };
      },
    }),
  ];
}

function fileOf(bytes: Buffer, contentType: string): { bytes: Buffer; format: TableFormat } {
  return { bytes, format: contentType === TABLE_TYPES.csv ? 'csv' : 'xlsx' };
}

/** A centre keeps the records of its own regions and those below; the system administrator all of them. */
function importer(actor: StaffActor, now: Date): Importer {
  const regionCodes = actor.role === 'system_admin' ? null : actor.regionCodes;
  return { at: now, by: actor.username, source: 'import', regionCodes };
}
