import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type {
  OversightCasePage,
  OversightFigures,
  OversightList,
  OversightPeriod,
  RepeatedPoorRatings,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['oversight'] as const;
const PATH = '/staff/oversight';

/** The figures of a period, and how many cases stand in each list. */
export function useOversightFigures({ from, to }: OversightPeriod) {
  return useQuery({
    queryKey: [...KEY, 'figures', from, to],
    queryFn: ({ signal }) => request<OversightFigures>(`${PATH}/figures`, { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useOversightCases(
  list: OversightList,
  { from, to }: OversightPeriod,
  page: number,
  pageSize: number,
) {
  return useQuery({
    queryKey: [...KEY, 'cases', list, from, to, page, pageSize],
    queryFn: ({ signal }) =>
      request<OversightCasePage>(`${PATH}/cases`, { query: { list, from, to, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** What was rated poorly again and again. */
export function useRepeated({ from, to }: OversightPeriod) {
  return useQuery({
    queryKey: [...KEY, 'repeated', from, to],
    queryFn: ({ signal }) =>
      request<RepeatedPoorRatings>(`${PATH}/repeated`, { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });
}
