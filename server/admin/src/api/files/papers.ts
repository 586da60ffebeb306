import { useMutation } from '@tanstack/react-query';
import { saidOfNumber } from '@haochaping/shared/domain/complaints';
import { save } from './save.js';

/** A case or its letter of reply, to print. */
export function useSaveCasePaper(caseId: string, number: string) {
  return useMutation({
    mutationFn: (paper: 'case' | 'letter') =>
      save(
        `/staff/cases/${encodeURIComponent(caseId)}/${paper}.pdf`,
        `${paper === 'case' ? saidOfNumber(number, '差评办理单') : '答复函'} ${number}.pdf`,
      ),
  });
}

export interface SavedList {
  /** Where the api makes the workbook. */
  path: `/staff/${string}/export.xlsx`;
  /** The filters of the list; those that are not set are left out. */
  query: Readonly<Record<string, string | undefined>>;
}

/** A list as a workbook, saved under this name. */
export function useSaveList() {
  return useMutation({
    mutationFn: ({ path, query, name }: SavedList & { name: string }) => save(path, name, query),
  });
}
