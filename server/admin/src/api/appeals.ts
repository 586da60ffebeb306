import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import type {
  AppealInput,
  AppealMoveInput,
  AppealOffer,
  AppealPage,
  AppealQuery,
  AppealView,
} from '@haochaping/shared/contracts';
import { request } from './client.js';
import type { FilesPath } from './files/files.js';

const KEY = ['appeals'] as const;
const pathOf = (id: string) => `/staff/appeals/${encodeURIComponent(id)}`;

/** Where one reads of a poor rating: the case one handles, or the rating one was shown. */
export type AppealPlace = 'cases' | 'ratings';
const offerPath = (place: AppealPlace, id: string) =>
  `/staff/${place}/${encodeURIComponent(id)}/appeal` as const;

/** Where evidence is sent before there is an appeal, and where that of an appeal is read. */
export const evidencePath = (place: AppealPlace, id: string): FilesPath => `${offerPath(place, id)}/files`;
export const filesOfAppeal = (id: string): FilesPath => `/staff/appeals/${encodeURIComponent(id)}/files`;

/** The appeals in a state, of the open ones the oldest first. */
export function useAppeals(state: AppealQuery['state'], page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, 'list', state, page, pageSize],
    queryFn: ({ signal }) =>
      request<AppealPage>('/staff/appeals', { query: { state, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useAppeal(id: string) {
  return useQuery({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }) => request<AppealView>(pathOf(id), { signal }),
    // Whoever looks into the case comes back to the decision they were writing.
    refetchOnWindowFocus: false,
  });
}

/** Whether there is an appeal, and whether this account may make one. */
export function useAppealOffer(place: AppealPlace, id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...KEY, 'offer', place, id],
    queryFn: ({ signal }) => request<AppealOffer>(offerPath(place, id), { signal }),
    enabled,
    refetchOnWindowFocus: false,
  });
}

const READ_AGAIN = [[...KEY, 'list'], [...KEY, 'offer'], ['cases'], ['rating'], ['overview']];
const readAgain = (client: QueryClient, view: AppealView) => {
  client.setQueryData([...KEY, 'one', view.id], view);
  return Promise.all(READ_AGAIN.map((queryKey) => client.invalidateQueries({ queryKey })));
};

export function useFileAppeal(place: AppealPlace, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AppealInput) => request<AppealView>(offerPath(place, id), { method: 'POST', body }),
    onSuccess: (view) => readAgain(client, view),
  });
}

/** Decides, or takes back, on the version that was seen. */
export function useMoveAppeal(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AppealMoveInput) =>
      request<AppealView>(`${pathOf(id)}/moves`, { method: 'POST', body }),
    onSuccess: (view) => readAgain(client, view),
  });
}
