import {
  DIRECTORY_KIND_NAMES,
  HALL_TYPES,
  type DirectoryHistory,
  type DirectoryKind,
  type DirectoryPage,
  type DirectoryRow,
  type PlaceSearch,
  type PlaceSearchQuery,
  type PublicHall,
  type PublicHalls,
} from '@haochaping/shared/contracts/directory';
import type { PlaceKind } from '@haochaping/shared/domain';
import { dayOf } from './cells.js';
import { CODE_FIELD, dataColumns, tableColumns, VALID_FROM, VALID_TO } from './kinds.js';
import { changedColumns } from './imports/plan.js';
import type { FoundPlace } from './search/places-found.js';
import { allRegions, listRecords, lookUpAll } from './service.js';
import type { Found, RecordData, Version } from './types.js';

type Showable = Pick<Version, 'validFrom' | 'validTo'> & { data: unknown };

/** A version in the words of its table: heading to text. The same for the console, the export and the next import. */
export function valuesOf(kind: DirectoryKind, code: string, version: Showable): Record<string, string> {
  const data = version.data as RecordData;
  return Object.fromEntries(
    tableColumns(kind).map((column) => {
      if (column === VALID_FROM) return [column.heading, dayOf(version.validFrom)];
      if (column === VALID_TO) return [column.heading, version.validTo ? dayOf(version.validTo) : ''];
      const value = column.field === CODE_FIELD ? code : (data[column.field] ?? null);
      return [column.heading, column.format.write(value)];
    }),
  );
}

/** A page of records, with the names of the regions and institutions they belong to at that instant. */
export async function presentPage(
  kind: DirectoryKind,
  list: { items: Found<DirectoryKind>[]; total: number },
  page: { page: number; pageSize: number },
  at: Date,
): Promise<DirectoryPage> {
  const belonging = await belongingOf(kind, list.items, at);
  return {
    kind,
    kindName: DIRECTORY_KIND_NAMES[kind],
    columns: tableColumns(kind).map(({ heading }) => heading),
    items: list.items.map((record) => presentRow(kind, record, belonging)),
    total: list.total,
    ...page,
  };
}

interface Belonging {
  regionNames: ReadonlyMap<string, string>;
  institutions: ReadonlyMap<string, Found<'institutions'>>;
  halls: ReadonlyMap<string, Found<'halls'>>;
}

async function belongingOf(
  kind: DirectoryKind,
  records: Found<DirectoryKind>[],
  at: Date,
): Promise<Belonging> {
  const codes = (field: string) =>
    records.flatMap(({ data }) => {
      const value = (data as unknown as RecordData)[field];
      return typeof value === 'string' ? [value] : [];
    });
  const [regions, institutions, halls] = await Promise.all([
    allRegions(),
    lookUpAll('institutions', codes('institutionCode'), at),
    lookUpAll('halls', kind === 'windows' ? codes('hallCode') : [], at),
  ]);
  return { regionNames: new Map(regions.map(({ code, name }) => [code, name])), institutions, halls };
}

function presentRow(kind: DirectoryKind, record: Found<DirectoryKind>, among: Belonging): DirectoryRow {
  const data = record.data as unknown as RecordData;
  const text = (field: string) => (typeof data[field] === 'string' ? data[field] : null);
  const institutionCode = kind === 'institutions' ? record.code : text('institutionCode');
  const institution = institutionCode === null ? undefined : among.institutions.get(institutionCode);
  const regionCode =
    kind === 'regions'
      ? record.code
      : (text('regionCode') ??
        among.halls.get(text('hallCode') ?? '')?.data.regionCode ??
        institution?.data.regionCode ??
        '');
  return {
    code: record.code,
    name: data.name,
    regionCode,
    regionName: among.regionNames.get(regionCode) ?? '',
    institutionCode,
    institutionName: kind === 'institutions' ? data.name : (institution?.data.name ?? null),
    revision: record.revision,
    validFrom: record.validFrom.toISOString(),
    validTo: record.validTo?.toISOString() ?? null,
    values: valuesOf(kind, record.code, record),
  };
}

/** Every version of one record, latest first, each with what it changed. */
export function presentHistory(kind: DirectoryKind, code: string, versions: Version[]): DirectoryHistory {
  return {
    kind,
    code,
    versions: versions
      .map((version, i) => {
        const before = versions[i - 1];
        return {
          revision: version.revision,
          validFrom: version.validFrom.toISOString(),
          validTo: version.validTo?.toISOString() ?? null,
          recordedAt: version.recordedAt.toISOString(),
          recordedBy: version.recordedBy,
          source: version.source,
          values: valuesOf(kind, code, version),
          changes: before ? changedColumns(dataColumns(kind), before.data, version.data) : [],
        };
      })
      .reverse(),
  };
}

type HallRow = PublicHalls['items'][number];

/** The halls in force, for a citizen who looks for the place of service. */
export async function presentHalls(regionCode: string | undefined, at: Date): Promise<PublicHalls> {
  const { items } = await listRecords('halls', { regionCode }, at);
  const windows = await listRecords('windows', { regionCode }, at);
  const names = new Map((await allRegions()).map(({ code, name }) => [code, name]));
  const inHall = (code: string) => windows.items.filter(({ data }) => data.hallCode === code).length;
  return { items: items.map((hall) => presentHallRow(hall, names, inHall(hall.code))) };
}

function presentHallRow(
  { code, data }: Found<'halls'>,
  regionNames: ReadonlyMap<string, string>,
  windowCount: number,
): HallRow {
  return {
    code,
    name: data.name,
    type: data.type,
    typeName: HALL_TYPES[data.type],
    regionCode: data.regionCode,
    regionName: regionNames.get(data.regionCode) ?? '',
    address: data.address,
    openingHours: data.openingHours,
    windowCount,
  };
}

/** One hall with its windows, under the institution that answers for each. No person is named: people are rated from an invitation. */
export async function presentHall(hall: Found<'halls'>, at: Date): Promise<PublicHall> {
  const { items: windows } = await listRecords('windows', { hallCode: hall.code }, at);
  const institutions = await lookUpAll(
    'institutions',
    [
      hall.data.institutionCode,
      ...windows.flatMap(({ data }) => [data.institutionCode, ...data.servesCodes]),
    ],
    at,
  );
  const names = new Map((await allRegions()).map(({ code, name }) => [code, name]));
  const named = (code: string) => ({ code, name: institutions.get(code)?.data.name ?? code });
  const answering = [...new Set(windows.map(({ data }) => data.institutionCode))];
  return {
    ...presentHallRow(hall, names, windows.length),
    operator: named(hall.data.institutionCode),
    institutions: answering.map((code) => ({
      ...named(code),
      windows: windows
        .filter(({ data }) => data.institutionCode === code)
        .map(({ code: windowCode, data }) => ({
          code: windowCode,
          name: data.name,
          number: data.number,
          serves: data.servesCodes.map(named),
        })),
    })),
  };
}

/** A page of each kind that was found, or of the one that was asked for. */
export function presentFound(
  found: ReadonlyMap<PlaceKind, readonly FoundPlace[]>,
  { kind: only, page, pageSize }: PlaceSearchQuery,
): PlaceSearch {
  const groups = [...found]
    .filter(([kind]) => !only || kind === only)
    .map(([kind, all]) => ({
      kind,
      total: all.length,
      items: all
        .slice((page - 1) * pageSize, page * pageSize)
        .map(({ code, title, place }) => ({ code, title, place })),
    }));
  return { groups, page, pageSize };
}
