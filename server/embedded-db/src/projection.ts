import { check, MongoError } from './errors.js';
import { type CompileExpression, documentTest } from './matcher.js';
import { numberKind, toDouble } from './values/numbers.js';
import { matchedIndex } from './positional.js';
import { checkName, type Doc, field, isDoc, isOperatorDoc } from './values/values.js';

type Tree = Map<string, Tree | true>;

type Shape = (doc: Doc) => Doc;

interface Parsed {
  include: string[];
  exclude: string[];
  /** Fields with a value of their own; `undefined` leaves the field out. */
  computed: { path: string; value: (doc: Doc) => unknown; adds: boolean }[];
}

function plant(paths: string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    let node = root;
    const parts = path.split('.');
    for (const [i, part] of parts.entries()) {
      const next = node.get(part);
      check(next !== true || i === parts.length - 1, 'Location31249', `Path collision at ${path}`);
      check(!next || i < parts.length - 1, 'Location31250', `Path collision at ${path}`);
      const child: Tree = next instanceof Map ? next : new Map<string, Tree | true>();
      node.set(part, i === parts.length - 1 ? true : child);
      node = child;
    }
  }
  return root;
}

/** Whether a number or boolean in a projection says to show; other values do. */
function isTruthy(value: unknown): boolean {
  return typeof value === 'boolean' ? value : !numberKind(value) || toDouble(value) !== 0;
}

/** What a tree of paths keeps of a value; scalars where a document was expected vanish. */
function pick(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => pick(item, tree)).filter((item) => item !== undefined);
  if (!isDoc(value)) return undefined;
  const out: Doc = {};
  for (const [key, item] of Object.entries(value)) {
    const branch = tree.get(key);
    const kept = branch === true ? item : branch ? pick(item, branch) : undefined;
    if (kept !== undefined) out[key] = kept;
  }
  return out;
}

function without(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => without(item, tree));
  if (!isDoc(value)) return value;
  const out: Doc = {};
  for (const [key, item] of Object.entries(value)) {
    const branch = tree.get(key);
    if (branch !== true) out[key] = branch ? without(item, branch) : item;
  }
  return out;
}

/** A copy of a value with a field put in (undefined: taken out), in every element where arrays stand on the way. */
export function withField(value: unknown, path: string[], content: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withField(item, path, content));
  const [part, ...rest] = path as [string, ...string[]];
  checkName(part);
  const out: Doc = isDoc(value) ? { ...value } : {};
  const fresh = rest.length > 0 ? withField(field(out, part), rest, content) : content;
  if (fresh === undefined) delete out[part];
  else out[part] = fresh;
  return out;
}

function slice(value: unknown, operand: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const list = (Array.isArray(operand) ? operand : [operand]).map(toDouble);
  const [first = 0, count] = list;
  if (count === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
  check(count > 0, 'Location28724', `$slice limit must be positive`);
  const from = first < 0 ? Math.max(0, value.length + first) : first;
  return value.slice(from, from + count);
}

function valueAt(doc: Doc, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, part) => (isDoc(value) ? field(value, part) : undefined), doc);
}

function onlyElement(path: string, operand: unknown, expression: CompileExpression): (doc: Doc) => unknown {
  check(isDoc(operand), 'BadValue', 'elemMatch: Invalid argument, object required');
  const test = documentTest({ value: { $elemMatch: operand } }, expression);
  return (doc) => {
    const array = valueAt(doc, path);
    const found = Array.isArray(array) ? array.findIndex((item: unknown) => test({ value: [item] })) : -1;
    return found < 0 ? undefined : [(array as unknown[])[found]];
  };
}

function matchedElement(path: string, query: Doc, expression: CompileExpression): (doc: Doc) => unknown {
  return (doc) => {
    const array = valueAt(doc, path);
    if (!Array.isArray(array)) return array;
    const index = matchedIndex(array, path, query, expression);
    check(
      index !== undefined,
      'Location51246',
      "Executor error during find command: positional operator '.$' couldn't find a matching element in the array",
    );
    return [array[index] as unknown];
  };
}

/** Compiles a field's expression; an operator nobody knows has a code of its own here. */
function compute(value: unknown, expression: CompileExpression): (doc: Doc) => unknown {
  try {
    return expression(value);
  } catch (error) {
    const [operator = ''] = isDoc(value) ? Object.keys(value) : [];
    if (
      !(error instanceof MongoError) ||
      error.codeName !== 'InvalidPipelineOperator' ||
      !error.message.includes(`'${operator}'`)
    )
      throw error;
    throw new MongoError('Location31325', `Unknown expression ${operator}`);
  }
}

function parse(spec: Doc, expression: CompileExpression, query: Doc | undefined): Parsed {
  const out: Parsed = { include: [], exclude: [], computed: [] };
  const read = (path: string, value: unknown): void => {
    check(
      !path.startsWith('$') && path !== '',
      'Location16410',
      `FieldPath field names may not start with '$': '${path}'`,
    );
    if (numberKind(value) || typeof value === 'boolean') {
      if (!path.endsWith('.$')) (isTruthy(value) ? out.include : out.exclude).push(path);
      else {
        check(query, 'Location31324', "positional projection '.$' is only allowed in find");
        const array = path.slice(0, -2);
        out.computed.push({ path: array, value: matchedElement(array, query, expression), adds: true });
      }
    } else if (query && isDoc(value) && '$slice' in value) {
      out.computed.push({ path, value: (doc) => slice(valueAt(doc, path), value.$slice), adds: false });
    } else if (query && isDoc(value) && '$elemMatch' in value) {
      out.computed.push({ path, value: onlyElement(path, value.$elemMatch, expression), adds: true });
    } else if (isDoc(value) && !isOperatorDoc(value)) {
      check(Object.keys(value).length > 0, 'Location51270', 'An empty sub-projection is not a valid value');
      for (const [key, item] of Object.entries(value)) read(`${path}.${key}`, item);
    } else out.computed.push({ path, value: compute(value, expression), adds: true });
  };
  for (const [path, value] of Object.entries(spec)) read(path, value);
  return out;
}

/**
 * Compiles a projection. `query` is given for `find`, whose projections know `$slice`, `$elemMatch` and the positional
 * `$`; without it the rules are those of the `$project` stage (manual: "Project Fields to Return from Query", "$project").
 */
export function projection(spec: Doc, expression: CompileExpression, query?: Doc): Shape {
  const { include, exclude, computed } = parse(spec, expression, query);
  const others = exclude.filter((path) => path !== '_id');
  const inclusive =
    include.some((path) => path !== '_id') ||
    computed.some(({ adds }) => adds) ||
    (include.length > 0 && others.length === 0);
  const [first] = Object.entries(spec).filter(([path]) => path !== '_id');
  const firstIsExclusion = !isTruthy(first?.[1]);
  if (inclusive && others.length > 0)
    throw firstIsExclusion
      ? new MongoError(
          'Location31253',
          `Cannot do inclusion on field ${include[0] ?? ''} in exclusion projection`,
        )
      : new MongoError(
          'Location31254',
          `Cannot do exclusion on field ${others[0] ?? ''} in inclusion projection`,
        );
  const kept = plant(exclude.includes('_id') ? include : [...new Set(['_id', ...include])]);
  const dropped = plant(exclude);
  for (const { path } of computed)
    check(!include.includes(path), 'Location31250', `Path collision at ${path}`);
  return (doc) => {
    let out: unknown = inclusive ? pick(doc, kept) : without(doc, dropped);
    for (const { path, value } of computed) {
      const content = value(doc);
      if (content !== undefined || inclusive) out = withField(out, path.split('.'), content);
    }
    return out as Doc;
  };
}
