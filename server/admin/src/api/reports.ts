import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import type { ReportInput, ReportMoveInput, ReportPage, ReportView } from '@haochaping/shared/contracts';
import { request } from './client.js';
import { save } from './files/save.js';

const KEY = ['reports'] as const;
const BASE = '/staff/reports';
const pathOf = (id: string) => `${BASE}/${encodeURIComponent(id)}`;

/** Reports in a state, or all; the last period first. */
export const useReports = (state: string | undefined, page: number, pageSize: number) =>
  useQuery({
    queryKey: [...KEY, 'list', state, page],
    queryFn: ({ signal }) => request<ReportPage>(BASE, { query: { state, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });

export const useReport = (id: string) =>
  useQuery({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }) => request<ReportView>(pathOf(id), { signal }),
    // Whoever looks something up comes back to what they were writing.
    refetchOnWindowFocus: false,
  });

const keep = (client: QueryClient, view: ReportView) => {
  client.setQueryData([...KEY, 'one', view.id], view);
  return client.invalidateQueries({ queryKey: [...KEY, 'list'] });
};

export function useDraftReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReportInput) => request<ReportView>(BASE, { method: 'POST', body }),
    onSuccess: (view) => keep(client, view),
  });
}

export function useMoveReport(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReportMoveInput) =>
      request<ReportView>(`${pathOf(id)}/moves`, { method: 'POST', body }),
    onSuccess: (view) => keep(client, view),
  });
}

/** A report as a file, to print or to go on writing in. */
export const useSaveReport = (id: string, title: string) =>
  useMutation({
    mutationFn: (format: 'pdf' | 'docx') => save(`${pathOf(id)}/report.${format}`, `${title}.${format}`),
  });
