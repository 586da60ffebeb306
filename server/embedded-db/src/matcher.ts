import { BSONRegExp, Long } from 'bson';
import { check, MongoError } from './errors.js';
import { numberKind, toDouble } from './values/numbers.js';
import {
  bsonType,
  compare,
  type Doc,
  equal,
  isDoc,
  isOperatorDoc,
  rank,
  RANK,
  reach,
  show,
  typeName,
} from './values/values.js';

export type Test = (value: unknown) => boolean;

/** Compiles an aggregation expression (for `$expr`) into a function of the document. */
export type CompileExpression = (expression: unknown) => (doc: Doc) => unknown;

const TYPE_NUMBERS: Record<number, string> = {
  1: 'double', 2: 'string', 3: 'object', 4: 'array', 5: 'binData', 7: 'objectId', 8: 'bool', 9: 'date', 10: 'null',
  11: 'regex', 13: 'javascript', 14: 'symbol', 16: 'int', 17: 'timestamp', 18: 'long', 19: 'decimal', [-1]: 'minKey', 127: 'maxKey',
}; // prettier-ignore

/** A BSON regular expression as JavaScript's; options that mean something else there are refused. */
export function toRegExp(value: unknown, options?: unknown): RegExp {
  const source = value instanceof BSONRegExp ? value.pattern : String(value);
  const flags = options === undefined ? (value instanceof BSONRegExp ? value.options : '') : show(options);
  check(
    /^[ims]*$/.test(flags),
    'NotImplemented',
    `$regex options '${flags}' are not supported by the embedded engine`,
  );
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    try {
      return new RegExp(source, flags);
    } catch (error) {
      throw new MongoError('BadValue', `Regular expression is invalid: ${(error as Error).message}`);
    }
  }
}

function isRegex(value: unknown): boolean {
  return bsonType(value) === 'BSONRegExp';
}

function truthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return numberKind(value) ? toDouble(value) !== 0 : true;
}

/** Runs a test on a value and, when it is an array, on each element: how comparisons meet the end of a path. */
function onElements(test: Test): Test {
  return (found) => test(found) || (Array.isArray(found) && found.some(test));
}

function equality(operand: unknown): Test {
  if (isRegex(operand)) {
    const expression = toRegExp(operand);
    return onElements((v) => (typeof v === 'string' ? expression.test(v) : isRegex(v) && equal(v, operand)));
  }
  if (typeof operand === 'string') return onElements((v) => v === operand);
  return onElements((v) => equal(v, operand));
}

/** `$gt` and its like compare within one type only (manual: "Comparison/Sort Order", type bracketing). */
function range(operand: unknown, accept: (order: number) => boolean): Test {
  const place = rank(operand);
  const isNaNOperand = typeof operand === 'number' && Number.isNaN(operand);
  return onElements((v) => {
    if (rank(v) !== place) return place === 1 || place === 127 ? accept(compare(v, operand)) : false;
    if (place === 4 && typeof v === 'number' && Number.isNaN(v) !== isNaNOperand) return false;
    return accept(compare(v, operand));
  });
}

function membership(operand: unknown, name: string): Test {
  check(Array.isArray(operand), 'BadValue', `${name} needs an array`);
  check(!operand.some(isOperatorDoc), 'BadValue', `cannot nest $ under ${name}`);
  if (operand.length > 8 && operand.every((v) => typeof v === 'string')) {
    const set = new Set<unknown>(operand);
    return onElements((v) => set.has(v));
  }
  const tests = operand.map(equality);
  return (found) => tests.some((test) => test(found));
}

function typeTest(operand: unknown): Test {
  const names = (Array.isArray(operand) ? operand : [operand]).map((wanted: unknown) => {
    const name = typeof wanted === 'number' ? TYPE_NUMBERS[wanted] : wanted;
    check(
      typeof name === 'string' && (name === 'number' || Object.values(TYPE_NUMBERS).includes(name)),
      'BadValue',
      `Unknown type name alias: ${String(wanted)}`,
    );
    return name;
  });
  const matches: Test = (v) => {
    if (v === undefined) return false;
    const name = typeName(v);
    return names.includes(name) || (names.includes('number') && RANK[name] === 4);
  };
  return onElements(matches);
}

function modulo(operand: unknown): Test {
  check(
    Array.isArray(operand) && operand.length === 2 && operand.every(numberKind),
    'BadValue',
    'malformed mod, not enough elements',
  );
  const [divisor, remainder] = operand.map((n) => Math.trunc(toDouble(n))) as [number, number];
  check(divisor !== 0, 'BadValue', 'divisor cannot be 0');
  return onElements((v) => numberKind(v) !== undefined && Math.trunc(toDouble(v)) % divisor === remainder);
}

function bits(operand: unknown, accept: (masked: bigint, mask: bigint) => boolean): Test {
  const mask = Array.isArray(operand)
    ? operand.reduce((sum: bigint, bit: unknown) => sum | (1n << BigInt(bit as number)), 0n)
    : BigInt.asUintN(64, BigInt(toDouble(operand)));
  return onElements((v) => {
    if (numberKind(v) === undefined || !Number.isInteger(toDouble(v))) return false;
    const bitsOf = BigInt.asUintN(64, v instanceof Long ? v.toBigInt() : BigInt(toDouble(v)));
    return accept(bitsOf & mask, mask);
  });
}

function size(operand: unknown): Test {
  const length = numberKind(operand) ? toDouble(operand) : NaN;
  check(
    Number.isInteger(length) && length >= 0,
    'BadValue',
    'Failed to parse $size. Expected a non-negative integer',
  );
  return (found) => Array.isArray(found) && found.length === length;
}

type Operator = (operand: unknown, expression: CompileExpression) => Test;

function elemMatch(operand: unknown, expression: CompileExpression): Test {
  check(isDoc(operand), 'BadValue', '$elemMatch needs an Object');
  const [first] = Object.keys(operand);
  const onValues = first !== undefined && first.startsWith('$') && !LOGIC.has(first);
  const test = onValues ? operators(operand, expression) : documentTest(operand, expression);
  return (found) =>
    Array.isArray(found) &&
    found.some((v) => (onValues ? test(v) : (isDoc(v) || Array.isArray(v)) && test(v)));
}

function all(operand: unknown, expression: CompileExpression): Test {
  check(Array.isArray(operand), 'BadValue', '$all needs an array');
  const tests = operand.map((item: unknown) =>
    isDoc(item) && '$elemMatch' in item ? elemMatch(item.$elemMatch, expression) : equality(item),
  );
  return (found) => tests.length > 0 && tests.every((test) => test(found));
}

const not =
  (test: Test): Test =>
  (found) =>
    !test(found);

/** The query operators of one field. `$not`, `$ne`, `$nin` negate over the whole path and are handled in `fieldTest`. */
const OPERATORS: Record<string, Operator> = {
  $eq: equality,
  $gt: (v) => range(v, (o) => o > 0),
  $gte: (v) => range(v, (o) => o >= 0),
  $lt: (v) => range(v, (o) => o < 0),
  $lte: (v) => range(v, (o) => o <= 0),
  $in: (v) => membership(v, '$in'),
  $exists: (v) => (truthy(v) ? (found) => found !== undefined : (found) => found === undefined),
  $type: typeTest,
  $mod: modulo,
  $size: size,
  $all: all,
  $elemMatch: elemMatch,
  $bitsAllSet: (v) => bits(v, (masked, mask) => masked === mask),
  $bitsAnySet: (v) => bits(v, (masked) => masked !== 0n),
  $bitsAllClear: (v) => bits(v, (masked) => masked === 0n),
  $bitsAnyClear: (v) => bits(v, (masked, mask) => masked !== mask),
};

const LOGIC = new Set(['$and', '$or', '$nor', '$expr', '$comment']);

/** One condition on a path: some value passes the test, none does, or the conditions inside do not all hold. */
type Clause = { test: Test; negated: boolean } | { not: Clause[] };

/** The conditions that `{ $gt: 1, $lt: 5 }` puts on a path. */
function clauses(operand: Doc, expression: CompileExpression): Clause[] {
  return Object.entries(operand).flatMap(([name, value]): Clause[] => {
    if (name === '$options' && '$regex' in operand) return [];
    if (name === '$regex') return [{ test: equality(regexOperand(operand)), negated: false }];
    if (name === '$ne') {
      check(!isRegex(value), 'BadValue', "Can't have regex as arg to $ne.");
      return [{ test: equality(value), negated: true }];
    }
    if (name === '$nin') return [{ test: membership(value, '$nin'), negated: true }];
    if (name === '$exists' && !truthy(value)) return [{ test: (v) => v !== undefined, negated: true }];
    if (name === '$not') {
      if (isRegex(value)) return [{ test: equality(value), negated: true }];
      check(isOperatorDoc(value), 'BadValue', '$not needs a regex or a document');
      return [{ not: clauses(value, expression) }];
    }
    const make = OPERATORS[name];
    check(
      make,
      /^\$(where|geo|near)/.test(name) ? 'NotImplemented' : 'BadValue',
      `unknown operator: ${name}`,
    );
    return [{ test: make(value, expression), negated: false }];
  });
}

/** Whether a clause holds, given how to ask if some value of the path passes a test. */
function holds(clause: Clause, some: (test: Test) => boolean): boolean {
  if ('not' in clause) return !clause.not.every((inner) => holds(inner, some));
  return some(clause.test) !== clause.negated;
}

function regexOperand(operand: Doc): BSONRegExp {
  const { $regex, $options } = operand;
  check(typeof $regex === 'string' || isRegex($regex), 'BadValue', '$regex has to be a string');
  const compiled = $regex instanceof BSONRegExp ? $regex : new BSONRegExp($regex as string);
  return $options === undefined
    ? compiled
    : new BSONRegExp(compiled.pattern, [...show($options)].sort().join(''));
}

/** All operators on one value (elements inside `$elemMatch` and `$pull`). */
export function operators(operand: Doc, expression: CompileExpression): Test {
  const list = clauses(operand, expression);
  return (found) => list.every((clause) => holds(clause, (test) => test(found)));
}

function fieldTest(path: string, operand: unknown, expression: CompileExpression): Test {
  const parts = path.split('.');
  const list: Clause[] = isOperatorDoc(operand)
    ? clauses(operand, expression)
    : [{ test: equality(operand), negated: false }];
  return (doc) => list.every((clause) => holds(clause, (test) => reach(doc, parts, 0, test)));
}

function branches(name: string, operand: unknown, expression: CompileExpression): Test[] {
  check(Array.isArray(operand) && operand.length > 0, 'BadValue', `${name} must be a nonempty array`);
  return operand.map((item: unknown) => {
    check(isDoc(item), 'BadValue', `${name} argument's entries must be objects`);
    return documentTest(item, expression);
  });
}

function logic(name: string, operand: unknown, expression: CompileExpression): Test {
  if (name === '$comment') return () => true;
  if (name === '$expr') {
    const evaluate = expression(operand);
    return (doc) => truthy(evaluate(doc as Doc));
  }
  const tests = branches(name, operand, expression);
  if (name === '$and') return (doc) => tests.every((test) => test(doc));
  const some: Test = (doc) => tests.some((test) => test(doc));
  return name === '$or' ? some : not(some);
}

/** A test for documents; unknown operators are refused when compiling, not when a document happens to meet them. */
export function documentTest(filter: Doc, expression: CompileExpression): Test {
  const tests = Object.entries(filter).map(([key, operand]) => {
    if (LOGIC.has(key)) return logic(key, operand, expression);
    check(
      !key.startsWith('$'),
      key === '$where' || key === '$text' || key === '$jsonSchema' ? 'NotImplemented' : 'BadValue',
      key === '$where' || key === '$text' || key === '$jsonSchema'
        ? `${key} is not supported by the embedded engine`
        : `unknown top level operator: ${key}`,
    );
    return fieldTest(key, operand, expression);
  });
  if (tests.length === 1 && tests[0]) return tests[0];
  return (doc) => tests.every((test) => test(doc));
}
