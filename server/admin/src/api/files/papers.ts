import { useMutation } from '@tanstack/react-query';
import type { CaseList } from '@haochaping/shared/contracts';
import { save } from './save.js';

/** A case or its letter of reply, to print. */
export function useSaveCasePaper(caseId: string, number: string) {
  return useMutation({
    mutationFn: (paper: 'case' | 'letter') =>
      save(
        `/staff/cases/${encodeURIComponent(caseId)}/${paper}.pdf`,
        `${paper === 'case' ? '差评办理单' : '答复函'} ${number}.pdf`,
      ),
  });
}

/** One of the work lists as a workbook. */
export function useSaveCaseList() {
  return useMutation({
    mutationFn: ({ list, search, name }: { list: CaseList; search: string | undefined; name: string }) =>
      save('/staff/cases/export.xlsx', name, { list, search }),
  });
}
