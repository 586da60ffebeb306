import { Index } from './indexes.js';
import type { Row } from '../ordered.js';
import type { StoredRow } from './shelf.js';
import { type Hint, inOrder, plan, type Plan, planAlternatives, planBy } from '../planner.js';
import { merged, type SortOrder } from '../sorting.js';
import type { Doc } from '../values/values.js';

/** The index every collection has. */
export const ID_INDEX = { v: 2, key: { _id: 1 }, name: '_id_', unique: true };

/** One collection: its documents by `_id`, wherever they stand, and its indexes in memory. */
export class Collection {
  readonly rows = new Map<string, StoredRow>();
  readonly indexes = new Map<string, Index>();

  constructor(
    readonly id: number,
    readonly namespace: string,
  ) {
    this.indexes.set(ID_INDEX.name, new Index(ID_INDEX, namespace));
  }

  /**
   * Puts a document under a key, or takes it away; fails with DuplicateKey before anything has changed.
   * `row` is the place in the file for a document that is new here.
   */
  put(key: string, next: Doc | undefined, row: StoredRow): void {
    const here = this.rows.get(key);
    const before = here?.doc;
    const changes: { index: Index; add: string[]; remove: string[] }[] = [];
    for (const index of this.indexes.values()) {
      if (before && next && index.standsAlike(before, next)) continue;
      const old = before ? index.keys(before) : [];
      const fresh = next ? index.keys(next) : [];
      const add = fresh.filter((k) => !old.includes(k));
      if (next && index.conflict(add, here)) throw index.duplicate(next);
      changes.push({ index, add, remove: old.filter((k) => !fresh.includes(k)) });
    }
    for (const { index, add, remove } of changes) {
      index.remove(remove, row);
      index.add(add, row);
    }
    if (!next) this.rows.delete(key);
    else {
      row.doc = next;
      this.rows.set(key, row);
    }
  }

  /**
   * Documents among which all that match the filter are, by the best index or the one of the hint; `sorted` tells whether
   * in the order asked.
   */
  candidates(filter: Doc, order: SortOrder, hint?: Hint): { docs: Iterable<Row<Doc>>; sorted: boolean } {
    if (hint && !hint.index) {
      const rows = this.rows.values();
      return { docs: hint.natural === 1 ? rows : [...rows].reverse(), sorted: false };
    }
    const ways = this.ways(filter, order, hint?.index);
    if (ways.length === 0) return { docs: this.rows.values(), sorted: false };
    return { docs: scan(ways, order), sorted: inOrder(ways) };
  }

  /**
   * The ways to what a filter finds: one through an index, or one for each branch of an `$or`; none when every document must be
   * looked at.
   */
  ways(filter: Doc, order: SortOrder, index?: Index): Plan[] {
    const best = index ? planBy(index, filter, order) : plan(this.indexes.values(), filter, order);
    return best ? [best] : planAlternatives(this.indexes.values(), filter, order);
  }
}

function* scan(ways: readonly Plan[], order: SortOrder): Generator<Row<Doc>> {
  const stretches = ways.flatMap(({ index, ranges, sorted }) =>
    ranges.map(({ from, to }) => ({ index, from, to, backwards: sorted === 'backwards' })),
  );
  const several = stretches.length > 1;
  const seen = several || ways.some(({ index }) => index.multikey) ? new Set<Row<Doc>>() : undefined;
  const read = ({ index, from, to, backwards }: (typeof stretches)[number]) =>
    index.scan(from, to, backwards);
  const lists = several && inOrder(ways) ? [merged(stretches.map(read), order)] : each(stretches, read);
  for (const list of lists)
    for (const row of list) {
      if (seen?.has(row)) continue;
      seen?.add(row);
      yield row;
    }
}

/** One after the other, each made when it is asked for: there may be thousands. */
function* each<A, B>(all: readonly A[], of: (one: A) => B): Generator<B> {
  for (const one of all) yield of(one);
}
