import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CaseAssignments,
  CaseAssignmentsInput,
  CaseCommandInput,
  CaseList,
  CaseOfficers,
  CasePage,
  CaseRow,
  CaseView,
  SimilarCases,
  TextReviewInput,
} from '@haochaping/shared/contracts';
import type { OfficerSide } from '@haochaping/shared/domain/cases/events';
import { ApiError, request } from './client.js';

const KEY = ['cases'] as const;
const pathOf = (id: string) => `/staff/cases/${encodeURIComponent(id)}`;

export interface CaseFilters {
  list: CaseList;
  search: string | undefined;
}

/** One of the work lists, what presses most first. */
export function useCases({ list, search }: CaseFilters, page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, 'list', list, search, page, pageSize],
    queryFn: ({ signal }) =>
      request<CasePage>('/staff/cases', { query: { list, search, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

export function useCase(id: string) {
  return useQuery({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }) => request<CaseView>(pathOf(id), { signal }),
    // Whoever looks something up elsewhere comes back to what they were writing; a move says when somebody was first.
    refetchOnWindowFocus: false,
  });
}

/** How far a poor rating is; null where no case is open yet, or none that this account may know of. */
export function useCaseOfRating(ratingId: string) {
  return useQuery({
    queryKey: [...KEY, 'of', ratingId],
    queryFn: async ({ signal }) => {
      try {
        return await request<CaseRow>(`/staff/ratings/${encodeURIComponent(ratingId)}/case`, { signal });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });
}

/** The accounts a case may be given to, at its department or among those who lead. */
export function useCaseOfficers(id: string, side: OfficerSide) {
  return useQuery({
    queryKey: [...KEY, 'officers', id, side],
    queryFn: ({ signal }) => request<CaseOfficers>(`${pathOf(id)}/officers`, { query: { side }, signal }),
  });
}

/** Whether the department reads words that a check found fault with; the case as it is after it. */
export function useReviewWords(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TextReviewInput) =>
      request<CaseView>(`${pathOf(id)}/words/review`, { method: 'POST', body }),
    onSuccess: (view) => client.setQueryData([...KEY, 'one', id], view),
  });
}

/** Cases that may be about the same matter. */
export function useSimilarCases(id: string) {
  return useQuery({
    queryKey: [...KEY, 'similar', id],
    queryFn: ({ signal }) => request<SimilarCases>(`${pathOf(id)}/similar`, { signal }),
  });
}

/** Several cases for one officer of their department; what was not done is told with its reason. */
export function useAssignCases() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CaseAssignmentsInput) =>
      request<CaseAssignments>('/staff/cases/assignments', { method: 'POST', body }),
    onSuccess: () =>
      Promise.all([KEY, ['overview']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** One step in a case, decided on the version that was seen; the case as it is after it. */
export function useMoveCase(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { version: number; command: CaseCommandInput }) =>
      request<CaseView>(`${pathOf(id)}/moves`, { method: 'POST', body }),
    onSuccess: async (view) => {
      client.setQueryData([...KEY, 'one', id], view);
      await Promise.all(
        [[...KEY, 'list'], ['overview']].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });
}
