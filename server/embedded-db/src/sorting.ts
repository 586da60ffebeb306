import { check, MongoError } from './errors.js';
import { keysOf } from './store/keys.js';
import { numberKind, toDouble } from './values/numbers.js';
import { type Doc, encode, field, isDoc } from './values/values.js';

/** The fields of a sort with their direction, 1 or -1. */
export type SortOrder = [path: string, direction: 1 | -1][];

/** Reads a sort specification; `{ $meta: … }` and other directions are refused. */
export function sortOrder(spec: unknown): SortOrder {
  check(isDoc(spec), 'TypeMismatch', 'the sort specification must be an object');
  return Object.entries(spec).map(([path, direction]) => {
    check(
      path !== '$natural',
      'NotImplemented',
      'a sort by $natural is not supported by the embedded engine: a hint is',
    );
    check(
      !path.startsWith('$') && path !== '',
      'Location16410',
      `FieldPath field names may not start with '$': '${path}'`,
    );
    const sign = numberKind(direction) ? toDouble(direction) : 0;
    check(
      sign === 1 || sign === -1,
      'BadValue',
      `$sort key ordering must be 1 (for ascending) or -1 (for descending): ${path}`,
    );
    return [path, sign];
  });
}

/** The order of two lists of keys. */
function compareKeys(a: string[], b: string[], order: SortOrder): number {
  for (const [i, [, sign]] of order.entries()) {
    const [x, y] = [a[i] as string, b[i] as string];
    if (x !== y) return x < y ? -sign : sign;
  }
  return 0;
}

/**
 * The keys a document sorts by: where arrays stand on the way, those of the element that comes first; an empty array
 * comes before null (manual: "Comparison/Sort Order", arrays). Two arrays side by side are refused, as in an index.
 */
function sortKeys(doc: Doc, paths: string[][], order: SortOrder): string[] {
  try {
    return keysOf(doc, paths, false).reduce((best, keys) =>
      compareKeys(keys, best, order) < 0 ? keys : best,
    );
  } catch (error) {
    if (!(error instanceof MongoError) || error.codeName !== 'CannotIndexParallelArrays') throw error;
    throw new MongoError('BadValue', 'cannot sort with keys that are parallel arrays');
  }
}

/** Things in the order of their keys; equal ones keep the order they had. */
function byKeys<T>(list: T[], order: SortOrder, keysFor: (item: T) => string[]): T[] {
  return list
    .map((item) => ({ item, keys: keysFor(item) }))
    .sort((a, b) => compareKeys(a.keys, b.keys, order))
    .map(({ item }) => item);
}

/** Documents in the order asked for. */
export function sortDocs(docs: Doc[], order: SortOrder): Doc[] {
  if (order.length === 0) return docs;
  const paths = order.map(([path]) => path.split('.'));
  return byKeys(docs, order, (doc) => sortKeys(doc, paths, order));
}

/** What several lists hold, each in this order, as one in this order: read only as far as is asked for (as `SORT_MERGE`). */
export function* merged<T extends { doc: Doc }>(
  lists: readonly Generator<T, void>[],
  order: SortOrder,
): Generator<T, void> {
  const paths = order.map(([path]) => path.split('.'));
  const next = (list: Generator<T, void>) => {
    const head = list.next();
    if (head.done) return undefined;
    return { list, item: head.value, keys: sortKeys(head.value.doc, paths, order) };
  };
  const heads = lists.flatMap((list) => next(list) ?? []);
  while (heads.length > 0) {
    const first = heads.reduce((a, b) => (compareKeys(b.keys, a.keys, order) < 0 ? b : a));
    yield first.item;
    const following = next(first.list);
    heads.splice(heads.indexOf(first), 1, ...(following ? [following] : []));
  }
}

/** What a path leads to inside one element; arrays on the way are entered only by a number. */
function inside(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((at, part) => {
    if (Array.isArray(at)) return /^\d+$/.test(part) ? at[Number(part)] : undefined;
    return isDoc(at) ? field(at, part) : undefined;
  }, value);
}

/** The elements of an array in order: by themselves for 1 or -1, by their fields for a document (manual: "$sort", update). */
export function sortValues(values: unknown[], spec: unknown): unknown[] {
  const order = isDoc(spec) ? sortOrder(spec) : sortOrder({ value: spec });
  if (!isDoc(spec)) return byKeys(values, order, (value) => [encode(value)]);
  const paths = order.map(([path]) => path.split('.'));
  return byKeys(values, order, (value) => paths.map((path) => encode(inside(value, path))));
}
