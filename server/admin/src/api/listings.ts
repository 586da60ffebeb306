import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import type {
  CandidateQuery,
  Candidates,
  ListingInput,
  ListingMoveInput,
  ListingPage,
  ListingView,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['listings'] as const;
const BASE = '/staff/listings';

/** Who the records bring up for a list of a period. */
export const useCandidates = ({ list, kind, period }: CandidateQuery) =>
  useQuery({
    queryKey: [...KEY, 'candidates', list, kind, period],
    queryFn: ({ signal }) =>
      request<Candidates>('/staff/listing-candidates', { query: { list, kind, period }, signal }),
    placeholderData: keepPreviousData,
  });

/** Entries this account may see, the newest first. */
export const useListings = (
  { list, state }: { list: string | undefined; state: string | undefined },
  page: number,
  pageSize: number,
) =>
  useQuery({
    queryKey: [...KEY, 'list', list, state, page],
    queryFn: ({ signal }) => request<ListingPage>(BASE, { query: { list, state, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });

export const useListing = (id: string) =>
  useQuery({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }) => request<ListingView>(`${BASE}/${encodeURIComponent(id)}`, { signal }),
    // Whoever looks something up comes back to what they were writing.
    refetchOnWindowFocus: false,
  });

const keep = (client: QueryClient, view: ListingView) => {
  client.setQueryData([...KEY, 'one', view.id], view);
  const changed = [[...KEY, 'list'], [...KEY, 'candidates'], ['overview']];
  return Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })));
};

export function usePutOnList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ListingInput) => request<ListingView>(BASE, { method: 'POST', body }),
    onSuccess: (view) => keep(client, view),
  });
}

export function useMoveListing(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ListingMoveInput) =>
      request<ListingView>(`${BASE}/${encodeURIComponent(id)}/moves`, { method: 'POST', body }),
    onSuccess: (view) => keep(client, view),
  });
}
