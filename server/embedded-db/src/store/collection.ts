import { Index, type Range } from './indexes.js';
import type { Row } from '../ordered.js';
import type { StoredRow } from './shelf.js';
import { alternatives, type Hint, plan, type Plan, planBy } from '../planner.js';
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
    const changes = [...this.indexes.values()].map((index) => {
      const old = here ? index.keys(here.doc) : [];
      const fresh = next ? index.keys(next) : [];
      const add = fresh.filter((k) => !old.includes(k));
      if (next && index.conflict(add, here)) throw index.duplicate(next);
      return { index, add, remove: old.filter((k) => !fresh.includes(k)) };
    });
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
    const [best, ...branches] = this.ways(filter, order, hint?.index);
    if (!best) return { docs: this.rows.values(), sorted: false };
    if (branches.length === 0) return { docs: scan(best, order), sorted: best.sorted !== undefined };
    return { docs: new Set([best, ...branches].flatMap((branch) => [...scan(branch, [])])), sorted: false };
  }

  /**
   * The ways to what a filter finds: one through an index, or one for each branch of an `$or`; none when every document must be
   * looked at.
   */
  ways(filter: Doc, order: SortOrder, index?: Index): Plan[] {
    const best = index ? planBy(index, filter, order) : plan(this.indexes.values(), filter, order);
    if (best) return [best];
    const branches = alternatives(filter)?.map((branch) => plan(this.indexes.values(), branch)) ?? [];
    return branches.every((branch) => branch !== undefined) ? branches : [];
  }
}

function* scan({ index, ranges, sorted }: Plan, order: SortOrder): Generator<Row<Doc>> {
  const seen = ranges.length > 1 || index.multikey ? new Set<Row<Doc>>() : undefined;
  const stretch = ({ from, to }: Range) => index.scan(from, to, sorted === 'backwards');
  const lists = sorted && ranges.length > 1 ? [merged(ranges.map(stretch), order)] : each(ranges, stretch);
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
