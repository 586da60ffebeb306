import { useMutation } from '@tanstack/react-query';
import type { CaseFile } from '@haochaping/shared/contracts';
import { isPicture } from '@haochaping/shared/domain/attachments';
import { download, request } from '../client.js';
import { save } from './save.js';

/** Where files of a case, or of an appeal, are in the api: the folder that takes them and hands them out. */
export type FilesPath = `/staff/${string}/files`;

export const filesOfCase = (id: string): FilesPath => `/staff/cases/${encodeURIComponent(id)}/files`;

const fileAt = (path: FilesPath, id: string) => `${path}/${encodeURIComponent(id)}`;

export interface Upload {
  path: FilesPath;
  file: File;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Uploads one file; it is bound to where it lies, and waits for what is said with it. Rejects as `request` does. */
export const uploadFile = ({ path, file, onProgress, signal }: Upload): Promise<CaseFile> =>
  request<CaseFile>(path, {
    method: 'POST',
    query: { name: file.name },
    // Without a type of its own: what it is, the server judges by what is in it.
    body: new Blob([file]),
    onProgress,
    signal,
  });

/** Takes back an upload that nothing names; one that cannot be taken back is removed by the server after a day. */
export const withdrawFile = (path: FilesPath, id: string): Promise<void> =>
  request<void>(fileAt(path, id), { method: 'DELETE' }).catch(() => undefined);

/** Opens a file: the address of a picture to be shown on the page, or undefined after anything else was handed over to be saved. */
export function useOpenFile(path: FilesPath) {
  return useMutation({
    mutationFn: async ({ id, name, type }: CaseFile): Promise<string | undefined> => {
      if (isPicture(type)) return URL.createObjectURL(await download(fileAt(path, id), {}));
      await save(fileAt(path, id), name);
      return undefined;
    },
  });
}
