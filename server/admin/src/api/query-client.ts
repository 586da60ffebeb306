import { QueryClient } from '@tanstack/react-query';
import { ApiError, whenSignedOut } from './client.js';
import { loseSession } from './session.js';

/** The cache of everything read. What the server refused (4xx) is not asked again by itself; a lost connection is, twice. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
    },
  });
  whenSignedOut(() => loseSession(client));
  return client;
}
