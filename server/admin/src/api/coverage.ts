import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CoveragePage, InvitedFigures, InvitedQuery } from '@haochaping/shared/contracts';
import { request } from './client.js';

const BASE = '/staff/coverage';

/** Who was asked to rate in some days, and who did. */
export const useInvited = ({ from, to }: InvitedQuery) =>
  useQuery({
    queryKey: ['coverage', 'invited', from, to],
    queryFn: ({ signal }) => request<InvitedFigures>(`${BASE}/invited`, { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });

/** What cannot be rated, or only by those who look for it. */
export const useCoverage = (
  query: Readonly<Record<'reach' | 'kind' | 'search', string | undefined>>,
  page: number,
  pageSize: number,
) =>
  useQuery({
    queryKey: ['coverage', 'reach', query, page],
    queryFn: ({ signal }) => request<CoveragePage>(BASE, { query: { ...query, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
