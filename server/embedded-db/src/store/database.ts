import { getHeapStatistics } from 'node:v8';
import { Collection, ID_INDEX } from './collection.js';
import { Group } from './group.js';
import { check } from '../errors.js';
import { Index } from './indexes.js';
import type { IndexSpec } from './index-spec.js';
import { readDocuments, type Report } from './loading.js';
import type { Memory } from '../memory.js';
import { Shelf, StoredRow } from './shelf.js';
import { Storage } from './storage.js';
import type { Transaction } from './transaction.js';
import { type Doc, encode } from '../values/values.js';
import { Blocked, DirectWork, lockName, refuseMore, type Store } from './work.js';

/** As bytes in the file a tenth of the heap: in memory a document takes two or three times as much. */
const SHELF_SHARE = 1 / 10;
const shelfOfHeap = () => Math.floor(getHeapStatistics().heap_size_limit * SHELF_SHARE);

/** Everything the engine holds, and the only way into the file. */
export class Database implements Store {
  readonly collections = new Map<string, Collection>();
  readonly transactions = new Set<Transaction>();
  /** The open transaction that has written a document, by collection and key. */
  readonly locks = new Map<string, Transaction>();
  /** The way of all changes of documents into the file; whatever else is written there flushes it first. */
  readonly group = new Group(
    (batches) => this.storage.write(batches),
    () => this.endTransactions(),
  );
  private seq = 0;
  private lastCollection = 0;

  private readonly shelf: Shelf;

  private constructor(
    readonly storage: Storage,
    readonly memory: Memory,
    shelfBytes: number,
  ) {
    this.shelf = new Shelf((seq) => storage.document(seq), shelfBytes);
  }

  /** Opens a data folder. Fails with StorageError. @param shelfBytes so much of the documents stands in memory */
  static async open(
    folder: string,
    memory: Memory,
    report: Report,
    shelfBytes = shelfOfHeap(),
  ): Promise<Database> {
    const storage = new Storage(folder);
    try {
      const database = new Database(storage, memory, shelfBytes);
      await database.load(report);
      return database;
    } catch (error) {
      storage.close();
      throw error;
    }
  }

  private async load(report: Report): Promise<void> {
    const byId = new Map<number, Collection>();
    for (const { id, namespace } of this.storage.collections()) {
      const collection = new Collection(id, namespace);
      for (const spec of this.storage.indexes(id))
        collection.indexes.set(spec.name as string, new Index(spec as IndexSpec, namespace));
      byId.set(id, collection);
      this.collections.set(namespace, collection);
      this.lastCollection = id;
    }
    this.seq = await readDocuments(this.storage, byId, this.shelf, this.memory, report);
  }

  newRow(doc: Doc): StoredRow {
    return new StoredRow(++this.seq, this.shelf, doc);
  }

  /** The number of documents in all collections. */
  size(): number {
    return [...this.collections.values()].reduce((sum, { rows }) => sum + rows.size, 0);
  }

  newCollection(namespace: string): Collection {
    const [database = '', ...rest] = namespace.split('.');
    const name = rest.join('.');
    check(
      database !== '' && name !== '' && !/[\0$]/.test(namespace),
      'InvalidNamespace',
      `Invalid namespace specified '${namespace}'`,
    );
    return new Collection(++this.lastCollection, namespace);
  }

  /** A collection, made at once and for good if it is not there. */
  ensure(namespace: string): Collection {
    const found = this.collections.get(namespace);
    if (found) return found;
    const made = this.newCollection(namespace);
    this.group.flush();
    this.storage.write([{ collections: [made], puts: [], deletes: [] }]);
    this.collections.set(namespace, made);
    return made;
  }

  /** Waits, by Blocked, until no transaction is open: for changes of collections and indexes. */
  needsQuiet(): void {
    for (const transaction of this.transactions) throw new Blocked(transaction);
  }

  /** Ends every open transaction: what some of them have seen was taken back. */
  private endTransactions(): void {
    for (const transaction of [...this.transactions]) transaction.end();
  }

  /** Forgets what a session was answered. */
  forgetSession(id: string): void {
    this.group.flush();
    this.storage.forgetSession(id);
  }

  /** Ends the open transactions, makes durable what waits, and closes the file. */
  close(): void {
    this.endTransactions();
    this.group.flush();
    this.storage.close();
  }

  drop(collection: Collection): void {
    this.group.flush();
    this.storage.dropCollection(collection.id);
    this.collections.delete(collection.namespace);
  }

  /** Adds indexes that are not there yet; fails with DuplicateKey or IndexOptionsConflict and adds none. */
  createIndexes(collection: Collection, specs: IndexSpec[]): void {
    refuseMore(this.memory);
    const fresh: Index[] = [];
    for (const spec of specs) {
      const all = [...collection.indexes.values(), ...fresh];
      const named = all.find(({ spec: { name } }) => name === spec.name);
      const same = all.find(
        (index) =>
          encode(index.spec.key) === encode(spec.key) &&
          (index === named || index.spec.name === ID_INDEX.name || index.sameAs(spec)),
      );
      if (named)
        check(
          encode(named.spec.key) === encode(spec.key),
          'IndexKeySpecsConflict',
          `An existing index has the same name as the requested index: ${spec.name}`,
        );
      if (named)
        check(
          named.sameAs(spec),
          'IndexOptionsConflict',
          `An equivalent index already exists with the same name but different options: ${spec.name}`,
        );
      else
        check(
          !same || same.spec.name === ID_INDEX.name,
          'IndexOptionsConflict',
          `Index already exists with a different name: ${same?.spec.name ?? ''}`,
        );
      if (named ?? same) continue;
      const index = new Index(spec, collection.namespace);
      build(index, collection, this.memory);
      fresh.push(index);
    }
    this.group.flush();
    this.storage.addIndexes(
      collection.id,
      fresh.map(({ spec }) => spec),
    );
    for (const index of fresh) collection.indexes.set(index.spec.name, index);
  }

  dropIndexes(collection: Collection, names: string[]): void {
    this.group.flush();
    this.storage.dropIndexes(collection.id, names);
    for (const name of names) collection.indexes.delete(name);
  }

  /** Removes what TTL indexes say has expired; documents held by a transaction are left for the next time. */
  expire(now: number): void {
    for (const collection of this.collections.values())
      for (const index of collection.indexes.values()) {
        const { expireAfterSeconds } = index.spec;
        if (expireAfterSeconds === undefined) continue;
        const cutoff = new Date(now - expireAfterSeconds * 1000);
        const { from, to } = index.range(0, { low: encode(new Date(-8.64e15)), high: encode(cutoff) });
        const rows = [...index.scan(from, to)];
        const work = new DirectWork(this);
        for (const key of new Set(rows.map(({ doc }) => encode(doc._id))))
          if (!this.locks.has(lockName(collection, key))) work.put(collection, key, undefined);
        work.commit();
      }
  }
}

/** Between two looks at the memory while an index is built. */
const STRIDE = 1_000;

function build(index: Index, { rows }: Collection, memory: Memory): void {
  let count = 0;
  const filling = index.filling();
  for (const row of rows.values()) {
    filling.take(row, row.doc);
    if (++count % STRIDE === 0) refuseMore(memory);
  }
  filling.end();
}
