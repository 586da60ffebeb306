import { Long, ObjectId, Timestamp } from 'bson';
import { check, MongoError } from './errors.js';
import { type CompileExpression, documentTest, matchedIndex, operators, type Test } from './matcher.js';
import { arithmetic, numberKind, toDouble } from './numbers.js';
import { sortValues } from './sorting.js';
import {
  clone,
  compare,
  checkName,
  type Doc,
  encode,
  equal,
  field,
  isDoc,
  isOperatorDoc,
  typeName,
} from './values.js';

/** What an update needs to know besides the document. */
export interface UpdateContext {
  /** True when the document is being made by an upsert: `$setOnInsert` applies. */
  inserting: boolean;
  /** The condition that found the document; the positional `$` asks it which element matched. */
  query: Doc;
  arrayFilters: Map<string, Test>;
  expression: CompileExpression;
}

/** What to put where a field was: `undefined` takes the field away. */
type Change = (old: unknown) => unknown;

type Modifier = (operand: unknown, path: string, context: UpdateContext) => Change;

const INDEX = /^\d+$/;
const MAX_ARRAY_GAP = 1_500_000;

/** The elements of an array that one path part means: an index, `$[]`, or `$[name]` by its filter. */
function elements(array: unknown[], part: string, path: string, context: UpdateContext): number[] {
  if (part === '$[]') return [...array.keys()];
  const name = /^\$\[(.+)\]$/.exec(part)?.[1];
  if (name !== undefined) {
    const test = context.arrayFilters.get(name);
    check(test, 'BadValue', `No array filter found for identifier '${name}' in path '${path}'`);
    return [...array.keys()].filter((i) => test({ [name]: array[i] }));
  }
  check(
    INDEX.test(part),
    'PathNotViable',
    `Cannot create field '${part}' in element that is an array (path '${path}')`,
  );
  check(
    Number(part) <= array.length + MAX_ARRAY_GAP,
    'BadValue',
    `array index ${part} in '${path}' is too large`,
  );
  return [Number(part)];
}

/**
 * Puts `change` into effect at a path, making the documents on the way (unless the change only removes).
 * Fails with PathNotViable where a scalar stands in the way.
 */
function applyAt(
  target: Doc | unknown[],
  parts: string[],
  path: string,
  change: Change,
  makes: boolean,
  context: UpdateContext,
): void {
  const [part, ...rest] = parts as [string, ...string[]];
  if (Array.isArray(target)) {
    for (const index of elements(target, part, path, context)) {
      if (!makes && index >= target.length) continue;
      while (makes && target.length < index) target.push(null);
      if (rest.length > 0) target[index] = descend(target[index], rest, path, change, makes, context);
      else target[index] = change(target[index]) ?? null;
    }
    return;
  }
  check(
    !part.startsWith('$['),
    'BadValue',
    `The path '${path}' must exist in the document in order to apply array updates.`,
  );
  checkName(part);
  const old = field(target, part);
  const fresh = rest.length > 0 ? descend(old, rest, path, change, makes, context) : change(old);
  if (fresh === undefined) delete target[part];
  else target[part] = fresh;
}

function descend(
  value: unknown,
  rest: string[],
  path: string,
  change: Change,
  makes: boolean,
  context: UpdateContext,
): unknown {
  if (Array.isArray(value) || isDoc(value)) {
    applyAt(value, rest, path, change, makes, context);
    return value;
  }
  if (!makes) return value;
  const dynamic = rest[0]?.startsWith('$[') === true;
  check(!dynamic, 'BadValue', `Cannot apply array updates to non-array element of path '${path}'`);
  check(
    value === undefined,
    'PathNotViable',
    `Cannot create field '${rest[0] ?? ''}' in element {${path}: ${String(value)}}`,
  );
  const made: Doc = {};
  applyAt(made, rest, path, change, makes, context);
  return made;
}

function numeric(name: string, operand: unknown): unknown {
  check(numberKind(operand), 'TypeMismatch', `Cannot ${name} with non-numeric argument: ${String(operand)}`);
  return operand;
}

function calculate(name: 'increment' | 'multiply', operand: unknown, path: string): Change {
  const amount = numeric(name, operand);
  return (old) => {
    if (old === undefined) return name === 'increment' ? amount : arithmetic('*', amount, 0);
    check(
      numberKind(old),
      'TypeMismatch',
      `Cannot apply ${name === 'increment' ? '$inc' : '$mul'} to a value of non-numeric type. The field '${path}' has type ${typeName(old)}`,
    );
    return arithmetic(name === 'increment' ? '+' : '*', old, amount);
  };
}

function arrayAt(name: string, path: string, old: unknown): unknown[] {
  check(
    Array.isArray(old),
    'BadValue',
    `The field '${path}' must be an array but is of type ${typeName(old)} (${name})`,
  );
  return old as unknown[];
}

function eachOf(operand: unknown, name: string, allowed: string[]): { each: unknown[]; modifiers: Doc } {
  if (!isDoc(operand) || !('$each' in operand)) return { each: [operand], modifiers: {} };
  const unknown = Object.keys(operand).find((key) => !allowed.includes(key));
  check(unknown === undefined, 'BadValue', `Unrecognized clause in ${name}: ${unknown ?? ''}`);
  check(Array.isArray(operand.$each), 'BadValue', `The argument to $each in ${name} must be an array`);
  return { each: operand.$each, modifiers: operand };
}

function integer(value: unknown, what: string): number | undefined {
  if (value === undefined) return undefined;
  check(
    numberKind(value) && Number.isInteger(toDouble(value)),
    'BadValue',
    `The value for ${what} must be an integer`,
  );
  return toDouble(value);
}

/** Manual: "$push" with `$each`, `$position`, `$sort`, `$slice`, which MongoDB applies in this order. */
function push(operand: unknown, path: string): Change {
  const { each, modifiers } = eachOf(operand, '$push', ['$each', '$position', '$sort', '$slice']);
  const position = integer(modifiers.$position, '$position');
  const slice = integer(modifiers.$slice, '$slice');
  return (old) => {
    const array = old === undefined ? [] : arrayAt('$push', path, old);
    array.splice(position ?? array.length, 0, ...each.map(clone));
    const sorted = modifiers.$sort === undefined ? array : sortValues(array, modifiers.$sort);
    if (slice === undefined) return sorted;
    return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
  };
}

function addToSet(operand: unknown, path: string): Change {
  const { each } = eachOf(operand, '$addToSet', ['$each']);
  return (old) => {
    const array = old === undefined ? [] : arrayAt('$addToSet', path, old);
    const seen = new Set(array.map(encode));
    for (const item of each) if (!seen.has(encode(item)) && seen.add(encode(item))) array.push(clone(item));
    return array;
  };
}

function pull(operand: unknown, path: string, { expression }: UpdateContext): Change {
  const asDocument =
    isDoc(operand) && !isOperatorDoc(operand) ? documentTest(operand, expression) : undefined;
  const asValue = asDocument
    ? undefined
    : operators(isOperatorDoc(operand) ? operand : { $in: [operand] }, expression);
  const matches: Test = (v) => (asDocument ? isDoc(v) && asDocument(v) : asValue?.(v) === true);
  return (old) => (old === undefined ? undefined : arrayAt('$pull', path, old).filter((v) => !matches(v)));
}

function pullAll(operand: unknown, path: string): Change {
  check(Array.isArray(operand), 'BadValue', '$pullAll requires an array argument');
  return (old) =>
    old === undefined
      ? undefined
      : arrayAt('$pullAll', path, old).filter((v) => !operand.some((o) => equal(o, v)));
}

function pop(operand: unknown, path: string): Change {
  const end = numberKind(operand) ? toDouble(operand) : 0;
  check(end === 1 || end === -1, 'FailedToParse', `$pop expects 1 or -1, found: ${String(operand)}`);
  return (old) => {
    if (old === undefined) return undefined;
    check(
      Array.isArray(old),
      'TypeMismatch',
      `Path '${path}' contains an element of non-array type '${typeName(old)}'`,
    );
    return (old as unknown[]).slice(...(end === 1 ? [0, -1] : [1]));
  };
}

function currentDate(operand: unknown): Change {
  const type: unknown = isDoc(operand) ? operand.$type : 'date';
  check(
    typeof operand === 'boolean' || type === 'date' || type === 'timestamp',
    'BadValue',
    '$currentDate needs true or { $type: "date" | "timestamp" }',
  );
  const now = Date.now();
  return () => (type === 'date' ? new Date(now) : new Timestamp({ t: Math.floor(now / 1000), i: 1 }));
}

function bit(operand: unknown, path: string): Change {
  check(
    isDoc(operand) && Object.keys(operand).every((k) => ['and', 'or', 'xor'].includes(k)),
    'BadValue',
    '$bit takes and, or, xor',
  );
  const integral = (v: unknown): bigint => {
    check(
      numberKind(v) && Number.isInteger(toDouble(v)),
      'BadValue',
      `Cannot apply $bit to the field '${path}': not an integer`,
    );
    return BigInt(String(v));
  };
  return (old) => {
    let result = old === undefined ? 0n : integral(old);
    for (const [op, value] of Object.entries(operand)) {
      const mask = integral(value);
      result = op === 'and' ? result & mask : op === 'or' ? result | mask : result ^ mask;
    }
    const long = old instanceof Long || Object.values(operand).some((v) => v instanceof Long);
    return long ? Long.fromBigInt(result) : Number(result);
  };
}

const keepIf = (keeps: (order: number) => boolean) => (operand: unknown): Change => (old) =>
  old !== undefined && keeps(compare(old, operand)) ? old : operand; // prettier-ignore

const MODIFIERS: Record<string, Modifier> = {
  $set: (operand) => () => clone(operand),
  $setOnInsert:
    (operand, _path, { inserting }) =>
    (old) =>
      inserting ? clone(operand) : old,
  $unset: () => () => undefined,
  $inc: (operand, path) => calculate('increment', operand, path),
  $mul: (operand, path) => calculate('multiply', operand, path),
  $min: keepIf((order) => order <= 0),
  $max: keepIf((order) => order >= 0),
  $currentDate: currentDate,
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
  $bit: bit,
};

const ONLY_REMOVES = new Set(['$unset', '$pull', '$pullAll', '$pop']);

/** Replaces the positional `$` by the index of the first element that the query matched (manual: "$ (update)"). */
function positional(doc: Doc, path: string, context: UpdateContext): string {
  const parts = path.split('.');
  const at = parts.indexOf('$');
  if (at < 0) return path;
  const arrayPath = parts.slice(0, at).join('.');
  const array = parts
    .slice(0, at)
    .reduce<unknown>((value, part) => (isDoc(value) ? field(value, part) : undefined), doc);
  const index = Array.isArray(array)
    ? matchedIndex(array, arrayPath, context.query, context.expression)
    : undefined;
  check(
    index !== undefined,
    'BadValue',
    'The positional operator did not find the match needed from the query.',
  );
  parts[at] = String(index);
  return positional(doc, parts.join('.'), context);
}

/** Refuses two changes of one path, or of a path and its parent, in one update. */
function checkConflicts(paths: string[]): void {
  const sorted = [...paths].sort();
  for (const [i, path] of sorted.entries()) {
    const clash = sorted.find((other, j) => j !== i && (other === path || other.startsWith(`${path}.`)));
    check(
      clash === undefined,
      'ConflictingUpdateOperators',
      `Updating the path '${clash ?? ''}' would create a conflict at '${path}'`,
    );
  }
}

function checkPath(path: string): void {
  check(
    path !== '' && path.split('.').every((part) => part !== ''),
    'EmptyFieldName',
    `The update path '${path}' contains an empty field name, which is not allowed.`,
  );
  for (const part of path.split('.'))
    check(
      !part.startsWith('$') || part === '$' || /^\$\[\w*\]$/.test(part),
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update.`,
    );
}

function rename(doc: Doc, from: string, to: unknown, context: UpdateContext): void {
  check(
    typeof to === 'string' && to !== from,
    'BadValue',
    `The 'to' field for $rename must be another string: ${from}`,
  );
  for (const path of [from, to])
    check(!path.includes('$'), 'BadValue', `$rename may not be dynamic: '${path}'`);
  let moved: unknown;
  applyAt(doc, from.split('.'), from, (old) => ((moved = old), undefined), false, context);
  if (moved !== undefined) applyAt(doc, to.split('.'), to, () => moved, true, context);
}

/** Every name in `arrayFilters` with its test (manual: "$[<identifier>]"). */
export function compileArrayFilters(filters: unknown, expression: CompileExpression): Map<string, Test> {
  const out = new Map<string, Test>();
  for (const filter of (filters ?? []) as Doc[]) {
    const names = new Set(filterNames(filter));
    check(names.size === 1, 'FailedToParse', 'Each array filter must use a single top-level field name');
    for (const name of names) {
      check(
        !out.has(name),
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
      out.set(name, documentTest(filter, expression));
    }
  }
  return out;
}

function filterNames(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) =>
    key.startsWith('$') && Array.isArray(value)
      ? value.flatMap((item: unknown) => (isDoc(item) ? filterNames(item) : []))
      : [key.split('.')[0] ?? key],
  );
}

/** Applies `{ $set: …, $push: … }` to a document and gives the new one; the old one stays as it was. */
export function applyOperators(doc: Doc, update: Doc, context: UpdateContext): Doc {
  const out = clone(doc);
  const plan = Object.entries(update).flatMap(([name, fields]) => {
    check(
      MODIFIERS[name] ?? name === '$rename',
      'FailedToParse',
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
    check(isDoc(fields), 'FailedToParse', `Modifiers operate on fields but we found another type: ${name}`);
    return Object.entries(fields).map(([path, operand]) => ({
      name,
      path: positional(doc, path, context),
      operand,
    }));
  });
  for (const { path } of plan) checkPath(path);
  // MongoDB applies the fields in the order of their names, indexes as numbers (manual: "Update Operators Behavior").
  plan.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
  checkConflicts(
    plan.flatMap(({ name, path, operand }) => (name === '$rename' ? [path, String(operand)] : [path])),
  );
  checkFiltersUsed(
    plan.map(({ path }) => path),
    context,
  );
  for (const { name, path, operand } of plan) {
    if (name === '$setOnInsert' && !context.inserting) continue;
    const modifier = MODIFIERS[name];
    if (!modifier) rename(out, path, operand, context);
    else
      applyAt(out, path.split('.'), path, modifier(operand, path, context), !ONLY_REMOVES.has(name), context);
  }
  return out;
}

function checkFiltersUsed(paths: string[], { arrayFilters }: UpdateContext): void {
  for (const name of arrayFilters.keys())
    check(
      paths.some((path) => path.includes(`$[${name}]`)),
      'FailedToParse',
      `The array filter for identifier '${name}' was not used in the update`,
    );
}

/** The document an upsert begins with: the equalities of its query (manual: "Upsert with Operator Expressions"). */
export function upsertSeed(query: Doc, context: UpdateContext): Doc {
  const seed: Doc = {};
  const take = (filter: Doc): void => {
    for (const [key, value] of Object.entries(filter)) {
      if (key === '$and' && Array.isArray(value)) value.forEach((item) => isDoc(item) && take(item));
      else if (key === '$or' && Array.isArray(value) && value.length === 1 && isDoc(value[0])) take(value[0]);
      else if (!key.startsWith('$')) takeField(key, value);
    }
  };
  const takeField = (path: string, value: unknown): void => {
    if (typeName(value) === 'regex') return;
    const fixed = isOperatorDoc(value) ? fixedValue(value) : value;
    if (fixed === undefined) return;
    applyAt(
      seed,
      path.split('.'),
      path,
      (old) => {
        check(
          old === undefined,
          'NotSingleValueField',
          `cannot infer query fields to set, path '${path}' is matched twice`,
        );
        return clone(fixed);
      },
      true,
      context,
    );
  };
  take(query);
  return seed;
}

function fixedValue(operand: Doc): unknown {
  if ('$eq' in operand) return operand.$eq;
  for (const list of [operand.$in, operand.$all])
    if (Array.isArray(list) && list.length === 1 && !isDoc(list[0])) return list[0];
  return undefined;
}

/** Puts `_id` first, as MongoDB stores it, making one when there is none. */
export function withId(doc: Doc): Doc {
  const id = doc._id ?? new ObjectId();
  const type = typeName(id);
  if (type === 'array' || type === 'regex')
    throw new MongoError('InvalidIdField', `The '_id' value cannot be of type ${type}`);
  if (Object.keys(doc)[0] === '_id' && doc._id !== undefined) return doc;
  return { _id: id, ...doc, ...(doc._id === undefined ? { _id: id } : {}) };
}
