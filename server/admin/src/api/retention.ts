import { useQuery } from '@tanstack/react-query';
import type { RetentionReport } from '@haochaping/shared/contracts';
import { request } from './client.js';
import type { Paged } from './paged.js';

/** The latest runs of the retention periods. */
export function useRetentionReports(pageSize: number) {
  return useQuery({
    queryKey: ['retention-reports', pageSize],
    queryFn: ({ signal }) =>
      request<Paged<RetentionReport>>('/staff/retention-reports', { query: { page: 1, pageSize }, signal }),
  });
}
