import { check } from '../errors.js';
import { checkVariableName } from '../expressions/variables.js';
import { findDocs } from '../find.js';
import type { CompileExpression } from '../matcher.js';
import { checkKnown, type PipelineContext } from './stage.js';
import { withField } from '../projection.js';
import { type Doc, encode, isDoc, reach } from '../values/values.js';

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
  const collection = context.work.collection(`${context.name}.${from}`);
  const local = localField.split('.');
  const lookFor = (doc: Doc): Doc => ({ [foreignField]: { $in: valuesAt(doc, local) } });
  const indexed = [...(collection?.indexes.values() ?? [])].some(({ paths }) => paths[0] === foreignField);
  if (!collection || indexed || locals < 3)
    return (doc) => findDocs(context.work, collection, lookFor(doc), () => () => false);
  const table = new Map<string, Doc[]>();
  for (const doc of context.work.candidates(collection, {}).docs)
    for (const key of new Set(valuesAt(doc, foreignField.split('.')).map(encode))) {
      const group = table.get(key);
      if (group) group.push(doc);
      else table.set(key, [doc]);
    }
  return (doc) => [
    ...new Set([...new Set(valuesAt(doc, local).map(encode))].flatMap((key) => table.get(key) ?? [])),
  ];
}

/** The pipeline itself, for what a $lookup runs within. */
export interface Runs {
  runStages: (docs: Doc[], stages: Doc[], context: PipelineContext) => Doc[];
  aggregate: (from: string, stages: Doc[], context: PipelineContext) => Doc[];
}

/** Manual: "$lookup", by equal fields, by a pipeline with `let`, or by both. */
export function lookup(
  docs: Doc[],
  spec: unknown,
  expression: CompileExpression,
  context: PipelineContext,
  { runStages, aggregate }: Runs,
): Doc[] {
  check(
    isDoc(spec) && typeof spec.from === 'string' && typeof spec.as === 'string',
    'FailedToParse',
    "$lookup needs 'from' and 'as' as strings",
  );
  checkKnown(spec, '$lookup', ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']);
  check(
    spec.let === undefined || (isDoc(spec.let) && spec.pipeline !== undefined),
    'FailedToParse',
    "$lookup with a 'let' argument needs it as an object, and a 'pipeline'",
  );
  check(
    spec.pipeline === undefined || Array.isArray(spec.pipeline),
    'TypeMismatch',
    "$lookup needs its 'pipeline' as an array",
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
  for (const [name] of bindings) checkVariableName(name);
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
