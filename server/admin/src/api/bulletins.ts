import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  BulletinInput,
  BulletinMoveInput,
  BulletinPage,
  BulletinView,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['bulletins'] as const;
const BASE = '/staff/bulletins';

export const useBulletins = (page: number, pageSize: number) =>
  useQuery({
    queryKey: [...KEY, 'list', page],
    queryFn: ({ signal }) => request<BulletinPage>(BASE, { query: { page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });

/** One bulletin; that a unit opened it is its receipt. */
export const useBulletin = (id: string) =>
  useQuery({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }) => request<BulletinView>(`${BASE}/${id}`, { signal }),
    // Whoever looks something up comes back to what they were writing.
    refetchOnWindowFocus: false,
  });

export function useWriteBulletin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BulletinInput) => request<BulletinView>(BASE, { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useMoveBulletin(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BulletinMoveInput) =>
      request<BulletinView>(`${BASE}/${id}/moves`, { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
