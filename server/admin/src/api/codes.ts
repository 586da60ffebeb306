import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StaticCodeView } from '@haochaping/shared/contracts';
import type { PlaceKind } from '@haochaping/shared/domain/rating/attribution';
import { request } from './client.js';
import type { Paged } from './paged.js';

const KEY = ['static-codes'] as const;

export interface NewCode {
  targetKind: PlaceKind;
  targetCode: string;
}

export function useCodes(search: string | undefined, page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, search, page],
    queryFn: ({ signal }) =>
      request<Paged<StaticCodeView>>('/staff/static-codes', { query: { search, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useMakeCode() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewCode) => request<StaticCodeView>('/staff/static-codes', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** The picture as this console reaches it: the link names the public address, which may be another one inside the office network. */
export function localPath(link: string): string {
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}
