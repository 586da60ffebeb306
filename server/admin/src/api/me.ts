import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  BindDocumentInput,
  BindPhoneInput,
  MyAccount,
  PhoneCodeSent,
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

/** The same, where the session tells of it as well. */
function useAccountDeed<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () =>
      Promise.all([KEY, SESSION_KEY].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export const useChangePassword = () =>
  useDeed((body: { oldPassword: string; newPassword: string }) =>
    request<undefined>(`${ME}/password`, { method: 'PUT', body }),
  );

/** I have seen what others did to my account up to this instant, and asked for it. */
export const useSeeChanges = () =>
  useAccountDeed((until: string) =>
    request<undefined>(`${ME}/changes/seen`, { method: 'PUT', body: { until } }),
  );

/** I did not ask for this change. */
export const useDisownChange = () =>
  useAccountDeed((id: string) =>
    request<undefined>(`${ME}/changes/${encodeURIComponent(id)}/disowned`, { method: 'PUT' }),
  );

/** Registers my document, if it goes with the name on my account. */
export const useBindDocument = () =>
  useDeed((body: BindDocumentInput) => request<undefined>(`${ME}/document`, { method: 'PUT', body }));

/** Has a code sent to my telephone. */
export const useSendPhoneCode = () =>
  useMutation({
    mutationFn: (phone: string) =>
      request<PhoneCodeSent>(`${ME}/phone/codes`, { method: 'POST', body: { phone } }),
  });

/** Registers my telephone with the code that came there. */
export const useBindPhone = () =>
  useDeed((body: BindPhoneInput) => request<undefined>(`${ME}/phone`, { method: 'PUT', body }));

/** Begins to set an authenticator app up; the old one works until the new one is confirmed. */
export const useBeginSecondFactor = () =>
  useDeed((password: string) =>
    request<SecondFactorSetUp>(`${ME}/second-factor`, { method: 'POST', body: { password } }),
  );

/** Takes the app in use; from now on this session counts as one with a second factor. */
export const useConfirmSecondFactor = () =>
  useAccountDeed((body: { setUp: string; code: string }) =>
    request<RecoveryCodes>(`${ME}/second-factor/confirm`, { method: 'POST', body }),
  );

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
