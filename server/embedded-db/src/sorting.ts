import { check } from './errors.js';
import { numberKind, toDouble } from './values/numbers.js';
import { type Doc, encode, isDoc, reach } from './values/values.js';

/** The fields of a sort with their direction, 1 or -1. */
export type SortOrder = [path: string, direction: 1 | -1][];

/** Reads a sort specification; `{ $meta: … }` and other directions are refused. */
export function sortOrder(spec: unknown): SortOrder {
  check(isDoc(spec), 'TypeMismatch', 'the sort specification must be an object');
  return Object.entries(spec).map(([path, direction]) => {
    const sign = numberKind(direction) ? toDouble(direction) : 0;
    check(
      sign === 1 || sign === -1,
      'BadValue',
      `$sort key ordering must be 1 (for ascending) or -1 (for descending): ${path}`,
    );
    return [path, sign];
  });
}

/**
 * The key a value sorts by: of an array its least element when ascending, its greatest when descending; an empty array
 * comes before null (manual: "Comparison/Sort Order", arrays).
 */
function sortKey(value: unknown, path: string[], direction: 1 | -1): string {
  let best: string | undefined;
  const take = (item: unknown): void => {
    const key = encode(item);
    if (best === undefined || (direction === 1 ? key < best : key > best)) best = key;
  };
  reach(value, path, 0, (found) => {
    if (!Array.isArray(found)) take(found);
    else if (found.length === 0) best ??= '\u0002';
    else for (const item of found) take(item);
    return false;
  });
  return best ?? encode(null);
}

/** Documents in the order asked for; equal ones keep the order they had. */
export function sortDocs(docs: Doc[], order: SortOrder): Doc[] {
  if (order.length === 0 || docs.length < 2) return docs;
  const paths = order.map(([path]) => path.split('.'));
  const keyed = docs.map((doc) => ({
    doc,
    keys: order.map(([, sign], i) => sortKey(doc, paths[i] as string[], sign)),
  }));
  keyed.sort((a, b) => {
    for (const [i, [, sign]] of order.entries()) {
      const [x, y] = [a.keys[i] as string, b.keys[i] as string];
      if (x !== y) return x < y ? -sign : sign;
    }
    return 0;
  });
  return keyed.map(({ doc }) => doc);
}

/** The elements of an array in order: by themselves for 1 or -1, by their fields for a document. */
export function sortValues(values: unknown[], spec: unknown): unknown[] {
  if (isDoc(spec)) return sortDocs(values as Doc[], sortOrder(spec));
  const order = sortOrder({ value: spec });
  return sortDocs(
    values.map((value) => ({ value: [value] })),
    order,
  ).map((doc) => (doc.value as unknown[])[0]);
}
