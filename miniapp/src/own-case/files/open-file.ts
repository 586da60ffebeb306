import Taro from '@tarojs/taro';
import { signedHeaders } from '../../lib/session.js';
import { XLSX, type Opened, type OwnFile } from './own-file.js';

/** A photo over a slow line takes its time. */
const TIMEOUT_MS = 60_000;

/** Fetches a file and opens it in WeChat: a picture full size, others as a document that can be kept or passed on. */
export async function openFile({ path, header, type }: OwnFile): Promise<Opened> {
  try {
    const { statusCode, tempFilePath } = await Taro.downloadFile({
      url: `${API_BASE}/api/v1${path}`,
      header: { ...(await signedHeaders()), ...header },
      timeout: TIMEOUT_MS,
    });
    if (statusCode !== 200) return { ok: false };
    if (type.startsWith('image/')) await Taro.previewImage({ urls: [tempFilePath] });
    else
      await Taro.openDocument({
        filePath: tempFilePath,
        fileType: type === XLSX ? 'xlsx' : 'pdf',
        showMenu: true,
      });
    return { ok: true };
  } catch {
    return { ok: false };
  }
}
