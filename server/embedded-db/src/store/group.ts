import type { Batch } from './storage.js';

/** What one command has changed in memory. */
export interface Change {
  batch: Batch;
  /** Takes it back: the file did not take it. */
  undo: () => void;
  /** Is told when the file has it. */
  kept: () => void;
}

/**
 * Group commit: what commands of one turn of the event loop have changed becomes durable together, with one wait for the disk. Until
 * then no answer leaves that could tell of it, so that nobody knows of anything that a crash could still take back.
 */
export class Group {
  private batches: Batch[] = [];
  private changes: Pick<Change, 'undo' | 'kept'>[] = [];
  private end: { settled: Promise<void>; resolve: () => void; reject: (error: unknown) => void } | undefined;

  /**
   * @param write makes batches durable, all or none
   * @param undone is told when they were not, and everything has been taken back
   */
  constructor(
    private readonly write: (batches: readonly Batch[]) => void,
    private readonly undone: () => void,
  ) {}

  /** Takes a change that stands in memory already. */
  add({ batch, undo, kept }: Change): void {
    this.batches.push(batch);
    this.changes.push({ undo, kept });
    if (this.end) return;
    let resolve!: () => void;
    let reject!: (error: unknown) => void;
    const settled = new Promise<void>((yes, no) => ([resolve, reject] = [yes, no]));
    // Whoever waits hears of it; what waits for nobody, such as expiry, tries again by itself.
    settled.catch(() => undefined);
    this.end = { settled, resolve, reject };
    setImmediate(() => this.flush());
  }

  /** When everything that was changed up to now is durable; rejects when it was taken back. Undefined when it is already. */
  get settled(): Promise<void> | undefined {
    return this.end?.settled;
  }

  /** Makes durable what waits, at once: before anything else is written to the file. */
  flush(): void {
    const { batches, changes, end } = this;
    if (!end) return;
    [this.batches, this.changes, this.end] = [[], [], undefined];
    try {
      this.write(batches);
    } catch (error) {
      for (const { undo } of changes.reverse()) undo();
      this.undone();
      end.reject(error);
      return;
    }
    for (const { kept } of changes) kept();
    end.resolve();
  }
}
