import { download } from '../client.js';

/** Hands a file to the browser to be saved under this name. */
export function saveBlob(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The same for a file of the api. */
export async function save(
  path: string,
  name: string,
  query?: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  saveBlob(await download(path, query), name);
}
