import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStore } from './store.js';

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Files in a folder that only this account of the operating system reads: for one machine. */
export function folderStore(root: string): FileStore {
  // A folder for each two letters: no folder grows without end.
  const pathOf = (id: string) => join(root, id.slice(0, 2), id);
  return {
    async write(id, bytes) {
      const path = pathOf(id);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const arriving = `${path}.part`;
      const file = await open(arriving, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(arriving, path);
      await syncFolder(dirname(path));
    },
    read: (id) =>
      readFile(pathOf(id)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      }),
    async remove(id) {
      // What a crash left half written goes with it.
      await Promise.all([pathOf(id), `${pathOf(id)}.part`].map((path) => rm(path, { force: true })));
    },
  };
}

/** The name of a file is durable when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
