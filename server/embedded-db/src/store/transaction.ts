import type { Collection } from './collection.js';
import type { Index } from './indexes.js';
import { MongoError, TRANSIENT } from '../errors.js';
import type { Hint } from '../planner.js';
import type { SortOrder } from '../sorting.js';
import type { Batch } from './storage.js';
import { type Doc, encode } from '../values/values.js';
import {
  Blocked,
  DirectWork,
  type Holder,
  lockName,
  refuseGrowth,
  type Store,
  toBody,
  type Work,
} from './work.js';

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

interface Write {
  collection: Collection;
  key: string;
  before: Seen | undefined;
}

/**
 * A transaction's view: the state at its beginning and its own writes on top, which nobody else sees before the commit.
 * A document it has written is locked until it ends; a document that others changed meanwhile is a WriteConflict.
 */
export class Transaction implements Work, Holder {
  private readonly overlay = new Map<Collection, Map<string, Seen>>();
  private readonly keys = new Map<Index, WeakMap<Doc, string[]>>();
  /** Collections it has made: nobody else sees them before the commit, and an abort leaves nothing of them. */
  private readonly made = new Map<string, Collection>();
  private readonly log: (Write | { made: Collection })[] = [];
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

  collection(namespace: string): Collection | undefined {
    return this.made.get(namespace) ?? this.store.collections.get(namespace);
  }

  ensure(namespace: string): Collection {
    const found = this.collection(namespace);
    if (found) return found;
    const made = this.store.newCollection(namespace);
    this.made.set(namespace, made);
    this.log.push({ made });
    return made;
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
    hint?: Hint,
  ): { docs: Iterable<Doc>; sorted: boolean } {
    const seen = this.overlay.get(collection);
    const { docs, sorted } = collection.candidates(filter, order, hint);
    // An index that was asked for by name shows what stands in it, and nothing else.
    const shows = (doc: Doc): boolean => !hint?.index || this.keysOf(hint.index, doc).length > 0;
    return { docs: this.merge(docs, seen, shows), sorted: sorted && !seen?.size };
  }

  private *merge(
    rows: Iterable<{ doc: Doc }>,
    seen: Map<string, Seen> | undefined,
    shows: (doc: Doc) => boolean,
  ): Generator<Doc> {
    for (const { doc } of rows) if (!seen?.has(encode(doc._id))) yield doc;
    for (const { doc } of seen?.values() ?? []) if (doc && shows(doc)) yield doc;
  }

  put(collection: Collection, key: string, next: Doc | undefined): void {
    const holder = this.store.locks.get(lockName(collection, key));
    if (holder && holder !== this) throw new Blocked(holder);
    const seen = this.seen(collection);
    const before = seen.get(key);
    if (before && !before.own) throw conflict();
    if (next) {
      toBody(next);
      refuseGrowth(this.store, this.get(collection, key), next);
      this.checkKeys(collection, key, next, seen);
    }
    this.log.push({ collection, key, before });
    seen.set(key, { doc: next, own: true });
    this.store.locks.set(lockName(collection, key), this);
  }

  private checkKeys(collection: Collection, key: string, next: Doc, seen: Map<string, Seen>): void {
    for (const index of collection.indexes.values()) {
      // What cannot stand in an index is refused here, not when the transaction commits.
      const keys = index.keys(next);
      if (!index.spec.unique) continue;
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
    for (const step of this.log.splice(mark).reverse()) {
      if ('made' in step) {
        this.made.delete(step.made.namespace);
        continue;
      }
      const { collection, key, before } = step;
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
      for (const made of this.made.values()) {
        if (this.store.collections.has(made.namespace)) throw conflict();
        work.add(made);
      }
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
