import type { Collection } from './collection.js';
import type { Index } from './indexes.js';
import { type Shelf, StoredRow } from './shelf.js';
import { type Storage, StorageError } from './storage.js';
import { MongoError } from '../errors.js';
import { encode } from '../values/values.js';

/** How far a start has come: documents read from the file, or indexes put in order, of how many. */
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

  /** Counts one more; true when it is time for `beat`, where that would be too often after each. */
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

/** Reads every document once: into its collection, and its keys into all indexes; answers the last number given to one. */
export async function readDocuments(
  storage: Pick<Storage, 'documents' | 'count'>,
  collections: ReadonlyMap<number, Collection>,
  shelf: Shelf,
  memory: { readonly spent: boolean },
  report: Report,
): Promise<number> {
  const pulse = new Pulse('documents', storage.count(), report, memory);
  const fillings = new Map(
    [...collections].map(([id, { indexes }]) => [
      id,
      [...indexes.values()].map((index) => ({ index, filling: index.filling() })),
    ]),
  );
  let last = 0;
  for (const { seq, collection, doc, size } of storage.documents()) {
    const row = new StoredRow(seq, shelf, doc);
    shelf.put(row, size);
    collections.get(collection)?.rows.set(encode(doc._id), row);
    for (const { index, filling } of fillings.get(collection) ?? [])
      try {
        filling.take(row, doc);
      } catch (error) {
        throw error instanceof MongoError ? unfit(index, error) : error;
      }
    last = seq;
    if (pulse.counts()) await pulse.beat();
  }
  const all = [...fillings.values()].flat();
  const sorting = new Pulse('indexes', all.length, report, memory);
  for (const { filling } of all) {
    filling.end();
    sorting.counts();
    await sorting.beat();
  }
  return last;
}

function unfit({ spec, namespace }: Index, error: MongoError): StorageError {
  return new StorageError(
    `集合 ${namespace} 里有文档不能放进索引 ${spec.name}（${error.codeName}：${error.message}）。` +
      '这是旧版程序收下的，MongoDB 不收：请用旧版程序改掉这个文档，或恢复备份。',
  );
}
