import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { SignInSetUpDone, SignInStep, StaffSession } from '@haochaping/shared/contracts';
import { ApiError, request, SESSION, takeCsrfToken } from './client.js';

export const SESSION_KEY = ['session'] as const;
/** Set while the last session ended without its owner asking for it. */
const LOST_KEY = ['session', 'lost'] as const;

async function loadSession(): Promise<StaffSession | null> {
  try {
    const session = await request<StaffSession>(SESSION);
    takeCsrfToken(session);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Forgets who was signed in and everything read in that session; whoever looks at the session sees that it is over. */
export function forgetSession(client: QueryClient): void {
  takeCsrfToken(null);
  client.setQueryData(SESSION_KEY, null);
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] });
}

/** The server ended the session: whoever sat there is told so before they sign in again. */
export function loseSession(client: QueryClient): void {
  client.setQueryData(LOST_KEY, true);
  forgetSession(client);
}

/** Whether the last session was ended by somebody else, or ran out. */
export function useLostSession(): boolean {
  return useQueryClient().getQueryData<boolean>(LOST_KEY) ?? false;
}

/** Who is signed in; `data` is null when nobody is. */
export function useSessionQuery() {
  return useQuery({ queryKey: SESSION_KEY, queryFn: loadSession, staleTime: 5 * 60_000 });
}

/** The signed-in staff member; only for what stands inside the shell. */
export function useSession(): StaffSession {
  const { data } = useSessionQuery();
  if (!data) throw new Error('useSession stands outside the signed-in shell');
  return data;
}

/** Whether the server allows this operation; what is not allowed is not shown. */
export function useMay(operation: string): boolean {
  return useSession().may.includes(operation);
}

/** A step of the sign-in as it is sent: which one, and what was typed. */
export type SignInRequest =
  | { step: ''; body: { username: string; password: string } }
  | { step: '/code'; body: { challenge: string; code: string } }
  | { step: '/new-password'; body: { challenge: string; newPassword: string } };

/** Enters with a session: from now on the console stands open. */
export function useEnter(): (session: StaffSession) => void {
  const client = useQueryClient();
  return (session) => {
    takeCsrfToken(session);
    client.setQueryData(LOST_KEY, false);
    client.setQueryData(SESSION_KEY, session);
  };
}

/** One step of the sign-in; resolves with what is asked next, or with nothing once the console stands open. */
export function useSignIn() {
  const enter = useEnter();
  return useMutation({
    mutationFn: async ({ step, body }: SignInRequest): Promise<SignInStep | null> => {
      const answer = await request<StaffSession | SignInStep>(`${SESSION}${step}`, { method: 'POST', body });
      if ('next' in answer) return answer;
      enter(answer);
      return null;
    },
  });
}

/** The last step of whoever sets an authenticator app up; the caller shows the recovery codes before it enters. */
export function useSignInSetUp() {
  return useMutation({
    mutationFn: (body: { challenge: string; setUp: string; code: string }) =>
      request<SignInSetUpDone>(`${SESSION}/second-factor`, { method: 'POST', body }),
  });
}

/** Ends the session and forgets everything that was read in it. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<undefined>(SESSION, { method: 'DELETE' }),
    onSuccess: () => forgetSession(client),
  });
}
