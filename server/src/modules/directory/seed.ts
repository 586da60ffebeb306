import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIRECTORY_KINDS, type DirectoryKind } from '@haochaping/shared/contracts/directory';
import { commitImport } from './imports/import.js';
import { SeedMarkModel } from './model.js';

/** A data file that cannot be taken in; the message names rows and remedies. */
export class SeedError extends Error {}

export interface SeedSummary {
  kind: DirectoryKind;
  /** False when the file is the one that was taken in last time. */
  read: boolean;
  created: number;
  changed: number;
}

/**
 * Takes the directory's data files in, through the same door as an import. Running it twice changes nothing; a changed
 * file makes new versions of the records it changed. An unchanged file is left alone, so that a restart never undoes
 * what people have imported since.
 * @param folder where the CSV files lie; the Sanming set by default
 * @throws SeedError naming file, row and remedy; files before the wrong one stay taken in
 */
export async function seedDirectory(now: Date, folder?: string): Promise<SeedSummary[]> {
  const from = folder ?? (await sanmingFolder());
  const summary: SeedSummary[] = [];
  for (const kind of DIRECTORY_KINDS) summary.push(await seedKind(kind, from, now));
  return summary;
}

async function seedKind(kind: DirectoryKind, folder: string, now: Date): Promise<SeedSummary> {
  const bytes = await readFile(join(folder, `${kind}.csv`)).catch((error: Error) => {
    throw new SeedError(`读不了目录文件 ${join(folder, `${kind}.csv`)}：${error.message}`);
  });
  const digest = createHash('sha256').update(bytes).digest('hex');
  const mark = await SeedMarkModel.findById(kind).lean();
  if (mark?.digest === digest) return { kind, read: false, created: 0, changed: 0 };
  const report = await commitImport(
    kind,
    { bytes, format: 'csv' },
    { at: now, by: 'seed', source: 'seed', regionCodes: null },
  );
  if (!report.committed) {
    const lines = report.errors
      .slice(0, 20)
      .map(({ row, column, problem, remedy }) => `${kind}.csv 第${row}行“${column}”：${problem}。${remedy}`);
    throw new SeedError(lines.join('\n'));
  }
  await SeedMarkModel.updateOne({ _id: kind }, { $set: { digest, at: now } }, { upsert: true });
  const { create, update, end, reopen } = report.counts;
  return { kind, read: true, created: create, changed: update + end + reopen };
}

/** `server/data/sanming`, looked for upwards from this file: it runs from its source and from the bundle in `server/dist`. */
async function sanmingFolder(): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 5; up++) {
    const candidate = join(folder, 'data', 'sanming');
    try {
      await access(join(candidate, 'regions.csv'));
      return candidate;
    } catch {
      folder = dirname(folder); // not here: one level up
    }
  }
  throw new SeedError('找不到目录数据 server/data/sanming');
}
