import { useMutation } from '@tanstack/react-query';
import type { CaseFile, CaseList } from '@haochaping/shared/contracts';
import { isPicture } from '@haochaping/shared/domain/attachments';
import { download, request } from '../client.js';
import { save } from './save.js';

const filesOf = (caseId: string) => `/staff/cases/${encodeURIComponent(caseId)}/files`;
const fileOf = (caseId: string, id: string) => `${filesOf(caseId)}/${encodeURIComponent(id)}`;

export interface CaseUpload {
  caseId: string;
  file: File;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Uploads one file of a case; it is bound to it, and waits for a move that names it. Rejects as `request` does. */
export const uploadCaseFile = ({ caseId, file, onProgress, signal }: CaseUpload): Promise<CaseFile> =>
  request<CaseFile>(filesOf(caseId), {
    method: 'POST',
    query: { name: file.name },
    // Without a type of its own: what it is, the server judges by what is in it.
    body: new Blob([file]),
    onProgress,
    signal,
  });

/** Takes back an upload that no move names; one that cannot be taken back is removed by the server after a day. */
export const withdrawCaseFile = (caseId: string, id: string): Promise<void> =>
  request<void>(fileOf(caseId, id), { method: 'DELETE' }).catch(() => undefined);

/** Opens a file: the address of a picture to be shown on the page, or undefined after anything else was handed over to be saved. */
export function useOpenCaseFile(caseId: string) {
  return useMutation({
    mutationFn: async ({ id, name, type }: CaseFile): Promise<string | undefined> => {
      if (isPicture(type)) return URL.createObjectURL(await download(fileOf(caseId, id), {}));
      await save(fileOf(caseId, id), name);
      return undefined;
    },
  });
}

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
