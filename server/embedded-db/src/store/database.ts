import { Collection, ID_INDEX } from './collection.js';
import { check } from '../errors.js';
import { Index, type IndexSpec, readIndexSpec } from './indexes.js';
import { Storage } from './storage.js';
import type { Transaction } from './transaction.js';
import { type Doc, encode } from '../values/values.js';
import { Blocked, DirectWork, lockName, type Store } from './work.js';

/** Everything the engine holds, and the only way into the file. */
export class Database implements Store {
  readonly collections = new Map<string, Collection>();
  readonly transactions = new Set<Transaction>();
  /** The open transaction that has written a document, by collection and key. */
  readonly locks = new Map<string, Transaction>();
  readonly storage: Storage;
  private seq = 0;

  /** Reads a data folder into memory. Fails with StorageError. */
  constructor(folder: string) {
    this.storage = new Storage(folder);
    const byId = new Map<number, Collection>();
    for (const { id, namespace } of this.storage.collections()) {
      const collection = new Collection(id, namespace);
      byId.set(id, collection);
      this.collections.set(namespace, collection);
    }
    for (const { seq, collection, doc } of this.storage.documents()) {
      byId.get(collection)?.rows.set(encode(doc._id), { seq, doc });
      this.seq = seq;
    }
    for (const [id, collection] of byId) {
      for (const spec of this.storage.indexes(id))
        collection.indexes.set(spec.name as string, new Index(spec as IndexSpec, collection.namespace));
      for (const index of collection.indexes.values()) index.build(collection.rows.values());
    }
  }

  nextSeq(): number {
    return ++this.seq;
  }

  /** The number of documents in all collections. */
  size(): number {
    return [...this.collections.values()].reduce((sum, { rows }) => sum + rows.size, 0);
  }

  /** A collection, made if it is not there. */
  ensure(namespace: string): Collection {
    const found = this.collections.get(namespace);
    if (found) return found;
    const [database = '', ...rest] = namespace.split('.');
    const name = rest.join('.');
    check(
      database !== '' && name !== '' && !/[\0$]/.test(namespace),
      'InvalidNamespace',
      `Invalid namespace specified '${namespace}'`,
    );
    const collection = new Collection(this.storage.addCollection(namespace), namespace);
    this.collections.set(namespace, collection);
    return collection;
  }

  /** Waits, by Blocked, until no transaction is open: for changes of collections and indexes. */
  needsQuiet(): void {
    for (const transaction of this.transactions) throw new Blocked(transaction);
  }

  drop(collection: Collection): void {
    this.storage.dropCollection(collection.id);
    this.collections.delete(collection.namespace);
  }

  /** Adds indexes that are not there yet; fails with DuplicateKey or IndexOptionsConflict and adds none. */
  createIndexes(collection: Collection, raw: Doc[]): void {
    const fresh: Index[] = [];
    for (const item of raw) {
      const spec = readIndexSpec(item);
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
      index.build(collection.rows.values());
      fresh.push(index);
    }
    this.storage.addIndexes(
      collection.id,
      fresh.map(({ spec }) => spec),
    );
    for (const index of fresh) collection.indexes.set(index.spec.name, index);
  }

  dropIndexes(collection: Collection, names: string[]): void {
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
