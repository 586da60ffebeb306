/** A stored document with its place in the file. The same object stays in every index while its document changes. */
export interface Row<T> {
  readonly seq: number;
  doc: T;
}

/** A row under one of its keys. */
export interface Entry<T> {
  readonly key: string;
  readonly row: Row<T>;
}

const CHUNK = 512;

function before<T>(entry: Entry<T>, key: string, seq: number): boolean {
  return entry.key < key || (entry.key === key && entry.row.seq < seq);
}

/**
 * Entries sorted by key, then by the age of the row, in chunks of at most 512, so that adding, removing and finding a
 * place cost about the same at a hundred and at a million entries.
 */
export class OrderedEntries<T> {
  private chunks: Entry<T>[][] = [];
  /** Counts what was added and removed: whoever reads along finds the place again. */
  private changes = 0;

  /** Fills an empty list at once. */
  load(entries: Entry<T>[]): void {
    entries.sort((a, b) => (before(a, b.key, b.row.seq) ? -1 : 1));
    this.chunks = [];
    for (let i = 0; i < entries.length; i += CHUNK / 2) this.chunks.push(entries.slice(i, i + CHUNK / 2));
  }

  /** The first place whose entry is not before (key, seq). */
  private find(key: string, seq: number): { chunk: number; at: number } {
    let [low, high] = [0, this.chunks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const chunk = this.chunks[middle] as Entry<T>[];
      if (before(chunk[chunk.length - 1] as Entry<T>, key, seq)) low = middle + 1;
      else high = middle;
    }
    const chunk = this.chunks[low] ?? [];
    let [first, last] = [0, chunk.length];
    while (first < last) {
      const middle = (first + last) >>> 1;
      if (before(chunk[middle] as Entry<T>, key, seq)) first = middle + 1;
      else last = middle;
    }
    return { chunk: low, at: first };
  }

  add(key: string, row: Row<T>): void {
    this.changes += 1;
    const place = this.find(key, row.seq);
    const index = Math.min(place.chunk, Math.max(this.chunks.length - 1, 0));
    const chunk = (this.chunks[index] ??= []);
    chunk.splice(place.chunk > index ? chunk.length : place.at, 0, { key, row });
    if (chunk.length > CHUNK) this.chunks.splice(index + 1, 0, chunk.splice(CHUNK / 2));
  }

  remove(key: string, row: Row<T>): void {
    this.changes += 1;
    const { chunk, at } = this.find(key, row.seq);
    const entries = this.chunks[chunk];
    if (entries?.[at]?.row !== row || entries[at].key !== key) throw new Error('the index has lost an entry');
    entries.splice(at, 1);
    if (entries.length === 0) this.chunks.splice(chunk, 1);
  }

  /** The rows with from ≤ key < to, in order or backwards; what changes while this is read is seen as far as it lies ahead. */
  *scan(from: string, to: string, backwards = false): Generator<Row<T>, void> {
    let { chunk, at } = this.find(backwards ? to : from, -1);
    let { changes } = this;
    if (backwards) {
      for (;;) {
        if (at === 0) {
          chunk -= 1;
          if (chunk < 0) return;
          at = (this.chunks[chunk] as Entry<T>[]).length;
        }
        const entry = (this.chunks[chunk] as Entry<T>[])[--at] as Entry<T>;
        if (entry.key < from) return;
        yield entry.row;
        if (changes === this.changes) continue;
        ({ changes } = this);
        ({ chunk, at } = this.find(entry.key, entry.row.seq));
      }
    }
    for (;;) {
      const entry = this.chunks[chunk]?.[at];
      if (!entry) {
        if (++chunk >= this.chunks.length) return;
        at = 0;
        continue;
      }
      if (entry.key >= to) return;
      yield entry.row;
      at += 1;
      if (changes === this.changes) continue;
      ({ changes } = this);
      ({ chunk, at } = this.find(entry.key, entry.row.seq + 1));
    }
  }
}
