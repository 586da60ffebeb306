import type { ErrorBody } from '@haochaping/shared/contracts';
import type { Answer } from '../../../lib/request.js';
import { signedHeaders } from '../../../lib/session.js';

export type ExportFormat = 'pdf' | 'json';
/** What can be had here: one to read, one for programs. */
export const FORMATS: readonly ExportFormat[] = ['pdf', 'json'];

/** Long enough for the browser to have begun to save the file. */
const FORGET_MS = 60_000;

/** Fetches the export and hands it to the browser as a file. */
export async function openExport(format: ExportFormat): Promise<Answer<undefined>> {
  try {
    const response = await fetch(`${API_BASE}/api/v1/me/data/export.${format}`, {
      headers: await signedHeaders(),
    });
    if (response.status >= 500) return { ok: false, kind: 'server' };
    if (!response.ok) {
      const { error } = (await response.json()) as ErrorBody;
      return {
        ok: false,
        kind: 'refused',
        status: response.status,
        code: error.code,
        message: error.message,
      };
    }
    saveAs(await response.blob(), `我的信息.${format}`);
    return { ok: true, data: undefined };
  } catch {
    return { ok: false, kind: 'unreachable' };
  }
}

function saveAs(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), FORGET_MS);
}
