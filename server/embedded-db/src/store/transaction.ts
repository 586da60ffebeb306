import type { Collection } from './collection.js';
import type { Index } from './indexes.js';
import { MongoError, TRANSIENT } from '../errors.js';
import type { SortOrder } from '../sorting.js';
import type { Batch } from './storage.js';
import { type Doc, encode } from '../values/values.js';
import { Blocked, DirectWork, lockName, toBody, type Holder, type Store, type Work } from './work.js';

/** A store whose open transactions and locks this one adds itself to. */
type TransactionStore = Omit<Store, 'transactions' | 'locks'> & {
  readonly transactions: Set<Transaction>;
  readonly locks: Map<string, Transaction>;
};

interface Seen {
  doc: Doc | undefined;
  /** Written by this transaction, not merely kept as it was when the transaction began. */
  own: boolean;
}

/**
 * A transaction's view: the state at its beginning and its own writes on top, which nobody else sees before the commit.
 * A document it has written is locked until it ends; a document that others changed meanwhile is a WriteConflict.
 */
export class Transaction implements Work, Holder {
  private readonly overlay = new Map<Collection, Map<string, Seen>>();
  private readonly keys = new Map<Index, WeakMap<Doc, string[]>>();
  private readonly log: { collection: Collection; key: string; before: Seen | undefined }[] = [];
  private finish: () => void = () => undefined;
  open = true;
  /** The connection that carried its last command: when that one closes, nobody is left to end the transaction. */
  client?: object;
  readonly since = Date.now();
  readonly ended = new Promise<void>((resolve) => (this.finish = resolve));

  constructor(private readonly store: TransactionStore) {
    store.transactions.add(this);
  }

  private seen(collection: Collection): Map<string, Seen> {
    const found = this.overlay.get(collection) ?? new Map<string, Seen>();
    this.overlay.set(collection, found);
    return found;
  }

  remember(collection: Collection, key: string, doc: Doc | undefined): void {
    const seen = this.seen(collection);
    if (!seen.has(key)) seen.set(key, { doc, own: false });
  }

  get(collection: Collection, key: string): Doc | undefined {
    const seen = this.overlay.get(collection)?.get(key);
    return seen ? seen.doc : collection.rows.get(key)?.doc;
  }

  candidates(
    collection: Collection,
    filter: Doc,
    order: SortOrder = [],
  ): { docs: Iterable<Doc>; sorted: boolean } {
    const seen = this.overlay.get(collection);
    const { docs, sorted } = collection.candidates(filter, order);
    return { docs: this.merge(docs, seen), sorted: sorted && !seen?.size };
  }

  private *merge(rows: Iterable<{ doc: Doc }>, seen: Map<string, Seen> | undefined): Generator<Doc> {
    for (const { doc } of rows) if (!seen?.has(encode(doc._id))) yield doc;
    for (const { doc } of seen?.values() ?? []) if (doc) yield doc;
  }

  put(collection: Collection, key: string, next: Doc | undefined): void {
    const holder = this.store.locks.get(lockName(collection, key));
    if (holder && holder !== this) throw new Blocked(holder);
    const seen = this.seen(collection);
    const before = seen.get(key);
    if (before && !before.own) throw conflict();
    if (next) {
      toBody(next);
      this.checkUnique(collection, key, next, seen);
    }
    this.log.push({ collection, key, before });
    seen.set(key, { doc: next, own: true });
    this.store.locks.set(lockName(collection, key), this);
  }

  private checkUnique(collection: Collection, key: string, next: Doc, seen: Map<string, Seen>): void {
    for (const index of collection.indexes.values()) {
      if (!index.spec.unique) continue;
      const keys = index.keys(next);
      const taken = index.conflict(keys, collection.rows.get(key), ({ doc }) => !seen.has(encode(doc._id)));
      const within = [...seen].some(
        ([other, { doc }]) => other !== key && doc && this.keysOf(index, doc).some((k) => keys.includes(k)),
      );
      if (taken ?? within) throw index.duplicate(next);
    }
  }

  /** An index's keys of a document; documents are never changed in place, so they are worked out once. */
  private keysOf(index: Index, doc: Doc): string[] {
    const known = this.keys.get(index) ?? new WeakMap<Doc, string[]>();
    this.keys.set(index, known);
    const keys = known.get(doc) ?? index.keys(doc);
    known.set(doc, keys);
    return keys;
  }

  mark(): number {
    return this.log.length;
  }

  rollback(mark: number): void {
    for (const { collection, key, before } of this.log.splice(mark).reverse()) {
      if (before) this.seen(collection).set(key, before);
      else {
        this.seen(collection).delete(key);
        this.store.locks.delete(lockName(collection, key));
      }
    }
  }

  /** Makes all writes durable at once; fails with WriteConflict, to be tried again, when a unique key was taken meanwhile. */
  commit(session: Batch['session']): void {
    const work = new DirectWork(this.store, this);
    const writes = [...this.overlay].flatMap(([collection, seen]) =>
      [...seen].flatMap(([key, { doc, own }]) => (own ? [{ collection, key, doc }] : [])),
    );
    try {
      // Old keys go first: two documents may have exchanged a unique value.
      for (const { collection, key } of writes) work.put(collection, key, undefined);
      for (const { collection, key, doc } of writes) if (doc) work.put(collection, key, doc);
    } catch (error) {
      work.rollback(0);
      this.end();
      throw error instanceof MongoError && error.codeName === 'DuplicateKey' ? conflict() : error;
    }
    try {
      work.commit(session);
    } finally {
      this.end();
    }
  }

  /** Forgets everything and frees its documents. */
  end(): void {
    if (!this.open) return;
    this.open = false;
    this.store.transactions.delete(this);
    for (const [name, holder] of this.store.locks) if (holder === this) this.store.locks.delete(name);
    this.finish();
  }
}

function conflict(): MongoError {
  return new MongoError(
    'WriteConflict',
    'WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.',
    TRANSIENT,
  );
}
