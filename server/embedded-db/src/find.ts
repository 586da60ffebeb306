import type { Collection } from './store/collection.js';
import { check } from './errors.js';
import { isSimpleCollation } from './store/indexes.js';
import { type CompileExpression, documentTest } from './matcher.js';
import { sortDocs, type SortOrder } from './sorting.js';
import type { Doc } from './values/values.js';
import type { Work } from './store/work.js';

/** How much of a result is wanted, and in which order. */
export interface FindOptions {
  order?: SortOrder;
  skip?: number;
  /** 0 means all. */
  limit?: number;
}

/** The documents of a collection that match, in order, cut to size. They are the stored ones: nobody may change them. */
export function findDocs(
  work: Work,
  collection: Collection | undefined,
  filter: Doc,
  expression: CompileExpression,
  options: FindOptions = {},
): Doc[] {
  const test = documentTest(filter, expression);
  if (!collection) return [];
  const { order = [], skip = 0, limit = 0 } = options;
  const { docs, sorted } = work.candidates(collection, filter, order);
  const end = limit === 0 ? Infinity : skip + limit;
  const stopEarly = order.length === 0 || sorted;
  const found: Doc[] = [];
  for (const doc of docs) {
    if (!test(doc)) continue;
    found.push(doc);
    if (stopEarly && found.length >= end) break;
  }
  return (stopEarly ? found : sortDocs(found, order)).slice(skip, end);
}

/** Refuses every collation but the simple one: results would silently differ. */
export function checkCollation(collation: unknown): void {
  check(isSimpleCollation(collation), 'NotImplemented', 'collation is not supported by the embedded engine');
}
