import type { Row } from '../ordered.js';
import type { Doc } from '../values/values.js';

/** A document as the file has it, with the size of its bytes. */
export interface Read {
  doc: Doc;
  size: number;
}

/**
 * The documents that stand in memory: those that were read or written lately, up to a number of bytes as they are in the file. The
 * others are read from the file when they are needed, so that memory grows with the keys of the indexes alone.
 */
export class Shelf {
  private readonly rows = new Map<StoredRow, number>();
  private bytes = 0;

  /**
   * @param read a document of the file
   * @param most bytes
   */
  constructor(
    readonly read: (seq: number) => Read,
    private readonly most: number,
  ) {}

  /** Keeps a row's document, and lets go of those that nobody asked for the longest while. */
  put(row: StoredRow, size: number): void {
    this.take(row);
    this.rows.set(row, size);
    this.bytes += size;
    for (const [oldest, itsSize] of this.rows) {
      if (this.bytes <= this.most) return;
      if (oldest === row) continue;
      this.rows.delete(oldest);
      // Asked for since it came here: once more round.
      if (oldest.wasAsked()) this.rows.set(oldest, itsSize);
      else {
        this.bytes -= itsSize;
        oldest.letGo();
      }
    }
  }

  /** Takes a row off without letting go of its document. */
  take(row: StoredRow): void {
    this.bytes -= this.rows.get(row) ?? 0;
    this.rows.delete(row);
  }
}

/** A stored document with its place in the file, wherever it stands at the moment. */
export class StoredRow implements Row<Doc> {
  private kept: Doc | undefined;
  private asked = false;
  /** Changes that the file does not have yet, or that may still be undone: until then it stays in memory. */
  private open = 0;

  constructor(
    readonly seq: number,
    private readonly shelf: Shelf,
    doc?: Doc,
  ) {
    this.kept = doc;
  }

  get doc(): Doc {
    if (this.kept) {
      this.asked = true;
      return this.kept;
    }
    const { doc, size } = this.shelf.read(this.seq);
    this.kept = doc;
    this.shelf.put(this, size);
    return doc;
  }

  set doc(doc: Doc) {
    this.kept = doc;
  }

  /** One more change, which stands in memory alone. */
  change(): void {
    this.open += 1;
    this.shelf.take(this);
  }

  /** One change less: the file has it, or it was undone. @param size of what the file has; undefined when it has nothing */
  settle(size: number | undefined): void {
    this.open -= 1;
    if (this.open === 0 && size !== undefined) this.shelf.put(this, size);
  }

  /** Whether somebody asked since this was asked. */
  wasAsked(): boolean {
    const { asked } = this;
    this.asked = false;
    return asked;
  }

  letGo(): void {
    this.kept = undefined;
  }
}
