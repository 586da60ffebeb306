import { calculateObjectSize, Long } from 'bson';
import { MongoError } from './errors.js';
import type { Doc } from './values/values.js';

const FIRST_BATCH = 101;

const BATCH_BYTES = 16 * 1024 * 1024;

/** What a document's place in the batch's array takes. */
const KEY_BYTES = 12;
const IDLE_MS = 10 * 60_000;

interface Open {
  namespace: string;
  docs: Doc[];
  at: number;
  used: number;
  endless: boolean;
}

/** How a client wants a result handed out: how much at once, only once, and whether the rest waits however long. */
interface Handing {
  batchSize?: number | undefined;
  single?: boolean | undefined;
  endless?: boolean | undefined;
}

/** Results that wait to be fetched. They are snapshots: later writes do not show in them. */
export class Cursors {
  private readonly open = new Map<string, Open>();
  private last = 0;

  /** The first batch of a result, and a cursor for the rest when there is one. */
  start(namespace: string, docs: Doc[], { batchSize = FIRST_BATCH, single, endless }: Handing = {}): Doc {
    const cursor = { namespace, docs, at: 0, used: Date.now(), endless: endless === true };
    const firstBatch = batch(cursor, batchSize);
    let id = 0;
    if (cursor.at < docs.length && !single) this.open.set(String((id = ++this.last)), cursor);
    return { cursor: { firstBatch, id: Long.fromNumber(id), ns: namespace }, ok: 1 };
  }

  next(id: string, namespace: string, batchSize?: number): Doc {
    const cursor = this.open.get(id);
    if (!cursor || cursor.namespace !== namespace)
      throw new MongoError('CursorNotFound', `cursor id ${id} not found`);
    cursor.used = Date.now();
    const nextBatch = batch(cursor, batchSize ?? Infinity);
    const done = cursor.at >= cursor.docs.length;
    if (done) this.open.delete(id);
    return { cursor: { nextBatch, id: Long.fromString(done ? '0' : id), ns: namespace }, ok: 1 };
  }

  kill(id: string): boolean {
    return this.open.delete(id);
  }

  /** Drops cursors nobody has asked for in ten minutes, unless they were opened to stay. */
  sweep(now: number): void {
    for (const [id, { used, endless }] of this.open)
      if (!endless && now - used > IDLE_MS) this.open.delete(id);
  }
}

function batch(cursor: Open, size: number): Doc[] {
  const out: Doc[] = [];
  let bytes = 0;
  while (cursor.at < cursor.docs.length && out.length < size) {
    const doc = cursor.docs[cursor.at] as Doc;
    bytes += calculateObjectSize(doc, { ignoreUndefined: true }) + KEY_BYTES;
    if (bytes > BATCH_BYTES && out.length > 0) break;
    out.push(doc);
    cursor.at += 1;
  }
  return out;
}
