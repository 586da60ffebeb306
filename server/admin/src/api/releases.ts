import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RatingHandlers, ReleasedRating } from '@haochaping/shared/contracts';
import { request } from './client.js';

const pathOf = (ratingId: string) => `/staff/ratings/${encodeURIComponent(ratingId)}`;

/** The accounts a rating may be released to. */
export function useHandlers(ratingId: string) {
  return useQuery({
    queryKey: ['rating-handlers', ratingId],
    queryFn: ({ signal }) => request<RatingHandlers>(`${pathOf(ratingId)}/handlers`, { signal }),
  });
}

/** Releases a rating to accounts, and has it read again. */
export function useRelease(ratingId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (handlers: string[]) =>
      request<ReleasedRating>(`${pathOf(ratingId)}/release`, { method: 'POST', body: { handlers } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['rating', ratingId] }),
  });
}
