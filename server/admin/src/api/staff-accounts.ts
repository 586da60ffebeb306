import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type {
  InitialPassword,
  NewStaffAccountInput,
  StaffAccountDetail,
  StaffAccountPage,
  StaffAccountView,
  StaffRightsInput,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const ACCOUNTS = '/staff/accounts';
const KEY = ['staff-accounts'] as const;
const pathOf = (id: string) => `${ACCOUNTS}/${encodeURIComponent(id)}`;

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
    queryFn: ({ signal }) => request<StaffAccountDetail>(pathOf(id), { signal }),
  });
}

function useReadAgain() {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: KEY }), [client]);
}

/**
 * Something done to one account. What is shown of it is read again whatever became of the deed, and its button may go with
 * that, so whoever stays is told.
 */
function useDeed<Answer>(act: () => Promise<Answer>, onDone: (answer: Answer) => void) {
  return useMutation<Answer, Error, void>({
    mutationFn: act,
    // An answer may hold a password: it goes with whoever asked for it.
    gcTime: 0,
    onSuccess: onDone,
    onSettled: useReadAgain(),
  });
}

export type Care = 'disable' | 'enable' | 'unlock' | 'second-factor-reset' | 'identity-reset';

/** Stops an account, lets it work again, lets its owner try again, takes a lost telephone away, or forgets whose it was. */
export const useCare = (id: string, care: Care, onDone: () => void) =>
  useDeed(() => request<StaffAccountView>(`${pathOf(id)}/${care}`, { method: 'POST' }), onDone);

/** Ends every sign-in of an account. */
export const useEndSessionsOf = (id: string, onDone: () => void) =>
  useDeed(() => request<undefined>(`${pathOf(id)}/sessions`, { method: 'DELETE' }), onDone);

/** A new first password; the answer is the only place where it stands. */
export const useResetPassword = (id: string, onDone: (answer: InitialPassword) => void) =>
  useDeed(() => request<InitialPassword>(`${pathOf(id)}/password-reset`, { method: 'POST' }), onDone);

/** Gives an account other rights. */
export function useChangeRights(id: string, onDone: () => void) {
  return useMutation({
    mutationFn: (body: StaffRightsInput) =>
      request<StaffAccountView>(`${pathOf(id)}/rights`, { method: 'PUT', body }),
    onSuccess: onDone,
    onSettled: useReadAgain(),
  });
}

/** Makes an account; the first password stands in the answer and nowhere else. */
export function useCreateAccount() {
  return useMutation({
    mutationFn: (body: NewStaffAccountInput) => request<InitialPassword>(ACCOUNTS, { method: 'POST', body }),
    gcTime: 0,
    onSuccess: useReadAgain(),
  });
}
