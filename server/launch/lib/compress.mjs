import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSED = new Set(['.js', '.css', '.html', '.svg', '.json', '.txt']);
const LEFT_BEHIND = new Set(['.br', '.gz']);
/** Smaller files fit into the packet that carries the headers. */
const LEAST_BYTES = 1024;

const ways = [
  [
    '.br',
    (bytes) =>
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  ],
  ['.gz', (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION })],
];

/**
 * Writes each page's file beside itself compressed, `.br` and `.gz`, as small as it goes: once at the build, not for everybody who
 * opens it. What an earlier build left behind goes first.
 */
export async function compressPages(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  await Promise.all(files.filter((file) => LEFT_BEHIND.has(extname(file))).map((file) => rm(file)));
  await Promise.all(
    files
      .filter((file) => COMPRESSED.has(extname(file)))
      .map(async (file) => {
        const bytes = await readFile(file);
        if (bytes.length < LEAST_BYTES) return;
        await Promise.all(
          ways.map(async ([extension, way]) => writeFile(`${file}${extension}`, await way(bytes))),
        );
      }),
  );
}
