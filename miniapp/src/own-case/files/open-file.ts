import Taro from '@tarojs/taro';
import { signedHeaders } from '../../lib/session.js';
import type { Opened, OwnFile } from './own-file.js';

/** A photo over a slow line takes its time. */
const TIMEOUT_MS = 60_000;

/** Fetches a file and opens it in WeChat: a picture full size, a PDF as a document that can be kept or passed on. */
export async function openFile({ path, header, type }: OwnFile): Promise<Opened> {
  try {
    const { statusCode, tempFilePath } = await Taro.downloadFile({
      url: `${API_BASE}/api/v1${path}`,
      header: { ...(await signedHeaders()), ...header },
      timeout: TIMEOUT_MS,
    });
    if (statusCode !== 200) return { ok: false };
    if (type === 'application/pdf')
      await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf', showMenu: true });
    else await Taro.previewImage({ urls: [tempFilePath] });
    return { ok: true };
  } catch {
    return { ok: false };
  }
}
