import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StaffRatingPage, StaffRatingView } from '@haochaping/shared/contracts';
import { request } from './client.js';

type RatingFilter = Readonly<Record<string, string | undefined>>;

/** A page of ratings; the page before stays in view until the next is there. */
export function useRatings(filter: RatingFilter, page: number, pageSize: number) {
  return useQuery({
    queryKey: ['ratings', filter, page, pageSize],
    queryFn: ({ signal }) =>
      request<StaffRatingPage>('/staff/ratings', { query: { ...filter, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** One rating. While it is still on its way to the province it is read again every few seconds. */
export function useRating(id: string) {
  return useQuery({
    queryKey: ['rating', id],
    queryFn: ({ signal }) => request<StaffRatingView>(`/staff/ratings/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => {
      const delivery = state.data?.forwarding?.state;
      return delivery === 'waiting' || delivery === 'sending' ? 4_000 : false;
    },
  });
}
