import type { Database, Work } from './database.js';
import { check } from './errors.js';
import { average, expressionCompiler, extreme, sum } from './expressions.js';
import { findDocs } from './find.js';
import { type CompileExpression, documentTest } from './matcher.js';
import { numberKind, toDouble } from './numbers.js';
import { projection, withField } from './projection.js';
import { sortDocs, type SortOrder, sortOrder } from './sorting.js';
import { compare, type Doc, encode, field, isDoc, isOperatorDoc, show, reach, typeName } from './values.js';

/** Where a pipeline reads other collections, and the variables its expressions see. */
export interface PipelineContext {
  work: Work;
  database: Database;
  /** The name of the database, before the dot of a namespace. */
  name: string;
  variables: Doc;
}

type Evaluate = (doc: Doc) => unknown;
type Stage = (docs: Doc[], spec: unknown, expression: CompileExpression, context: PipelineContext) => Doc[];

function count(value: unknown, name: string, least: number): number {
  const size = numberKind(value) ? toDouble(value) : NaN;
  check(
    Number.isInteger(size) && size >= least,
    'Location15958',
    `the argument to ${name} must be an integer of at least ${least}`,
  );
  return size;
}

function path(value: unknown, name: string): string {
  check(
    typeof value === 'string' && value.startsWith('$') && value.length > 1,
    'Location28818',
    `path option to ${name} should be prefixed with a '$': ${String(value)}`,
  );
  return value.slice(1);
}

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

function group(docs: Doc[], spec: unknown, expression: CompileExpression): Doc[] {
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
function bucket(docs: Doc[], spec: unknown, expression: CompileExpression): Doc[] {
  check(
    isDoc(spec) && Array.isArray(spec.boundaries) && spec.boundaries.length > 1,
    'Location40192',
    "$bucket needs 'groupBy' and at least 2 'boundaries'",
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

function unwind(docs: Doc[], spec: unknown): Doc[] {
  const options: Doc = isDoc(spec) ? spec : { path: spec };
  const parts = path(options.path, '$unwind').split('.');
  const index =
    options.includeArrayIndex === undefined ? undefined : show(options.includeArrayIndex).split('.');
  const numbered = (doc: Doc, i: number | null): Doc => (index ? (withField(doc, index, i) as Doc) : doc);
  return docs.flatMap((doc) => {
    const value = parts.reduce<unknown>((at, part) => (isDoc(at) ? field(at, part) : undefined), doc);
    if (Array.isArray(value) && value.length > 0)
      return value.map((item: unknown, i) => numbered(withField(doc, parts, item) as Doc, i));
    if (!Array.isArray(value) && value !== undefined && value !== null) return [numbered(doc, null)];
    if (options.preserveNullAndEmptyArrays !== true) return [];
    return [numbered(Array.isArray(value) ? (withField(doc, parts, undefined) as Doc) : doc, null)];
  });
}

function addFields(docs: Doc[], spec: unknown, expression: CompileExpression): Doc[] {
  check(
    isDoc(spec) && Object.keys(spec).length > 0,
    'Location40177',
    'Invalid $addFields :: specification must have at least one field',
  );
  const fields: [string[], Evaluate][] = [];
  const read = (at: string, value: unknown): void => {
    check(!at.startsWith('$'), 'Location16410', `FieldPath field names may not start with '$': '${at}'`);
    if (isDoc(value) && !isOperatorDoc(value) && Object.keys(value).length > 0)
      for (const [key, item] of Object.entries(value)) read(`${at}.${key}`, item);
    else fields.push([at.split('.'), expression(value)]);
  };
  for (const [key, value] of Object.entries(spec)) read(key, value);
  return docs.map((doc) =>
    fields.reduce<Doc>((out, [parts, evaluate]) => withField(out, parts, evaluate(doc)) as Doc, doc),
  );
}

function replaceRoot(docs: Doc[], newRoot: unknown, expression: CompileExpression): Doc[] {
  const evaluate = expression(newRoot);
  return docs.map((doc) => {
    const root = evaluate(doc);
    check(
      isDoc(root),
      'Location40228',
      `'newRoot' expression must evaluate to an object, but resulting value was of type ${typeName(root)}`,
    );
    return root;
  });
}

function valuesAt(doc: Doc, parts: string[]): unknown[] {
  const out: unknown[] = [];
  reach(
    doc,
    parts,
    0,
    (value) => (out.push(...(Array.isArray(value) ? (value as unknown[]) : [value ?? null])), false),
  );
  return out.length === 0 ? [null] : out;
}

/** A function giving the foreign documents that equal a local one in the joined fields, by an index or one pass. */
function equalityJoin(spec: Doc, context: PipelineContext, locals: number): (doc: Doc) => Doc[] {
  const { from, localField, foreignField } = spec as {
    from: string;
    localField: string;
    foreignField: string;
  };
  const collection = context.database.collections.get(`${context.name}.${from}`);
  const local = localField.split('.');
  const lookFor = (doc: Doc): Doc => ({ [foreignField]: { $in: valuesAt(doc, local) } });
  const indexed = [...(collection?.indexes.values() ?? [])].some(({ paths }) => paths[0] === foreignField);
  if (!collection || indexed || locals < 3)
    return (doc) => findDocs(context.work, collection, lookFor(doc), () => () => false);
  const table = new Map<string, Doc[]>();
  for (const doc of context.work.candidates(collection, {}).docs)
    for (const key of new Set(valuesAt(doc, foreignField.split('.')).map(encode)))
      table.set(key, [...(table.get(key) ?? []), doc]);
  return (doc) => [
    ...new Set([...new Set(valuesAt(doc, local).map(encode))].flatMap((key) => table.get(key) ?? [])),
  ];
}

function lookup(docs: Doc[], spec: unknown, expression: CompileExpression, context: PipelineContext): Doc[] {
  check(
    isDoc(spec) && typeof spec.from === 'string' && typeof spec.as === 'string',
    'FailedToParse',
    "$lookup needs 'from' and 'as' as strings",
  );
  const joined = typeof spec.localField === 'string' && typeof spec.foreignField === 'string';
  check(
    joined ||
      (Array.isArray(spec.pipeline) && spec.localField === undefined && spec.foreignField === undefined),
    'FailedToParse',
    "$lookup requires both 'localField' and 'foreignField', or a 'pipeline'",
  );
  const { from, as } = spec as { from: string; as: string };
  const stages = Array.isArray(spec.pipeline) ? (spec.pipeline as Doc[]) : undefined;
  const join = joined ? equalityJoin(spec, context, docs.length) : undefined;
  const bindings = Object.entries(isDoc(spec.let) ? spec.let : {}).map(
    ([name, value]) => [name, expression(value)] as const,
  );
  return docs.map((doc) => {
    if (!stages) return withField(doc, as.split('.'), join?.(doc) ?? []) as Doc;
    const variables = {
      ...context.variables,
      ...Object.fromEntries(bindings.map(([name, evaluate]) => [name, evaluate(doc)])),
    };
    const inner = { ...context, variables };
    return withField(
      doc,
      as.split('.'),
      join ? runStages(join(doc), stages, inner) : aggregate(from, stages, inner),
    ) as Doc;
  });
}

function facet(docs: Doc[], spec: unknown, _: CompileExpression, context: PipelineContext): Doc[] {
  check(isDoc(spec), 'Location40169', 'the $facet specification must be a non-empty object');
  return [
    Object.fromEntries(
      Object.entries(spec).map(([name, stages]) => [name, runStages(docs, stages, context)]),
    ),
  ];
}

function unionWith(docs: Doc[], spec: unknown, _: CompileExpression, context: PipelineContext): Doc[] {
  const options: Doc = isDoc(spec) ? spec : { coll: spec };
  check(typeof options.coll === 'string', 'FailedToParse', '$unionWith needs the name of a collection');
  return [...docs, ...aggregate(options.coll, options.pipeline ?? [], context)];
}

function sample(docs: Doc[], spec: unknown): Doc[] {
  const size = count(isDoc(spec) ? spec.size : undefined, '$sample', 1);
  const pool = [...docs];
  for (let i = 0; i < Math.min(size, pool.length); i += 1) {
    const j = i + Math.floor(Math.random() * (pool.length - i));
    [pool[i], pool[j]] = [pool[j] as Doc, pool[i] as Doc];
  }
  return pool.slice(0, size);
}

const STAGES: Record<string, Stage> = {
  $match: (docs, spec, expression) => {
    check(isDoc(spec), 'Location15959', 'the match filter must be an expression in an object');
    return docs.filter(documentTest(spec, expression));
  },
  $project: (docs, spec, expression) => {
    check(
      isDoc(spec) && Object.keys(spec).length > 0,
      'Location51272',
      'Invalid $project :: projection specification must have at least one field',
    );
    return docs.map(projection(spec, expression));
  },
  $addFields: addFields,
  $set: addFields,
  $unset: (docs, spec, expression) =>
    docs.map(
      projection(
        Object.fromEntries((Array.isArray(spec) ? spec : [spec]).map((key) => [String(key), 0])),
        expression,
      ),
    ),
  $group: group,
  $bucket: bucket,
  $sort: (docs, spec) => sortDocs(docs, sortOrder(spec)),
  $limit: (docs, spec) => docs.slice(0, count(spec, '$limit', 1)),
  $skip: (docs, spec) => docs.slice(count(spec, '$skip', 0)),
  $count: (docs, spec) => {
    check(
      typeof spec === 'string' && spec !== '' && !/[$.]/.test(spec),
      'Location40156',
      'the count field must be a non-empty string without $ or .',
    );
    return docs.length === 0 ? [] : [{ [spec]: docs.length }];
  },
  $sortByCount: (docs, spec, expression) =>
    sortDocs(group(docs, { _id: spec, count: { $sum: 1 } }, expression), [['count', -1]]),
  $unwind: unwind,
  $lookup: lookup,
  $facet: facet,
  $unionWith: unionWith,
  $sample: sample,
  $replaceRoot: (docs, spec, expression) => {
    check(isDoc(spec) && 'newRoot' in spec, 'Location40231', "$replaceRoot needs 'newRoot'");
    return replaceRoot(docs, spec.newRoot, expression);
  },
  $replaceWith: replaceRoot,
};

/** Stages that a pipeline in an update may have (manual: "Updates with Aggregation Pipeline"). */
export const UPDATE_STAGES = ['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'];

function readStages(pipeline: unknown, allowed: string[] = Object.keys(STAGES)): [string, unknown][] {
  check(Array.isArray(pipeline), 'TypeMismatch', "'pipeline' option must be specified as an array");
  return pipeline.map((stage: unknown) => {
    check(
      isDoc(stage) && Object.keys(stage).length === 1,
      'Location40323',
      'A pipeline stage specification object must contain exactly one field.',
    );
    const [[name, spec]] = Object.entries(stage) as [[string, unknown]];
    check(Object.hasOwn(STAGES, name), 'Location40324', `Unrecognized pipeline stage name: '${name}'`);
    check(allowed.includes(name), 'InvalidOptions', `${name} is not allowed to be used within an update`);
    return [name, spec];
  });
}

/** Runs stages over documents that are already at hand. */
export function runStages(
  docs: Doc[],
  pipeline: unknown,
  context: PipelineContext,
  allowed?: string[],
): Doc[] {
  const stages = readStages(pipeline, allowed);
  const expression = expressionCompiler(context.variables);
  return stages.reduce(
    (input, [name, spec]) => (STAGES[name] as Stage)(input, spec, expression, context),
    docs,
  );
}

/** Runs a pipeline over a collection; leading `$match`, `$sort`, `$skip` and `$limit` go through the indexes. */
export function aggregate(collection: string, pipeline: unknown, context: PipelineContext): Doc[] {
  const stages = readStages(pipeline);
  const expression = expressionCompiler(context.variables);
  const take = (name: string): unknown => (stages[0]?.[0] === name ? stages.shift()?.[1] : undefined);
  const filter = take('$match') ?? {};
  check(isDoc(filter), 'Location15959', 'the match filter must be an expression in an object');
  const sort = take('$sort');
  const order: SortOrder = sort === undefined ? [] : sortOrder(sort);
  const skip = stages[0]?.[0] === '$skip' ? count(take('$skip'), '$skip', 0) : 0;
  const limit = stages[0]?.[0] === '$limit' ? count(take('$limit'), '$limit', 1) : 0;
  const docs = findDocs(
    context.work,
    context.database.collections.get(`${context.name}.${collection}`),
    filter,
    expression,
    { order, skip, limit },
  );
  return stages.reduce(
    (input, [name, spec]) => (STAGES[name] as Stage)(input, spec, expression, context),
    docs,
  );
}
