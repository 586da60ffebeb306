import { BSONRegExp } from 'bson';
import { type Bound, EVERYTHING, type Index, narrow, type Range } from './store/indexes.js';
import { documentTest } from './matcher.js';
import type { SortOrder } from './sorting.js';
import {
  type Doc,
  encode,
  encodeStringPrefix,
  equal,
  isDoc,
  isOperatorDoc,
  rank,
  typeName,
} from './values/values.js';

/** What a query demands of one path. Conditions inside one `$elemMatch` speak of one and the same element. */
interface Condition {
  path: string;
  op: string;
  value: unknown;
  /** The path of the array whose one element this is said of, and which `$elemMatch` says it. */
  element?: { array: string; group: object };
}

/** A way to the documents: an index and the stretches of it to read. */
export interface Plan {
  index: Index;
  ranges: Range[];
  /** Set when reading each stretch in this direction gives its documents already sorted; several have to be merged. */
  sorted?: 'forwards' | 'backwards';
  score: number;
}

/** What a person said about the way: through this index, or document by document, first or last born first. */
export type Hint = { index: Index } | { index?: undefined; natural: 1 | -1 };

/** Several lists of `$in` multiply; beyond this the fields after them are left to the filter itself. */
const MOST_RANGES = 10_000;
/** So many sorted stretches are merged; of more, what is found is sorted. */
const MOST_MERGED = 32;

/** The conditions that must all hold, from the top of the filter, from `$and` and from inside `$elemMatch`. */
function conditions(filter: Doc, prefix = '', element?: Condition['element']): Condition[] {
  return Object.entries(filter).flatMap(([key, value]): Condition[] => {
    if (key === '$and' && Array.isArray(value))
      return value.flatMap((item: unknown) => (isDoc(item) ? conditions(item, prefix, element) : []));
    if (key.startsWith('$')) return [];
    const path = prefix + key;
    const one = (op: string, operand: unknown): Condition => ({
      path,
      op,
      value: operand,
      ...(element ? { element } : {}),
    });
    if (!isOperatorDoc(value)) return [one(value instanceof BSONRegExp ? '$regex' : '$eq', value)];
    return Object.entries(value).flatMap(([op, operand]): Condition[] => {
      if (op === '$elemMatch' && isDoc(operand) && !isOperatorDoc(operand))
        return [one(op, operand), ...conditions(operand, `${path}.`, { array: path, group: operand })];
      return [one(op, operand)];
    });
  });
}

/** The stretches of one field's keys that can satisfy a condition, or undefined when an index is of no help. */
function bounds({ op, value }: Condition): Bound[] | undefined {
  if (op === '$regex') return regexRange(value);
  if (op === '$eq' || op === '$in') {
    const points = op === '$eq' ? [value] : Array.isArray(value) ? (value as unknown[]) : [];
    if (op === '$in' && !Array.isArray(value)) return undefined;
    if (points.some((point) => Array.isArray(point) || point instanceof BSONRegExp)) return undefined;
    return points.map((point) => ({ low: encode(point), high: encode(point) }));
  }
  const place = rank(value);
  if (!['$gt', '$gte', '$lt', '$lte'].includes(op) || [1, 3, 6, 7, 127].includes(place)) return undefined;
  if (Number.isNaN(value)) return undefined;
  const type = String.fromCharCode(place);
  return op === '$gt' || op === '$gte'
    ? [{ low: encode(value), high: type }]
    : [{ low: type, high: encode(value) }];
}

/** Strings that begin with what a regular expression anchors, when it is that simple. */
function regexRange(value: unknown): Bound[] | undefined {
  const prefix =
    value instanceof BSONRegExp && value.options === ''
      ? /^\^([\w\- ]+)$/.exec(value.pattern)?.[1]
      : undefined;
  if (prefix === undefined) return undefined;
  const text = encodeStringPrefix(prefix);
  return [{ low: text, high: text }];
}

/** The bounds met by both lists; both are conjunctions on the same field. */
function intersect(a: Bound[], b: Bound[]): Bound[] {
  return a.flatMap((x) => b.flatMap((y) => narrow(x, y) ?? []));
}

/** True when every document the query can find stands in the index. */
function covers(index: Index, list: Condition[]): boolean {
  const needs: Doc =
    index.spec.partialFilterExpression ??
    (index.spec.sparse ? { [index.paths[0] as string]: { $exists: true } } : {});
  return Object.entries(needs).every(([path, demand]) => {
    const here = list.filter((condition) => condition.path === path);
    const parts: [string, unknown][] = isOperatorDoc(demand) ? Object.entries(demand) : [['$eq', demand]];
    return parts.every(([op, operand]) => implied(here, list, path, op, operand));
  });
}

function implied(here: Condition[], all: Condition[], path: string, op: string, operand: unknown): boolean {
  if (here.some((c) => c.op === op && equal(c.value, operand))) return true;
  if (op === '$exists')
    return (
      operand === true &&
      (here.some(present) || all.some((c) => c.op === '$elemMatch' && path === `${c.path}.0`))
    );
  const test = documentTest({ value: { [op]: operand } }, () => () => false);
  return here.some((c) => {
    if (c.op === '$eq') return !isDoc(c.value) && typeName(c.value) !== 'regex' && test({ value: c.value });
    if (c.op === '$in')
      return (
        Array.isArray(c.value) &&
        c.value.length > 0 &&
        (c.value as unknown[]).every((v) => typeName(v) !== 'regex' && test({ value: v }))
      );
    return (op === '$gt' || op === '$gte') === (c.op === '$gt' || c.op === '$gte') && ['$gt', '$gte', '$lt', '$lte'].includes(c.op) &&
      ['$gt', '$gte', '$lt', '$lte'].includes(op) && test({ value: c.value }); // prettier-ignore
  });
}

function present({ op, value }: Condition): boolean {
  if (op === '$eq' || op === '$gt' || op === '$gte' || op === '$lt' || op === '$lte')
    return value !== null && value !== undefined;
  if (op === '$in') return Array.isArray(value) && !value.includes(null);
  return op === '$elemMatch' || op === '$regex' || op === '$type' || op === '$size';
}

function planFor(index: Index, list: Condition[], order: SortOrder): Plan | undefined {
  if (!covers(index, list)) return undefined;
  const way = read(index, list, order);
  return way.score > 0 || way.sorted ? way : undefined;
}

/** How an index is read for a filter: in full when nothing in the filter narrows it. */
function read(index: Index, list: Condition[], order: SortOrder): Plan {
  let ranges: Range[] = [EVERYTHING];
  let fixed = 0;
  // Up to here each stretch holds one value of a field, though not all of them the same.
  let pinned = 0;
  let score = 0;
  let element: Condition['element'];
  let inArray = false;
  for (const [field, path] of index.paths.entries()) {
    const arrays = index.arraysOn(path);
    // One element stands under one key: what is said of a second field of it counts only when it is said of the same one.
    const usable = list.filter(
      (c) =>
        c.path === path &&
        bounds(c) !== undefined &&
        (!arrays || !inArray || (element !== undefined && c.element?.group === element.group)),
    );
    const chosen = choose(usable, arrays);
    if (!chosen || (ranges.length > 1 && ranges.length * chosen.length > MOST_RANGES)) break;
    ranges = ranges.flatMap(({ from }) => chosen.map((bound) => index.range(field, bound, from)));
    const points = usable.some((c) => c.op === '$eq' || c.op === '$in');
    score += points ? 4 : 2;
    if (!points) break;
    if (chosen.length === 1 && fixed === field) fixed += 1;
    if (chosen.every(({ low, high }) => low === high) && pinned === field) pinned += 1;
    if (!arrays) continue;
    const first = leading(usable);
    element = arrays.size === 1 && arrays.has(first?.element?.array ?? '') ? first?.element : undefined;
    inArray = true;
  }
  const sorted =
    ranges.length > MOST_MERGED ? undefined : direction(index, order, ranges.length === 1 ? fixed : pinned);
  const unique = index.spec.unique && fixed === index.paths.length;
  return {
    index,
    ranges,
    score: score + (sorted ? 1 : 0) + (unique ? 100 : 0),
    ...(sorted ? { sorted } : {}),
  };
}

/** The condition that narrows a field most. */
const leading = (usable: Condition[]): Condition | undefined =>
  usable.find((c) => c.op === '$eq' || c.op === '$in') ?? usable[0];

/**
 * The ranges of one field. Where documents hold arrays, two conditions may be met by two different elements, so only
 * one may narrow the range; unless they come from one `$elemMatch` over the only array on the way.
 */
function choose(usable: Condition[], arrays: ReadonlySet<string> | undefined): Bound[] | undefined {
  const first = leading(usable);
  if (!first) return undefined;
  const { element } = first;
  const together =
    arrays === undefined || (element !== undefined && arrays.size === 1 && arrays.has(element.array));
  const list = !together
    ? [first]
    : arrays
      ? usable.filter((c) => c.element?.group === element?.group)
      : usable;
  return list.map((c) => bounds(c) as Bound[]).reduce(intersect);
}

/** Whether the index, past its `fixed` first fields, runs in the order asked for. */
function direction(index: Index, order: SortOrder, fixed: number): Plan['sorted'] {
  // An array sorts by its least or greatest element, which is not where a query finds it.
  if (order.some(([path]) => index.arraysOn(path))) return undefined;
  const wanted = order.filter(([path]) => !index.paths.slice(0, fixed).includes(path));
  if (order.length === 0 || wanted.length === 0) return order.length === 0 ? undefined : 'forwards';
  const ways = wanted.map(([path, sign], i) =>
    index.paths[fixed + i] === path ? sign * (index.directions[fixed + i] ?? 0) : 0,
  );
  if (ways.some((way) => way === 0 || way !== ways[0])) return undefined;
  return ways[0] === 1 ? 'forwards' : 'backwards';
}

/** The best way through the indexes for a filter and an order, or undefined when every document must be looked at. */
export function plan(indexes: Iterable<Index>, filter: Doc, order: SortOrder = []): Plan | undefined {
  const list = conditions(filter);
  let best: Plan | undefined;
  for (const index of indexes) {
    const candidate = planFor(index, list, order);
    if (candidate && (!best || candidate.score > best.score)) best = candidate;
  }
  return best;
}

/**
 * The way through the index that a hint asks for. As in MongoDB, what does not stand in a sparse or partial index is then
 * not found (manual: "Sparse Indexes", incomplete results).
 */
export function planBy(index: Index, filter: Doc, order: SortOrder): Plan {
  return read(index, conditions(filter), order);
}

/**
 * The ways to the branches of a top-level `$or`, so that they can be merged in the order asked for where each is narrowed and runs in
 * it; none when there is no such `$or`, or no way to one of them.
 */
export function planAlternatives(indexes: Iterable<Index>, filter: Doc, order: SortOrder): Plan[] {
  const branches = filter.$or;
  if (!Array.isArray(branches) || !branches.every(isDoc)) return [];
  const all = [...indexes];
  const merging = branches.map((branch) => plan(all, branch, order));
  const stretches = merging.reduce((sum, way) => sum + (way?.ranges.length ?? 0), 0);
  // An index that gives the order alone is read in full.
  const narrowed = merging.every((way) => way?.sorted !== undefined && way.score > 1);
  const ways = narrowed && stretches <= MOST_MERGED ? merging : branches.map((branch) => plan(all, branch));
  return ways.every((way) => way !== undefined) ? ways : [];
}

/** Whether what these ways lead to comes, merged, in the order asked for. */
export const inOrder = (ways: readonly Plan[]): boolean =>
  ways.length > 0 && ways.every(({ sorted }) => sorted !== undefined);
