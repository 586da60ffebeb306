import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  BindIdentityInput,
  MyAccount,
  RecoveryCodes,
  SecondFactorSetUp,
  StaffSessionView,
} from '@haochaping/shared/contracts';
import { request } from './client.js';
import { SESSION_KEY } from './session.js';

const ME = '/staff/me';
const SESSIONS = '/staff/sessions';
const KEY = ['me'] as const;
const SESSIONS_KEY = ['me', 'sessions'] as const;

/** My own account: what protects it, and what is registered of me. */
export function useMe() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => request<MyAccount>(ME, { signal }) });
}

/** Where I am signed in. */
export function useMySessions() {
  return useQuery({
    queryKey: SESSIONS_KEY,
    queryFn: ({ signal }) => request<{ items: StaffSessionView[] }>(SESSIONS, { signal }),
  });
}

/** Something I do to my account; what is shown of it is read again afterwards. */
function useDeed<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export const useChangePassword = () =>
  useDeed((body: { oldPassword: string; newPassword: string }) =>
    request<undefined>(`${ME}/password`, { method: 'PUT', body }),
  );

export const useBindIdentity = () =>
  useDeed((body: BindIdentityInput) => request<undefined>(`${ME}/identity`, { method: 'PUT', body }));

/** Begins to set an authenticator app up; the old one works until the new one is confirmed. */
export const useBeginSecondFactor = () =>
  useDeed((password: string) =>
    request<SecondFactorSetUp>(`${ME}/second-factor`, { method: 'POST', body: { password } }),
  );

/** Takes the app in use; from now on this session counts as one with a second factor. */
export function useConfirmSecondFactor() {
  const client = useQueryClient();
  const deed = (body: { setUp: string; code: string }) =>
    request<RecoveryCodes>(`${ME}/second-factor/confirm`, { method: 'POST', body });
  return useMutation({
    mutationFn: deed,
    onSuccess: () =>
      Promise.all([KEY, SESSION_KEY].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export const useRenewRecoveryCodes = () =>
  useDeed((code: string) =>
    request<RecoveryCodes>(`${ME}/recovery-codes`, { method: 'POST', body: { code } }),
  );

export const useEndSession = () =>
  useDeed((id: string) => request<undefined>(`${SESSIONS}/${encodeURIComponent(id)}`, { method: 'DELETE' }));

/** Ends every session but this one. */
export const useEndOtherSessions = () =>
  useDeed<void, undefined>(() =>
    request<undefined>(SESSIONS, { method: 'DELETE', query: { keepThis: 'true' } }),
  );
