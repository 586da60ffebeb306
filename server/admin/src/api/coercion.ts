import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CoercionMoveInput, CoercionPage, CoercionReport } from '@haochaping/shared/contracts';
import type { CoercionState } from '@haochaping/shared/domain/coercion';
import { request } from './client.js';

const KEY = ['coercion'] as const;
const PATH = '/staff/coercion-reports';

/** The reports of coercion and retaliation in a state, and how many there are in each. */
export function useCoercionReports(state: CoercionState, page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, state, page, pageSize],
    queryFn: ({ signal }) => request<CoercionPage>(PATH, { query: { state, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** A step with one report; whatever came of it, the lists and the counts of the navigation are read again. */
export function useMoveCoercionReport(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CoercionMoveInput) =>
      request<CoercionReport>(`${PATH}/${encodeURIComponent(id)}/moves`, { method: 'POST', body }),
    onSettled: () =>
      Promise.all([KEY, ['overview']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
