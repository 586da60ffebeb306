import { Long, Timestamp } from 'bson';
import { check } from '../errors.js';
import { documentTest, operators, type Test } from '../matcher.js';
import { arithmetic, numberKind, toDouble } from '../values/numbers.js';
import { sortValues } from '../sorting.js';
import type { Change, UpdateContext } from './paths.js';
import { clone, compare, type Doc, encode, equal, isDoc, isOperatorDoc, typeName } from '../values/values.js';

type Modifier = (operand: unknown, path: string, context: UpdateContext) => Change;

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
    const array = old === undefined ? [] : [...arrayAt('$push', path, old)];
    array.splice(position ?? array.length, 0, ...each.map(clone));
    const sorted = modifiers.$sort === undefined ? array : sortValues(array, modifiers.$sort);
    if (slice === undefined) return sorted;
    return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
  };
}

function addToSet(operand: unknown, path: string): Change {
  const { each } = eachOf(operand, '$addToSet', ['$each']);
  return (old) => {
    const array = old === undefined ? [] : [...arrayAt('$addToSet', path, old)];
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

/** Every update operator on one field, by name; `$rename` concerns two fields and stands apart. */
export const MODIFIERS: Record<string, Modifier> = {
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

/** Operators that make no documents on the way to their field. */
export const ONLY_REMOVES = new Set(['$unset', '$pull', '$pullAll', '$pop']);
