import { calculateObjectSize, serialize } from 'bson';
import type { Collection } from './collection.js';
import { MongoError } from '../errors.js';
import type { Hint } from '../planner.js';
import type { Change as GroupChange } from './group.js';
import type { Row } from '../ordered.js';
import type { StoredRow } from './shelf.js';
import type { SortOrder } from '../sorting.js';
import type { Batch } from './storage.js';
import type { Doc } from '../values/values.js';

const MAX_DOCUMENT = 16 * 1024 * 1024;

/** What a command reads and writes through: the stored state, or a transaction's own view of it. */
export interface Work {
  collection(namespace: string): Collection | undefined;
  /** A collection, made if it is not there; what is undone takes it away again. */
  ensure(namespace: string): Collection;
  get(collection: Collection, key: string): Doc | undefined;
  candidates(
    collection: Collection,
    filter: Doc,
    order?: SortOrder,
    hint?: Hint,
  ): { docs: Iterable<Doc>; sorted: boolean };
  /** Puts or (undefined) removes a document. Throws Blocked when an open transaction holds it. */
  put(collection: Collection, key: string, next: Doc | undefined): void;
  /** A point to which `rollback` can return. */
  mark(): number;
  rollback(mark: number): void;
}

/** An open transaction, as the commands beside it meet it. */
export interface Holder {
  /** When it has ended, either way. */
  readonly ended: Promise<void>;
  /** Keeps the state a document had when another command changes it. */
  remember(collection: Collection, key: string, doc: Doc | undefined): void;
}

/** What commands share: the open transactions, what these have locked, and the way into the file. */
export interface Store {
  readonly transactions: ReadonlySet<Holder>;
  /** The open transaction that has written a document, by collection and key. */
  readonly locks: ReadonlyMap<string, Holder>;
  readonly collections: Map<string, Collection>;
  /** What is changed becomes durable through it, or is undone. */
  readonly group: { add(change: GroupChange): void };
  readonly memory: { readonly full: boolean };
  /** A place for a document that is new. */
  newRow(doc: Doc): StoredRow;
  /** A collection nobody sees yet; fails with InvalidNamespace. */
  newCollection(namespace: string): Collection;
}

/** Thrown when a document is held by an open transaction; the command is undone, waits, and runs again. */
export class Blocked extends Error {
  constructor(readonly by: Holder) {
    super('blocked by a transaction');
  }
}

/** How a document is named among the locks. */
export function lockName(collection: Collection, key: string): string {
  return `${collection.id}:${key}`;
}

/** The bytes of a document; fails with BSONObjectTooLarge above 16 MiB. */
export function toBody(doc: Doc): Uint8Array {
  let body: Uint8Array | undefined;
  try {
    body = serialize(doc, { ignoreUndefined: true });
  } catch (error) {
    // The writer has room for a little more than the largest document.
    if (!(error instanceof RangeError)) throw error;
  }
  if (body && body.length <= MAX_DOCUMENT) return body;
  throw new MongoError(
    'BSONObjectTooLarge',
    `object to insert too large. size in bytes exceeds the maximum of ${MAX_DOCUMENT}`,
  );
}

function noMemory(): MongoError {
  return new MongoError(
    'ExceededMemoryLimit',
    'the embedded engine has no memory left for more data: delete some, or set MONGODB_URI and use MongoDB',
  );
}

/** Fails when the memory is full: for what always takes more of it. */
export function refuseMore({ full }: { readonly full: boolean }): void {
  if (full) throw noMemory();
}

/** Fails when the memory is full and a change would take more of it than what stood there (undefined: nothing). */
export function refuseGrowth({ memory }: Store, before: Doc | undefined, next: Doc): void {
  if (!memory.full) return;
  if (!before || toBody(next).length > toBody(before).length) throw noMemory();
}

interface Change {
  collection: Collection;
  key: string;
  row: StoredRow;
  before: Doc | undefined;
  after: Doc | undefined;
  body: Uint8Array | undefined;
}

/** A command outside transactions: changes the state at once, and undoes it unless the file takes it. */
export class DirectWork implements Work {
  private readonly log: (Change | { made: Collection })[] = [];
  /** Where removed documents stood, for those that come back within the same command. */
  private readonly removed = new Map<string, StoredRow>();

  /** `owner` is the transaction being committed, if any: its locks do not block it. */
  constructor(
    private readonly store: Store,
    private readonly owner?: Holder,
  ) {}

  collection(namespace: string): Collection | undefined {
    return this.store.collections.get(namespace);
  }

  ensure(namespace: string): Collection {
    return this.collection(namespace) ?? this.add(this.store.newCollection(namespace));
  }

  /** Shows a new collection to everybody. */
  add(made: Collection): Collection {
    this.store.collections.set(made.namespace, made);
    this.log.push({ made });
    return made;
  }

  get(collection: Collection, key: string): Doc | undefined {
    return collection.rows.get(key)?.doc;
  }

  candidates(
    collection: Collection,
    filter: Doc,
    order: SortOrder = [],
    hint?: Hint,
  ): { docs: Iterable<Doc>; sorted: boolean } {
    const { docs, sorted } = collection.candidates(filter, order, hint);
    return { docs: docsOf(docs), sorted };
  }

  put(collection: Collection, key: string, next: Doc | undefined): void {
    const name = lockName(collection, key);
    const holder = this.store.locks.get(name);
    if (holder && holder !== this.owner) throw new Blocked(holder);
    const body = next && toBody(next);
    const here = collection.rows.get(key);
    const row = here ?? this.removed.get(name) ?? this.store.newRow(next ?? {});
    const before = here?.doc;
    if (!before && !next) return;
    // What a transaction commits was let in when it was written there.
    if (next && !this.owner) refuseGrowth(this.store, before, next);
    collection.put(key, next, row);
    row.change();
    if (!next) this.removed.set(name, row);
    this.log.push({ collection, key, row, before, after: next, body });
  }

  mark(): number {
    return this.log.length;
  }

  rollback(mark: number): void {
    for (const change of this.log.splice(mark).reverse())
      if ('made' in change) this.store.collections.delete(change.made.namespace);
      else {
        const { collection, key, row, before } = change;
        collection.put(key, before, row);
        row.settle(before && sizeOf(before));
      }
  }

  /** The file has what was changed. */
  private settle(net: ReadonlyMap<StoredRow, Change>): void {
    for (const change of this.log) if ('row' in change) change.row.settle(net.get(change.row)?.body?.length);
  }

  /**
   * Hands everything to the group, which makes it durable or undoes it, and lets open transactions keep what they had seen. Nothing
   * may be answered before the group has settled.
   */
  commit(session?: Batch['session']): void {
    const net = new Map<StoredRow, Change>();
    const collections: Collection[] = [];
    for (const change of this.log)
      if ('made' in change) collections.push(change.made);
      else
        net.set(change.row, {
          ...change,
          before: net.has(change.row) ? net.get(change.row)?.before : change.before,
        });
    const batch: Batch = { collections, puts: [], deletes: [], session };
    for (const { row, collection, before, after, body } of net.values()) {
      if (after && body) batch.puts.push({ seq: row.seq, collection: collection.id, body });
      else if (before) batch.deletes.push(row.seq);
    }
    if (collections.length + batch.puts.length + batch.deletes.length === 0 && !session) {
      this.settle(net);
      return;
    }
    this.store.group.add({ batch, undo: () => this.rollback(0), kept: () => this.settle(net) });
    for (const transaction of this.store.transactions)
      if (transaction !== this.owner)
        for (const { collection, key, before } of net.values()) transaction.remember(collection, key, before);
  }
}

/** The bytes of a document in the file. */
const sizeOf = (doc: Doc): number => calculateObjectSize(doc, { ignoreUndefined: true });

function* docsOf(rows: Iterable<Row<Doc>>): Generator<Doc> {
  for (const { doc } of rows) yield doc;
}
