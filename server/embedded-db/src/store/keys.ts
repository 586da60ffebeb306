import { check } from '../errors.js';
import { type Doc, encode, field, isDoc } from '../values/values.js';

/** What an empty array stands under: before null, and equal to no value (manual: "Comparison/Sort Order", arrays). */
const EMPTY_ARRAY = '\u0002';

const INDEX = /^(0|[1-9]\d*)$/;

/** One field of an index on its way through a document: its key, or the rest of its path. */
interface Walk {
  rest: string[];
  key?: string;
  missing?: boolean;
  /** The array the document at hand is an element of; a number in the path may mean its place there. */
  from?: unknown[];
}

/** Follows a path to its end or to the first array on it; undefined when the document does not have it. */
function follow(doc: unknown, { rest, from }: Walk): { found: unknown; rest: string[] } | undefined {
  const [part = ''] = rest;
  const named = isDoc(doc) && field(doc, part) !== undefined;
  const placed = from !== undefined && INDEX.test(part) && Number(part) < from.length;
  check(
    !(named && placed),
    'Location16746',
    `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${part}'`,
  );
  let found = named ? field(doc, part) : placed ? from[Number(part)] : undefined;
  for (let at = 1; found !== undefined; at += 1) {
    if (at === rest.length || Array.isArray(found)) return { found, rest: rest.slice(at) };
    found = isDoc(found) ? field(found, rest[at] as string) : undefined;
  }
  return undefined;
}

function expand(doc: unknown, walks: Walk[], emit: (walks: Walk[]) => void): void {
  let array: { values: unknown[]; name: string } | undefined;
  const next = walks.map((walk): Walk => {
    if (walk.key !== undefined) return walk;
    const step = follow(doc, walk);
    if (!step) return { rest: [], key: encode(null), missing: true };
    const { found, rest } = step;
    if (!Array.isArray(found)) return { rest: [], key: encode(found) };
    const [name = ''] = walk.rest;
    array ??= { values: found, name };
    check(
      array.values === found,
      'CannotIndexParallelArrays',
      `cannot index parallel arrays [${name}] [${array.name}]`,
    );
    return { rest, from: found };
  });
  if (!array) {
    emit(next);
    return;
  }
  const { values } = array;
  for (const value of values.length > 0 ? values : [undefined])
    expand(
      value,
      next.map((walk) => {
        if (walk.key !== undefined || walk.rest.length > 0) return walk;
        return { rest: [], key: values.length > 0 ? encode(value) : EMPTY_ARRAY };
      }),
      emit,
    );
}

/**
 * The keys of a document for paths: one list of a key for each path, for every element when a path crosses an array.
 * Paths that cross the same array are taken element by element; two different arrays side by side are refused, as in
 * MongoDB (manual: "Compound Multikey Indexes"). `sparse` leaves out what has none of the paths.
 */
export function keysOf(doc: Doc, paths: string[][], sparse: boolean): string[][] {
  const out: string[][] = [];
  expand(
    doc,
    paths.map((rest) => ({ rest })),
    (walks) => {
      if (sparse && walks.every(({ missing }) => missing)) return;
      out.push(walks.map(({ key }) => key as string));
    },
  );
  return out;
}
