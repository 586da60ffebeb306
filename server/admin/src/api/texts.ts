import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ModeratedText, ModeratedTextPage, TextReviewInput } from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['texts'] as const;

/** The texts that stand so: waiting for a person, shown or hidden by one. */
export function useTexts(state: ModeratedText['state'], page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, state, page, pageSize],
    queryFn: ({ signal }) =>
      request<ModeratedTextPage>('/staff/texts', { query: { state, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/**
 * Decides about one text; also a refused decision has the list read again, because somebody else decided meanwhile. The
 * card goes with the list, so what became of the decision is told to whoever stays.
 */
export function useReview(
  { ratingId, detailsId }: Pick<ModeratedText, 'ratingId' | 'detailsId'>,
  told: { decided: (input: TextReviewInput) => void; refused: (error: Error) => void },
) {
  const client = useQueryClient();
  const path = `/staff/texts/${encodeURIComponent(ratingId)}/${encodeURIComponent(detailsId)}/review`;
  return useMutation({
    mutationFn: (body: TextReviewInput) => request<ModeratedText>(path, { method: 'POST', body }),
    onSuccess: (_, input) => told.decided(input),
    onError: told.refused,
    onSettled: () =>
      Promise.all([KEY, ['rating'], ['overview']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
