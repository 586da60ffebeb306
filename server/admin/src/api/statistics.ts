import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StatisticsPage, StatisticsSummary } from '@haochaping/shared/contracts';
import { request } from './client.js';

const PATH = '/staff/statistics';
const SOON_MS = 5_000;

type Query = Readonly<Record<string, string | undefined>>;

/** What is drawn of a subject and period; read again as long as some of its days are being counted. */
export const useStatistics = (query: Query) =>
  useQuery({
    queryKey: ['statistics', 'summary', query],
    queryFn: ({ signal }) => request<StatisticsSummary>(`${PATH}/summary`, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.waiting ? SOON_MS : false),
  });

/** Subjects side by side. @param countedAt read again when the days were counted anew */
export const useStatisticsList = (query: Query, page: number, pageSize: number, countedAt: string | null) =>
  useQuery({
    queryKey: ['statistics', 'subjects', query, page, pageSize, countedAt],
    queryFn: ({ signal }) =>
      request<StatisticsPage>(`${PATH}/subjects`, { query: { ...query, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
