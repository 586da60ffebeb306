import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  DirectoryHistory,
  DirectoryKind,
  DirectoryPage,
  ImportReport,
  PublicRegions,
} from '@haochaping/shared/contracts/directory';
import { request } from './client.js';

/** A page of one kind of directory record. */
export function useDirectory(
  kind: DirectoryKind,
  query: Readonly<Record<string, string | undefined>>,
  page: number,
  pageSize: number,
) {
  return useQuery({
    queryKey: ['directory', kind, query, page, pageSize],
    queryFn: ({ signal }) =>
      request<DirectoryPage>(`/staff/directory/${kind}`, { query: { ...query, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The city and its districts and counties, to choose from. */
export function useRegions() {
  return useQuery({
    queryKey: ['regions'],
    queryFn: ({ signal }) => request<PublicRegions>('/directory/regions', { signal }),
    select: ({ items }) => items.map(({ code, name }) => ({ value: code, label: name })),
    staleTime: Infinity,
  });
}

export interface DirectoryName {
  code: string;
  label: string;
  regionCode: string;
}

/** A name with what tells it from others of the same name: the number of a person, the unit behind it, or the region where that is not in the name. */
function labelOf(kind: DirectoryKind, row: DirectoryPage['items'][number]): string {
  const { code, name, regionName, institutionName } = row;
  if (kind === 'staff') return `${name}（${code}）`;
  const more = institutionName && institutionName !== name ? institutionName : regionName;
  return name.includes(more) ? name : `${name}（${more}）`;
}

/** Where names are looked for: in a region, in an institution; absent for everywhere. */
export type Within = Readonly<Partial<Record<'regionCode' | 'institutionCode', string>>>;

/** Names to choose from: the first fifty that hold the typed words, with their unit where that says more. */
export function useDirectoryNames(kind: DirectoryKind, search: string, enabled = true, within: Within = {}) {
  return useQuery({
    queryKey: ['directory-names', kind, search, within],
    queryFn: ({ signal }) =>
      request<DirectoryPage>(`/staff/directory/${kind}`, {
        query: { ...within, search, page: 1, pageSize: 50 },
        signal,
      }),
    select: ({ items }): DirectoryName[] =>
      items.map((row) => ({ code: row.code, label: labelOf(kind, row), regionCode: row.regionCode })),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    enabled,
  });
}

/** The name behind a code; undefined while it is not known. */
export function useDirectoryName(kind: DirectoryKind, code: string | null): DirectoryName | undefined {
  const { data } = useDirectoryNames(kind, code ?? '', Boolean(code));
  return data?.find((one) => one.code === code);
}

/** Every version of one record. */
export function useDirectoryHistory(kind: DirectoryKind, code: string) {
  return useQuery({
    queryKey: ['directory-history', kind, code],
    queryFn: ({ signal }) =>
      request<DirectoryHistory>(`/staff/directory/${kind}/${encodeURIComponent(code)}/history`, { signal }),
  });
}

/** Where the browser downloads the table of one kind. */
export function exportUrl(kind: DirectoryKind, format: 'csv' | 'xlsx'): string {
  return `/api/v1/staff/directory/${kind}/export.${format}`;
}

const TABLE_TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Browsers do not agree on the type of a table; its name decides. */
export function tableOf(file: File): Blob {
  const type = file.name.toLowerCase().endsWith('.csv') ? TABLE_TYPES.csv : TABLE_TYPES.xlsx;
  return file.slice(0, file.size, type);
}

/** Checks a table (`commit` false) or writes it; the report tells every row. */
export function useImport(kind: DirectoryKind, commit: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) =>
      request<ImportReport>(`/staff/directory/${kind}/import`, {
        method: 'POST',
        query: { commit: String(commit) },
        body: tableOf(file),
      }),
    onSuccess: (report) => {
      if (!report.committed) return;
      client.removeQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith('directory'),
      });
    },
  });
}
