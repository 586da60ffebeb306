import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { StaffSession } from '@haochaping/shared/contracts';
import { ApiError, request, SESSION, takeCsrfToken } from './client.js';

export const SESSION_KEY = ['session'] as const;

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

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { username: string; password: string }) =>
      request<StaffSession>(SESSION, { method: 'POST', body }),
    onSuccess: (session) => {
      takeCsrfToken(session);
      client.setQueryData(SESSION_KEY, session);
    },
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
