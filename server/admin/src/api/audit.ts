import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { AuditChainReport, AuditEntryPage } from '@haochaping/shared/contracts';
import { request } from './client.js';
import { save } from './files/save.js';

type AuditFilter = Readonly<Record<string, string | undefined>>;

/** A page of the sealed audit log, newest first. */
export function useAuditEntries(filter: AuditFilter, page: number, pageSize: number) {
  return useQuery({
    queryKey: ['audit', filter, page, pageSize],
    queryFn: ({ signal }) =>
      request<AuditEntryPage>('/staff/audit/entries', { query: { ...filter, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Has the whole chain recomputed; asked for by hand, since it takes as long as the chain. */
export function useVerifyChain() {
  return useMutation({ mutationFn: () => request<AuditChainReport>('/staff/audit/chain') });
}

export interface AuditExport {
  /** Days in Beijing, both included. */
  from: string;
  to: string;
  format: 'csv' | 'jsonl';
}

/** Hands the export of a period to the browser as a file. */
export function useExportAudit() {
  return useMutation({
    mutationFn: async ({ from, to, format }: AuditExport) => {
      await save('/staff/audit/export', `audit-${from}-${to}.${format}`, { from, to, format });
    },
  });
}
