import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DirectoryPage } from '@haochaping/shared/contracts/directory';
import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
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
      request<DirectoryPage>(`/directory/${kind}`, { query: { ...query, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

export interface DirectoryName {
  code: string;
  label: string;
}

/** Names to choose from: the first fifty that hold the typed words, with their unit where that says more. */
export function useDirectoryNames(kind: DirectoryKind, search: string, enabled = true) {
  return useQuery({
    queryKey: ['directory-names', kind, search],
    queryFn: ({ signal }) =>
      request<DirectoryPage>(`/directory/${kind}`, { query: { search, page: 1, pageSize: 50 }, signal }),
    select: ({ items }): DirectoryName[] =>
      items.map(({ code, name, regionName, institutionName }) => ({
        code,
        label: `${name}（${institutionName && institutionName !== name ? institutionName : regionName}）`,
      })),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    enabled,
  });
}
