import { useQuery } from '@tanstack/react-query';
import type { Overview } from '@haochaping/shared/contracts';
import { request } from './client.js';
import { useMay } from './session.js';

/** Today's figures, read again every half minute while the page is in view. */
export function useOverview() {
  const allowed = useMay('overview.read');
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => request<Overview>('/staff/overview', { signal }),
    enabled: allowed,
    refetchInterval: 30_000,
  });
}
