import { check } from '../errors.js';
import { average, extreme, sum } from '../expressions/arithmetic.js';
import type { CompileExpression } from '../matcher.js';
import { checkKnown } from './stage.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { compare, type Doc, encode, isDoc } from '../values/values.js';

/** What each accumulator makes of the values its expression had in a group, in the order of the documents. */
const ACCUMULATORS: Record<string, (values: unknown[]) => unknown> = {
  $sum: sum,
  $avg: average,
  $min: (values) => extreme(values, -1),
  $max: (values) => extreme(values, 1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => [
    ...new Map(values.filter((value) => value !== undefined).map((value) => [encode(value), value])).values(),
  ],
  $count: (values) => values.length,
  $mergeObjects: (values) => Object.assign({}, ...(values as Doc[])) as Doc,
  $stdDevPop: (values) => deviation(values, 0),
  $stdDevSamp: (values) => deviation(values, 1),
};

function deviation(values: unknown[], less: 0 | 1): number | null {
  const numbers = values.filter(numberKind).map(toDouble);
  if (numbers.length <= less) return null;
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((total, n) => total + (n - mean) ** 2, 0) / (numbers.length - less));
}

/** The fields of `$group` and `$bucket`: each gathers its expression's values and folds them at the end. */
function accumulators(spec: Doc, expression: CompileExpression): (docs: Doc[]) => Doc {
  const fields = Object.entries(spec).map(([name, operand]) => {
    check(!name.includes('.'), 'Location40235', `The field name '${name}' cannot contain '.'`);
    check(
      isDoc(operand) && Object.keys(operand).length === 1,
      'Location40234',
      `The field '${name}' must be an accumulator object`,
    );
    const [[operator, argument]] = Object.entries(operand) as [[string, unknown]];
    const fold = ACCUMULATORS[operator];
    check(fold, 'Location15952', `unknown group operator '${operator}'`);
    return { name, fold, evaluate: operator === '$count' ? () => 1 : expression(argument) };
  });
  return (docs) =>
    Object.fromEntries(fields.map(({ name, fold, evaluate }) => [name, fold(docs.map(evaluate))]));
}

/** Manual: "$group": one document for each value of `_id`, equal as MongoDB sees it. */
export function group(docs: Doc[], spec: unknown, expression: CompileExpression): Doc[] {
  check(isDoc(spec), 'Location15947', "a group's fields must be specified in an object");
  check('_id' in spec, 'Location15955', 'a group specification must include an _id');
  const { _id, ...fields } = spec;
  const idOf = expression(_id);
  const finish = accumulators(fields, expression);
  const groups = new Map<string, { id: unknown; docs: Doc[] }>();
  for (const doc of docs) {
    const id = idOf(doc) ?? null;
    const key = encode(id);
    const found = groups.get(key);
    if (found) found.docs.push(doc);
    else groups.set(key, { id, docs: [doc] });
  }
  return [...groups.values()].map((one) => ({ _id: one.id, ...finish(one.docs) }));
}

/** Manual: "$bucket": each boundary belongs to the bucket above it; empty buckets are left out. */
export function bucket(docs: Doc[], spec: unknown, expression: CompileExpression): Doc[] {
  check(
    isDoc(spec) && Array.isArray(spec.boundaries) && spec.boundaries.length > 1,
    'Location40192',
    "$bucket needs 'groupBy' and at least 2 'boundaries'",
  );
  checkKnown(spec, '$bucket', ['groupBy', 'boundaries', 'default', 'output']);
  check(
    spec.output === undefined || isDoc(spec.output),
    'Location40196',
    "The $bucket 'output' field must be an object",
  );
  const bounds: unknown[] = spec.boundaries;
  for (const [i, bound] of bounds.entries())
    check(
      i === 0 || compare(bounds[i - 1], bound) < 0,
      'Location40194',
      "The 'boundaries' option to $bucket must be sorted",
    );
  const idOf = expression(spec.groupBy);
  const finish = accumulators(isDoc(spec.output) ? spec.output : { count: { $sum: 1 } }, expression);
  const buckets = new Map<string, { id: unknown; docs: Doc[] }>();
  for (const doc of docs) {
    const value = idOf(doc) ?? null;
    const above = bounds.findIndex((bound) => compare(value, bound) < 0);
    check(
      above > 0 || 'default' in spec,
      'Location40066',
      '$bucket could not find a bucket for a value, and no default was specified',
    );
    const id = above > 0 ? bounds[above - 1] : spec.default;
    const found = buckets.get(encode(id)) ?? { id, docs: [] };
    found.docs.push(doc);
    buckets.set(encode(id), found);
  }
  return [...buckets.values()]
    .sort((a, b) => compare(a.id, b.id))
    .map(({ id, docs: inside }) => ({ _id: id, ...finish(inside) }));
}
