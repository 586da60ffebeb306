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

interface DirectoryName {
  code: string;
  label: string;
}

/** A name with what tells it from others of the same name: the unit behind it, or the region where that is not in the name. */
function labelOf({ name, regionName, institutionName }: DirectoryPage['items'][number]): string {
  const more = institutionName && institutionName !== name ? institutionName : regionName;
  return name.includes(more) ? name : `${name}（${more}）`;
}

/** Names to choose from: the first fifty that hold the typed words, with their unit where that says more. */
export function useDirectoryNames(kind: DirectoryKind, search: string, enabled = true) {
  return useQuery({
    queryKey: ['directory-names', kind, search],
    queryFn: ({ signal }) =>
      request<DirectoryPage>(`/staff/directory/${kind}`, {
        query: { search, page: 1, pageSize: 50 },
        signal,
      }),
    select: ({ items }): DirectoryName[] => items.map((row) => ({ code: row.code, label: labelOf(row) })),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    enabled,
  });
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
function typed(file: File): Blob {
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
        body: typed(file),
      }),
    onSuccess: (report) => {
      if (!report.committed) return;
      client.removeQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith('directory'),
      });
    },
  });
}
