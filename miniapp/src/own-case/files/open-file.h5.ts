import { signedHeaders } from '../../lib/session.js';
import type { Opened, OwnFile } from './own-file.js';

/** Long enough for the browser to have begun to save the file. */
const FORGET_MS = 60_000;

/** Fetches a file: a picture is shown by the page, anything else is handed to the browser to be saved. */
export async function openFile({ path, header, name, type }: OwnFile): Promise<Opened> {
  try {
    const response = await fetch(`${API_BASE}/api/v1${path}`, {
      headers: { ...(await signedHeaders()), ...header },
    });
    if (!response.ok) return { ok: false };
    const address = URL.createObjectURL(await response.blob());
    if (type.startsWith('image/')) return { ok: true, shown: address };
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), FORGET_MS);
    return { ok: true };
  } catch {
    return { ok: false };
  }
}
