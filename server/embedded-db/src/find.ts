import type { Collection } from './store/collection.js';
import { check } from './errors.js';
import { numberKind, toDouble } from './values/numbers.js';
import { isSimpleCollation } from './store/index-spec.js';
import { type CompileExpression, documentTest } from './matcher.js';
import type { Hint } from './planner.js';
import { atOnce, type Paced } from './pace.js';
import { sortDocs, type SortOrder } from './sorting.js';
import { type Doc, encode, isDoc, show } from './values/values.js';
import type { Work } from './store/work.js';

/** How much of a result is wanted, and in which order. */
export interface FindOptions {
  order?: SortOrder;
  skip?: number;
  /** 0 means all. */
  limit?: number;
  /** The way the command asks for, as it came. */
  hint?: unknown;
}

/**
 * The index a hint names, by its name or its key, or `{ $natural: 1 | -1 }` (manual: "cursor.hint()"). An unknown index is
 * refused; where there is no collection there is nothing to look for it in.
 */
export function readHint(collection: Collection | undefined, hint: unknown): Hint | undefined {
  if (hint === undefined || hint === null) return undefined;
  check(
    typeof hint === 'string' || isDoc(hint),
    'FailedToParse',
    'The hint must be either a string or an object',
  );
  if (isDoc(hint) && Object.keys(hint).length === 0) return undefined;
  if (isDoc(hint) && '$natural' in hint) {
    const way = numberKind(hint.$natural) ? toDouble(hint.$natural) : 0;
    check(
      Object.keys(hint).length === 1 && (way === 1 || way === -1),
      'BadValue',
      '$natural hint must be 1 or -1, and stand alone',
    );
    return { natural: way };
  }
  if (!collection) return undefined;
  const index = [...collection.indexes.values()].find(({ spec }) =>
    isDoc(hint) ? encode(spec.key) === encode(hint) : spec.name === hint,
  );
  check(index, 'BadValue', `hint provided does not correspond to an existing index: ${show(hint)}`);
  return { index };
}

/** The documents of a collection that match, in order, cut to size. They are the stored ones: nobody may change them. */
export const findDocs = (...asked: Parameters<typeof findingDocs>): Doc[] => atOnce(findingDocs(...asked));

/** As `findDocs`, with places to pause at. */
export function* findingDocs(
  work: Work,
  collection: Collection | undefined,
  filter: Doc,
  expression: CompileExpression,
  options: FindOptions = {},
): Paced<Doc[]> {
  const test = documentTest(filter, expression);
  const hint = readHint(collection, options.hint);
  if (!collection) return [];
  const { order = [], skip = 0, limit = 0 } = options;
  const { docs, sorted } = work.candidates(collection, filter, order, hint);
  const end = limit === 0 ? Infinity : skip + limit;
  const stopEarly = order.length === 0 || sorted;
  const found: Doc[] = [];
  for (const doc of docs) {
    yield;
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
