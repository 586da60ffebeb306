import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeadEffect } from '@haochaping/shared/contracts';
import { request } from './client.js';
import type { Paged } from './paged.js';

const KEY = ['dead-effects'] as const;

/** Background work that failed too often and waits for a person. */
export function useDeadEffects(page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, page],
    queryFn: ({ signal }) =>
      request<Paged<DeadEffect>>('/staff/effects/dead', { query: { page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useRetryEffect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      request<undefined>(`/staff/effects/dead/${encodeURIComponent(id)}/retry`, { method: 'POST' }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: KEY }),
        client.invalidateQueries({ queryKey: ['overview'] }),
      ]),
  });
}
