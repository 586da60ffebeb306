import { check } from '../errors.js';
import { expressionCompiler } from '../expressions/compile.js';
import { findingDocs } from '../find.js';
import { type CompileExpression, documentTest } from '../matcher.js';
import { bucket, group } from './group.js';
import { lookup } from './lookup.js';
import { checkKnown, count, type Evaluate, path, type PipelineContext, type Stage } from './stage.js';
import { atOnce, type Paced } from '../pace.js';
import { projection, withField } from '../projection.js';
import { sortDocs, type SortOrder, sortOrder } from '../sorting.js';
import { type Doc, field, isDoc, isOperatorDoc, show, typeName } from '../values/values.js';

function unwind(docs: Doc[], spec: unknown): Doc[] {
  const options: Doc = isDoc(spec) ? spec : { path: spec };
  checkKnown(options, '$unwind', ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays']);
  check(
    ['boolean', 'undefined'].includes(typeof options.preserveNullAndEmptyArrays),
    'Location28809',
    'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage',
  );
  check(
    options.includeArrayIndex === undefined || /^[^$]/.test(show(options.includeArrayIndex)),
    'Location28810',
    'expected a non-empty string without $ for the includeArrayIndex option to $unwind stage',
  );
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
  checkKnown(options, '$unionWith', ['coll', 'pipeline']);
  check(typeof options.coll === 'string', 'FailedToParse', '$unionWith needs the name of a collection');
  return [...docs, ...aggregate(options.coll, options.pipeline ?? [], context)];
}

/** The order of a `$sort` stage, which unlike the sort of `find` must name a field. */
function stageOrder(spec: unknown): SortOrder {
  const order = sortOrder(spec);
  check(order.length > 0, 'Location15976', '$sort stage must have at least one sort key');
  return order;
}

function sample(docs: Doc[], spec: unknown): Doc[] {
  if (isDoc(spec)) checkKnown(spec, '$sample', ['size']);
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
  $sort: (docs, spec) => sortDocs(docs, stageOrder(spec)),
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
  $lookup: (docs, spec, expression, context) =>
    lookup(docs, spec, expression, context, { runStages, aggregate }),
  $facet: facet,
  $unionWith: unionWith,
  $sample: sample,
  $replaceRoot: (docs, spec, expression) => {
    check(isDoc(spec) && 'newRoot' in spec, 'Location40231', "$replaceRoot needs 'newRoot'");
    checkKnown(spec, '$replaceRoot', ['newRoot']);
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
export const aggregate = (...asked: Parameters<typeof aggregating>): Doc[] => atOnce(aggregating(...asked));

/** As `aggregate`, with places to pause at while it looks for what the stages begin with. */
export function* aggregating(
  collection: string,
  pipeline: unknown,
  context: PipelineContext,
  hint?: unknown,
): Paced<Doc[]> {
  const stages = readStages(pipeline);
  const expression = expressionCompiler(context.variables);
  const take = (name: string): unknown => (stages[0]?.[0] === name ? stages.shift()?.[1] : undefined);
  const filter = take('$match') ?? {};
  check(isDoc(filter), 'Location15959', 'the match filter must be an expression in an object');
  const sort = take('$sort');
  const order: SortOrder = sort === undefined ? [] : stageOrder(sort);
  const skip = stages[0]?.[0] === '$skip' ? count(take('$skip'), '$skip', 0) : 0;
  const limit = stages[0]?.[0] === '$limit' ? count(take('$limit'), '$limit', 1) : 0;
  const docs = yield* findingDocs(
    context.work,
    context.work.collection(`${context.name}.${collection}`),
    filter,
    expression,
    { order, skip, limit, hint },
  );
  return stages.reduce(
    (input, [name, spec]) => (STAGES[name] as Stage)(input, spec, expression, context),
    docs,
  );
}
