import { entryHash } from './chain.js';
import { MissingNumbers } from './missing-numbers.js';

/** What is wrong with the chain. */
export type ChainProblemKind =
  /** Something it says is not what was sealed. */
  | 'changed'
  /** It was sealed and is gone. */
  | 'removed'
  /** It is what was sealed, in another place. */
  | 'reordered'
  /** It was never sealed, or stands there a second time. */
  | 'added'
  /** It was sealed, but not behind the entry it stands behind. */
  | 'unlinked'
  /** The head is lost, or is not the head of this chain. */
  | 'head'
  /** A signed anchor tells of another chain, or is not ours. */
  | 'anchor'
  /** Where it begins was not said by us. */
  | 'beginning';

export interface ChainProblem {
  kind: ChainProblemKind;
  /** Where it stands (or stood, when removed); null when it has no place that could be told. */
  seq: number | null;
  /** The number it was sealed as, when it stands elsewhere. */
  sealedSeq: number | null;
  id: string | null;
  action: string | null;
  at: Date | null;
}

/** So many problems are told one by one; all are counted. */
export const MAX_PROBLEMS = 100;
/** So many entries that do not fit are compared with each other for having changed places. */
const MAX_SUSPECTS = 100;

export type RawEntry = Record<string, unknown>;

/** An entry by its number, with its hash. */
export interface ChainPlace {
  seq: number;
  hash: string;
}

/** An entry that does not fit, until the whole chain was seen. */
interface Suspect {
  entry: RawEntry;
  /** The place it takes in the chain, unless its owner is found elsewhere; null for one beside the chain. */
  slot: number | null;
}

const seqOf = (entry: RawEntry) => (Number.isSafeInteger(entry.seq) ? (entry.seq as number) : null);

/**
 * Recomputes a chain, entry by entry in the order of their numbers, in memory that does not grow with it.
 * An entry whose keyed hash fits is genuine and tells its own place; one that does not fit is tried at the places it may
 * have had, which tells an entry that was moved from one that was changed.
 */
export class ChainCheck {
  entries = 0;
  total = 0;
  /** The highest number that was surely sealed. */
  highest: number;
  readonly problems: ChainProblem[] = [];
  private expected: number;
  /** How far the entry before stood from its sealed place: renumbered entries come in runs. */
  private shift = 0;
  private before: ChainPlace;
  private readonly suspects: Suspect[] = [];
  private readonly found = new Set<number>();
  private readonly missing = new MissingNumbers();

  /**
   * @param beginning the last entry before the chain, removed by its retention period
   * @param bound the highest number that head and anchors vouch for
   * @param genuine is shown every genuine entry with its sealed number, to compare it with head and anchors
   */
  constructor(
    private readonly key: string,
    private readonly beginning: ChainPlace,
    private readonly bound: number,
    private readonly genuine: (seq: number, hash: string) => void,
  ) {
    this.before = beginning;
    this.highest = beginning.seq;
    this.expected = beginning.seq + 1;
  }

  take(entry: RawEntry): void {
    const seq = seqOf(entry);
    // On its way out: whoever removed it died in between.
    if (seq !== null && seq <= this.beginning.seq && fits(this.key, entry)) return;
    this.entries += 1;
    const sealedSeq = this.sealedAs(entry, seq);
    if (sealedSeq === undefined) this.suspect(entry, seq);
    else {
      if (sealedSeq !== seq) this.report('reordered', entry, sealedSeq);
      this.shift = seq === null ? 0 : sealedSeq - seq;
      this.place(sealedSeq, entry);
    }
  }

  /** The number an entry was sealed as, as far as its own hash and its neighbours tell. */
  private sealedAs(entry: RawEntry, seq: number | null): number | undefined {
    if (fits(this.key, entry)) return seq ?? undefined;
    const near = seq === null ? [] : [seq + this.shift, seq + 1, seq - 1];
    return [this.before.seq + 1, ...near].find((tried) => fits(this.key, { ...entry, seq: tried }));
  }

  private place(seq: number, entry: RawEntry): void {
    const hash = entry.hash as string;
    if (seq >= this.expected) this.reach(seq);
    else if (!this.missing.take(seq)) this.claim(seq, entry);
    if (seq === this.before.seq + 1 && entry.previousHash !== this.before.hash)
      this.report('unlinked', entry);
    this.before = { seq, hash };
    this.highest = Math.max(this.highest, seq);
    this.genuine(seq, hash);
  }

  private reach(seq: number): void {
    if (seq > this.expected) this.missing.add(this.expected, seq - 1);
    this.expected = seq + 1;
  }

  /** The owner of a place that is taken: either by one that does not fit, or by the owner itself. */
  private claim(seq: number, entry: RawEntry): void {
    if (!this.found.has(seq) && this.suspects.some(({ slot }) => slot === seq)) this.found.add(seq);
    else this.report('added', entry);
  }

  private suspect(entry: RawEntry, seq: number | null): void {
    const here = seq === null ? null : seq + this.shift;
    const slot = here !== null && this.takes(here) ? here : null;
    if (this.suspects.length < MAX_SUSPECTS) this.suspects.push({ entry, slot });
    else this.report(slot === null ? 'added' : 'changed', entry);
  }

  /** Whether a place is free for an entry that does not fit; numbers that nothing vouches for make no gap before them. */
  private takes(seq: number): boolean {
    if (seq < this.expected) return this.missing.take(seq);
    if (seq > this.expected && seq > this.bound) return false;
    this.reach(seq);
    return true;
  }

  /**
   * Tells what is left when every entry was taken.
   * @param begins where the chain begins by now: what its retention period removed meanwhile is not missing
   */
  finish(begins: ChainPlace = this.beginning): void {
    const moved = this.movedSuspects();
    for (const one of this.suspects) this.judge(one, moved.has(one));
    if (this.bound >= this.expected) this.missing.add(this.expected, this.bound);
    this.missing.forgive(begins.seq);
    this.missing.each((seq) => {
      if (this.problems.length < MAX_PROBLEMS) this.tell('removed', seq);
      return this.problems.length < MAX_PROBLEMS;
    });
    this.total += this.missing.count;
    this.problems.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  }

  /** Tells of the suspects whose sealed place is known after all. */
  private movedSuspects(): Set<Suspect> {
    const moved = new Map<Suspect, { seq: number; hash: string }>();
    for (const one of this.suspects) {
      const sealed = this.placeAmongSuspects(one);
      if (sealed) moved.set(one, sealed);
    }
    for (const [{ entry }, { seq, hash }] of moved) {
      this.report('reordered', entry, seq);
      if (!this.missing.take(seq)) this.found.add(seq);
      this.highest = Math.max(this.highest, seq);
      this.genuine(seq, hash);
    }
    return new Set(moved.keys());
  }

  private judge({ slot, entry }: Suspect, moved: boolean): void {
    const owned = slot !== null && this.found.has(slot);
    if (!moved) {
      const beyond = slot !== null && this.bound > 0 && slot > this.bound;
      this.report(slot === null || owned || beyond ? 'added' : 'changed', entry);
    } else if (slot !== null && !owned && slot <= this.bound) this.missing.add(slot, slot);
  }

  /** Tries a suspect in the places of the others and of those that are missing. */
  private placeAmongSuspects({ entry }: Suspect): { seq: number; hash: string } | undefined {
    const others = this.suspects.flatMap(({ entry: other }) => {
      const { previousHash, hash } = other;
      const seq = seqOf(other);
      return other === entry || seq === null ? [] : [{ seq }, { seq, previousHash, hash }];
    });
    const places: { seq: number; previousHash?: unknown; hash?: unknown }[] = [
      ...this.missing.first(MAX_SUSPECTS).map((seq) => ({ seq })),
      ...others,
    ];
    const place = places.find((tried) => fits(this.key, { ...entry, ...tried }));
    return place && { seq: place.seq, hash: (place.hash ?? entry.hash) as string };
  }

  /** @param sealedSeq only for an entry that stands elsewhere */
  private report(kind: ChainProblemKind, entry: RawEntry, sealedSeq: number | null = null): void {
    this.total += 1;
    if (this.problems.length >= MAX_PROBLEMS) return;
    const { _id, action, at } = entry;
    this.problems.push({
      kind,
      seq: seqOf(entry),
      sealedSeq,
      id: typeof _id === 'string' ? _id : null,
      action: typeof action === 'string' ? action : null,
      at: at instanceof Date && !Number.isNaN(at.getTime()) ? at : null,
    });
  }

  /** Tells of a place instead of an entry, uncounted. */
  private tell(kind: ChainProblemKind, seq: number | null): void {
    this.problems.push({ kind, seq, sealedSeq: null, id: null, action: null, at: null });
  }

  /** Adds what head, anchors or beginning tell. */
  accuse(kind: 'head' | 'anchor' | 'beginning', seq: number | null): void {
    this.total += 1;
    if (this.problems.length < MAX_PROBLEMS) this.tell(kind, seq);
  }
}

/** Whether an entry is one of ours, word for word. What cannot even be hashed was never sealed. */
export function fits(key: string, entry: RawEntry): boolean {
  if (!(entry.at instanceof Date)) return false;
  try {
    return entryHash(key, entry) === entry.hash;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}
