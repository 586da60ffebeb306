import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ImprovementInput,
  ImprovementMoveInput,
  ImprovementPage,
  ImprovementView,
  SorePoints,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['improvements'] as const;
const BASE = '/staff/improvements';

/** What goes wrong again and again in some days. */
export const useSorePoints = (from: string, to: string) =>
  useQuery({
    queryKey: [...KEY, 'points', from, to],
    queryFn: ({ signal }) => request<SorePoints>('/staff/sore-points', { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });

/** What units were told to put right. */
export const useImprovements = (state: string | undefined, page: number, pageSize: number) =>
  useQuery({
    queryKey: [...KEY, 'list', state, page],
    queryFn: ({ signal }) => request<ImprovementPage>(BASE, { query: { state, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });

/** The lists, and what waits beside the navigation. */
function useReadAgain() {
  const client = useQueryClient();
  return () => Promise.all([KEY, ['overview']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function useAskImprovement() {
  const again = useReadAgain();
  return useMutation({
    mutationFn: (body: ImprovementInput) => request<ImprovementView>(BASE, { method: 'POST', body }),
    onSuccess: again,
  });
}

export function useMoveImprovement(id: string) {
  const again = useReadAgain();
  return useMutation({
    mutationFn: (body: ImprovementMoveInput) =>
      request<ImprovementView>(`${BASE}/${id}/moves`, { method: 'POST', body }),
    onSuccess: again,
  });
}
