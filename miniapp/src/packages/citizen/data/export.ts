import Taro from '@tarojs/taro';
import type { Answer } from '../../../lib/request.js';
import { signedHeaders } from '../../../lib/session.js';
import { STALE } from '../parts/use-mine.js';

export type ExportFormat = 'pdf' | 'json';
/** What can be had here: WeChat shows documents, not data for programs. */
export const FORMATS: readonly ExportFormat[] = ['pdf'];

/** A document of many ratings takes its time. */
const TIMEOUT_MS = 60_000;

/** Fetches the readable export and opens it in WeChat, where it can be passed on or kept. */
export async function openExport(format: ExportFormat): Promise<Answer<undefined>> {
  try {
    const { statusCode, tempFilePath } = await Taro.downloadFile({
      url: `${API_BASE}/api/v1/me/data/export.${format}`,
      header: await signedHeaders(),
      timeout: TIMEOUT_MS,
    });
    // A download gives no body to read; this address refuses a signed-in person for one reason only.
    if (statusCode === 403)
      return { ok: false, kind: 'refused', status: statusCode, code: STALE, message: '' };
    if (statusCode !== 200) return { ok: false, kind: 'server' };
    await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf', showMenu: true });
    return { ok: true, data: undefined };
  } catch {
    return { ok: false, kind: 'unreachable' };
  }
}
