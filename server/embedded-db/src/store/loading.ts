import type { Collection } from './collection.js';
import type { Index } from './indexes.js';
import { StorageError } from './storage.js';
import { MongoError } from '../errors.js';
import { type Doc, encode } from '../values/values.js';

/** How far a start has come: documents read from the file, or put into the indexes, of how many. */
export interface Progress {
  step: 'documents' | 'indexes';
  done: number;
  of: number;
}

/** Is told, about once a second, how far the start has come. */
export type Report = (progress: Progress) => void;

/** Between two looks at the clock and the memory. */
const STRIDE = 1_000;

const REPORT_MS = 1_000;

/** Counts what is done; `beat` lets other work run and reports when a second is over. */
class Pulse {
  private last = Date.now();
  private done = 0;

  constructor(
    private readonly step: Progress['step'],
    private readonly of: number,
    private readonly report: Report,
    private readonly memory: { readonly spent: boolean },
  ) {}

  /** Counts one more; true when it is time for `beat`. */
  counts(): boolean {
    this.done += 1;
    return this.done % STRIDE === 0;
  }

  async beat(): Promise<void> {
    if (this.memory.spent)
      throw new StorageError(
        `数据太多，内存装不下（共 ${this.of}，处理到第 ${this.done} 个）：请设 MONGODB_URI 改用 MongoDB，` +
          '或用环境变量 NODE_OPTIONS=--max-old-space-size=兆字节数 给它更多内存。',
      );
    if (Date.now() - this.last < REPORT_MS) return;
    this.last = Date.now();
    this.report({ step: this.step, done: this.done, of: this.of });
    // So that the line leaves at once, and a request to end is heard.
    await new Promise((next) => setImmediate(next));
  }
}

/** Fills the collections with the documents of the file; answers the last number given to one. */
export async function readDocuments(
  documents: Iterable<{ seq: number; collection: number; doc: Doc }>,
  of: number,
  collections: ReadonlyMap<number, Collection>,
  memory: { readonly spent: boolean },
  report: Report,
): Promise<number> {
  const pulse = new Pulse('documents', of, report, memory);
  let last = 0;
  for (const { seq, collection, doc } of documents) {
    collections.get(collection)?.rows.set(encode(doc._id), { seq, doc });
    last = seq;
    if (pulse.counts()) await pulse.beat();
  }
  return last;
}

/** Builds the indexes of the collections. */
export async function buildIndexes(
  collections: Collection[],
  memory: { readonly spent: boolean },
  report: Report,
): Promise<void> {
  const of = collections.reduce((sum, { rows, indexes }) => sum + rows.size * indexes.size, 0);
  const pulse = new Pulse('indexes', of, report, memory);
  for (const { indexes, rows } of collections)
    for (const index of indexes.values())
      try {
        const steps = index.filling(rows.values());
        while (!steps.next().done) if (pulse.counts()) await pulse.beat();
      } catch (error) {
        throw error instanceof MongoError ? unfit(index, error) : error;
      }
}

function unfit({ spec, namespace }: Index, error: MongoError): StorageError {
  return new StorageError(
    `集合 ${namespace} 里有文档不能放进索引 ${spec.name}（${error.codeName}：${error.message}）。` +
      '这是旧版程序收下的，MongoDB 不收：请用旧版程序改掉这个文档，或恢复备份。',
  );
}
