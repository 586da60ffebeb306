import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  IndicatorFigures,
  IndicatorMoveInput,
  IndicatorPage,
  IndicatorScheme,
  IndicatorUnit,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const PATH = '/staff/indicators';
const KEY = ['indicators'] as const;

type Query = Readonly<Record<string, string | undefined>>;

/** Units of a class side by side. */
export const useIndicatorScores = (query: Query, page: number, pageSize: number) =>
  useQuery({
    queryKey: [...KEY, 'scores', query, page, pageSize],
    queryFn: ({ signal }) =>
      request<IndicatorPage>(`${PATH}/scores`, { query: { ...query, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });

/** One unit, opened down to its figures. */
export const useIndicatorUnit = (query: Query) =>
  useQuery({
    queryKey: [...KEY, 'unit', query],
    queryFn: ({ signal }) => request<IndicatorUnit>(`${PATH}/unit`, { query, signal }),
    placeholderData: keepPreviousData,
  });

const schemePath = (unitClass: string) => `${PATH}/schemes/${encodeURIComponent(unitClass)}`;

/** A scheme with its versions and what is being written. */
export const useIndicatorScheme = (unitClass: string) =>
  useQuery({
    queryKey: [...KEY, 'scheme', unitClass],
    queryFn: ({ signal }) => request<IndicatorScheme>(schemePath(unitClass), { signal }),
    // Whoever looks something up comes back to what they were writing.
    refetchOnWindowFocus: false,
  });

/** What a leaf may be made of. */
export const useIndicatorFigures = (enabled: boolean) =>
  useQuery({
    queryKey: [...KEY, 'figures'],
    queryFn: ({ signal }) => request<IndicatorFigures>(`${PATH}/figures`, { signal }),
    enabled,
    staleTime: 5 * 60_000,
  });

export function useMoveScheme(unitClass: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: IndicatorMoveInput) =>
      request<IndicatorScheme>(`${schemePath(unitClass)}/moves`, { method: 'POST', body }),
    onSuccess: async (scheme) => {
      client.setQueryData([...KEY, 'scheme', unitClass], scheme);
      await client.invalidateQueries({ queryKey: [...KEY, 'scores'] });
      await client.invalidateQueries({ queryKey: [...KEY, 'unit'] });
    },
  });
}
