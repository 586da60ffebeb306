import { download } from '../client.js';

/** Hands a file of the api to the browser to be saved under this name. */
export async function save(
  path: string,
  name: string,
  query?: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await download(path, query));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
