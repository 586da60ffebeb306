import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StaffAccountDetail, StaffAccountPage } from '@haochaping/shared/contracts';
import { request } from './client.js';

const ACCOUNTS = '/staff/accounts';
const KEY = ['staff-accounts'] as const;

type Filter = Readonly<Record<string, string | undefined>>;

/** A page of the accounts in one's own regions. */
export function useAccounts(filter: Filter, page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, filter, page, pageSize],
    queryFn: ({ signal }) =>
      request<StaffAccountPage>(ACCOUNTS, { query: { ...filter, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** One account with its sign-ins and what was done to its rights. */
export function useAccount(id: string) {
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: ({ signal }) => request<StaffAccountDetail>(`${ACCOUNTS}/${encodeURIComponent(id)}`, { signal }),
  });
}
