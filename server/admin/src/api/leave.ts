import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseOfficers, LeaveInput, MyLeave } from '@haochaping/shared/contracts';
import { request } from './client.js';

const PATH = '/staff/me/leave';
const KEY = ['me', 'leave'] as const;

/** My leave; null when I am here. */
export function useMyLeave() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => request<MyLeave>(PATH, { signal }) });
}

/** Who may see to my cases meanwhile. */
export function useDeputies() {
  return useQuery({
    queryKey: [...KEY, 'deputies'],
    queryFn: ({ signal }) => request<CaseOfficers>(`${PATH}/deputies`, { signal }),
  });
}

function useLeaveDeed<Input>(act: (input: Input) => Promise<MyLeave>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (told) => {
      client.setQueryData(KEY, told);
      return Promise.all([['cases'], ['overview']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

/** From now on I am away, and somebody else sees to my cases. */
export const useGoOnLeave = () =>
  useLeaveDeed((body: LeaveInput) => request<MyLeave>(PATH, { method: 'PUT', body }));

/** I am back. */
export const useComeBack = () => useLeaveDeed(() => request<MyLeave>(PATH, { method: 'DELETE' }));
