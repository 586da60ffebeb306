import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SubmissionPage, SubmissionView } from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['submissions'] as const;
const LOOK_AGAIN_MS = 5_000;

/** Ratings on their way to the province; read again by itself while something is moving. */
export function useSubmissions(
  filter: Readonly<Record<string, string | undefined>>,
  page: number,
  pageSize: number,
) {
  return useQuery({
    queryKey: [...KEY, filter, page, pageSize],
    queryFn: ({ signal }) =>
      request<SubmissionPage>('/staff/forwarding/submissions', {
        query: { ...filter, page, pageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state === 'sending' || one.state === 'waiting')
        ? LOOK_AGAIN_MS
        : false,
  });
}

/** Puts a rating at the head of the queue again. */
export function useResend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ratingId: string) =>
      request<SubmissionView>(`/staff/forwarding/submissions/${encodeURIComponent(ratingId)}/resend`, {
        method: 'POST',
      }),
    onSettled: () =>
      Promise.all(
        [KEY, ['rating'], ['ratings'], ['overview']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
