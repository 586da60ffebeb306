import { BSONRegExp, Decimal128, Long, ObjectId } from 'bson';
import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr } from 'mingo/core';
import * as mingo from 'mingo/operators/expression';
import type { Options } from 'mingo/types';
import {
  asDate,
  DATE_PARTS,
  dateAdd,
  dateDiff,
  dateFromParts,
  dateFromText,
  datePart,
  dateToParts,
  dateToString,
  dateTrunc,
} from './dates.js';
import { check, type CodeName, MongoError } from './errors.js';
import { type CompileExpression, toRegExp } from './matcher.js';
import { arithmetic, numberKind, toDouble } from './numbers.js';
import { sortValues } from './sorting.js';
import { compare, type Doc, encode, equal, isDoc, show, typeName } from './values.js';

/** mingo's form of an operator: the document at hand, the unevaluated operand, and where variables are. */
type Operator = (doc: unknown, operand: unknown, options: Options) => unknown;
type Values = unknown[];

const nil = (value: unknown): value is null | undefined => value === null || value === undefined;

/** False, null, missing and zero are false, everything else is true (manual: "$and"). */
export function isTrue(value: unknown): boolean {
  if (nil(value) || value === false) return false;
  return numberKind(value) ? toDouble(value) !== 0 : true;
}

/** An operator whose operands are all evaluated, each once, before it works on their values. */
function strict(name: string, least: number, most: number, work: (args: Values) => unknown): Operator {
  return (doc, operand, options) => {
    const list: Values = Array.isArray(operand) ? operand : [operand];
    const size = list.length;
    check(
      size >= least && size <= most,
      'Location16020',
      `Expression ${name} takes ${least === most ? `exactly ${least}` : `${least} to ${most}`} arguments. ${size} were passed in.`,
    );
    return work(list.map((item) => evalExpr(doc, item, options)));
  };
}

/** An operator whose operand is a document of named arguments. */
function named(name: string, work: (args: Doc) => unknown): Operator {
  return (doc, operand, options) => {
    check(isDoc(operand), 'FailedToParse', `${name} only supports an object as its argument`);
    return work(
      Object.fromEntries(Object.entries(operand).map(([key, item]) => [key, evalExpr(doc, item, options)])),
    );
  };
}

/** mingo's operator on values alone, for doubles only: 64-bit integers must fit a double, decimals are refused. */
function onDoubles(name: string): Operator {
  return (doc, operand, options) => {
    const list: Values = (Array.isArray(operand) ? operand : [operand]).map((item: unknown) =>
      plainNumber(name, evalExpr(doc, item, options)),
    );
    if (list.some(nil)) return null;
    return fromMingo(name)(
      doc,
      Array.isArray(operand) ? list.map(($literal) => ({ $literal })) : { $literal: list[0] },
      options,
    );
  };
}

function plainNumber(name: string, value: unknown): unknown {
  if (nil(value)) return null;
  check(numberKind(value), 'TypeMismatch', `${name} only supports numeric types, not ${typeName(value)}`);
  check(
    !(value instanceof Decimal128),
    'NotImplemented',
    `${name} on decimals is not supported by the embedded engine`,
  );
  const double = toDouble(value);
  check(
    !(value instanceof Long) || Number.isSafeInteger(double),
    'NotImplemented',
    `${name} on integers beyond 2^53 is not supported by the embedded engine`,
  );
  return double;
}

const comparison = (name: string, accept: (order: number) => boolean | number): Operator =>
  strict(name, 2, 2, ([a, b]) => accept(a === undefined && b === undefined ? 0 : a === undefined && b === null ? -1 : a === null && b === undefined ? 1 : compare(a, b))); // prettier-ignore

function add(args: Values): unknown {
  if (args.some(nil)) return null;
  const dates = args.filter((value) => value instanceof Date);
  check(dates.length <= 1, 'Location16612', 'only one date allowed in an $add expression');
  const numbers = args.filter((value) => !(value instanceof Date));
  for (const value of numbers)
    check(
      numberKind(value),
      'TypeMismatch',
      `$add only supports numeric or date types, not ${typeName(value)}`,
    );
  const sum = numbers.reduce((total, value) => arithmetic('+', total, value), 0);
  return dates[0] ? new Date(dates[0].getTime() + Math.round(toDouble(sum))) : sum;
}

function subtract([a, b]: Values): unknown {
  if (nil(a) || nil(b)) return null;
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && numberKind(b)) return new Date(a.getTime() - Math.round(toDouble(b)));
  check(numberKind(a) && numberKind(b), 'TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`);
  return arithmetic('+', a, arithmetic('*', b, -1));
}

function multiply(args: Values): unknown {
  if (args.some(nil)) return null;
  for (const value of args)
    check(numberKind(value), 'TypeMismatch', `$multiply only supports numeric types, not ${typeName(value)}`);
  return args.reduce((product, value) => arithmetic('*', product, value), 1);
}

function divide([a, b]: Values): unknown {
  const [x, y] = [plainNumber('$divide', a), plainNumber('$divide', b)] as [number | null, number | null];
  if (x === null || y === null) return null;
  check(y !== 0, 'Location16608', "can't $divide by zero");
  return x / y;
}

/** Rounding on the shortest decimal text of the number; halves go to the even neighbour (manual: "$round"). */
function round(name: '$round' | '$trunc', [value, place]: Values): unknown {
  const x = plainNumber(name, value) as number | null;
  const digits = place === undefined ? 0 : (plainNumber(name, place) as number | null);
  if (x === null || digits === null) return null;
  check(
    Number.isInteger(digits) && digits >= -20 && digits <= 100,
    'Location51082',
    `${name} place must be an integer between -20 and 100`,
  );
  if (!Number.isFinite(x)) return x;
  const scaled = Number(
    `${Math.abs(x)
      .toExponential()
      .replace(/e(.+)$/, (_, e: string) => `e${Number(e) + digits}`)}`,
  );
  const whole = Math.floor(scaled);
  const half = scaled - whole;
  const up = name === '$round' && (half > 0.5 || (half === 0.5 && whole % 2 === 1));
  return Math.sign(x) * Number(`${whole + Number(up)}e${-digits}`);
}

function convert(name: string, type: string, value: unknown): unknown {
  if (nil(value)) return null;
  const fail = (): never => {
    throw new MongoError(
      'ConversionFailure',
      `Unsupported conversion from ${typeName(value)} to ${type} in ${name}`,
    );
  };
  const text = typeof value === 'string' ? value : undefined;
  const number = numberKind(value) ? toDouble(value) : value === true ? 1 : value === false ? 0 : undefined;
  const numeral =
    text !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : number;
  switch (type) {
    case 'string':
      if (value instanceof Date) return value.toISOString();
      if (value instanceof ObjectId) return value.toHexString();
      return text ?? (numberKind(value) || typeof value === 'boolean' ? show(value) : fail());
    case 'bool':
      return numberKind(value) ? number !== 0 : typeof value === 'boolean' ? value : true;
    case 'double':
      return value instanceof Date ? value.getTime() : (numeral ?? fail());
    case 'int':
    case 'long': {
      if (value instanceof Long && type === 'long') return value;
      if (value instanceof Date && type === 'long') return Long.fromNumber(value.getTime());
      if (text !== undefined && !/^[+-]?\d+$/.test(text)) return fail();
      const whole =
        text !== undefined && type === 'long'
          ? BigInt(text)
          : BigInt(Math.trunc(Number.isFinite(numeral) ? (numeral as number) : fail()));
      if (BigInt.asIntN(type === 'int' ? 32 : 64, whole) !== whole) return fail();
      return type === 'int' ? Number(whole) : Long.fromBigInt(whole);
    }
    case 'decimal':
      return value instanceof Decimal128
        ? value
        : numeral === undefined
          ? fail()
          : Decimal128.fromString(text ?? (value instanceof Long ? value.toString() : String(numeral)));
    case 'date':
      if (text !== undefined) return dateFromText(text) ?? fail();
      return numberKind(value)
        ? new Date(number as number)
        : value instanceof Date || value instanceof ObjectId
          ? asDate(value)
          : fail();
    case 'objectId':
      return value instanceof ObjectId
        ? value
        : text !== undefined && /^[0-9a-f]{24}$/i.test(text)
          ? ObjectId.createFromHexString(text)
          : fail();
    default:
      throw new MongoError('BadValue', `Unknown type name: ${type}`);
  }
}

const $convert: Operator = (doc, operand, options) => {
  check(
    isDoc(operand) && 'input' in operand && 'to' in operand,
    'FailedToParse',
    "$convert needs 'input' and 'to'",
  );
  const input = evalExpr(doc, operand.input, options);
  if (nil(input)) return evalExpr(doc, operand.onNull ?? null, options);
  try {
    return convert('$convert', String(evalExpr(doc, operand.to, options)), input);
  } catch (error) {
    if (!('onError' in operand)) throw error;
    return evalExpr(doc, operand.onError, options);
  }
};

function dateFromString({ dateString, format, timezone, onNull, onError }: Doc): unknown {
  check(
    format === undefined,
    'NotImplemented',
    "$dateFromString's format is not supported by the embedded engine",
  );
  if (nil(dateString)) return onNull ?? null;
  const date = typeof dateString === 'string' ? dateFromText(dateString, timezone) : undefined;
  if (date) return date;
  check(onError !== undefined, 'ConversionFailure', `Error parsing date string '${show(dateString)}'`);
  return onError;
}

function asArray(name: string, value: unknown, code: CodeName = 'Location17040'): Values {
  check(Array.isArray(value), code, `${name} needs an array, not ${typeName(value)}`);
  return value;
}

function arrayToObject(value: unknown): Doc {
  const pairs = asArray('$arrayToObject', value).map((item): [string, unknown] => {
    const [key, content]: Values = Array.isArray(item)
      ? (item as Values)
      : isDoc(item)
        ? [item.k, item.v]
        : [];
    check(
      typeof key === 'string',
      'Location40394',
      '$arrayToObject needs { k, v } documents or [k, v] pairs with strings as keys',
    );
    return [key, content];
  });
  return Object.fromEntries(pairs);
}

function unique(values: Values): Values {
  return [...new Map(values.map((value) => [encode(value), value])).values()];
}

function setOf(value: unknown): Set<string> {
  return new Set(asArray('a set operator', value).map(encode));
}

/** Of the operands, or of the one array operand: the numbers' sum and so on (manual: "$sum", "$avg", "$min", "$max"). */
const overValues = (name: string, work: (values: Values) => unknown): Operator =>
  strict(name, 1, Infinity, (args) =>
    work(args.length === 1 && Array.isArray(args[0]) ? (args[0] as Values) : args),
  );

export function sum(values: Values): unknown {
  return values.filter(numberKind).reduce((total, value) => arithmetic('+', total, value), 0);
}

export function average(values: Values): number | null {
  const numbers = values.filter((value) => numberKind(value));
  for (const value of numbers)
    check(
      !(value instanceof Decimal128),
      'NotImplemented',
      '$avg on decimals is not supported by the embedded engine',
    );
  return numbers.length === 0 ? null : toDouble(sum(numbers)) / numbers.length;
}

/** The least (-1) or greatest (1) value that is not null, or null. */
export function extreme(values: Values, sign: 1 | -1): unknown {
  return values
    .filter((value) => !nil(value))
    .reduce<unknown>(
      (best, value) => (best === null || sign * compare(value, best) > 0 ? value : best),
      null,
    );
}

function regexArguments({ input, regex, options }: Doc): {
  text: string | undefined;
  expression: RegExp | undefined;
} {
  check(
    nil(input) || typeof input === 'string',
    'Location51104',
    'the regex operators need a string as input',
  );
  return {
    text: input ?? undefined,
    expression: nil(regex)
      ? undefined
      : toRegExp(regex, options ?? (regex instanceof BSONRegExp ? undefined : '')),
  };
}

const OWN: Record<string, Operator> = {
  $eq: comparison('$eq', (o) => o === 0),
  $ne: comparison('$ne', (o) => o !== 0),
  $gt: comparison('$gt', (o) => o > 0),
  $gte: comparison('$gte', (o) => o >= 0),
  $lt: comparison('$lt', (o) => o < 0),
  $lte: comparison('$lte', (o) => o <= 0),
  $cmp: comparison('$cmp', (o) => Math.sign(o)),
  $and: (doc, operand, options) =>
    (Array.isArray(operand) ? operand : [operand]).every((item) => isTrue(evalExpr(doc, item, options))),
  $or: (doc, operand, options) =>
    (Array.isArray(operand) ? operand : [operand]).some((item) => isTrue(evalExpr(doc, item, options))),
  $not: strict('$not', 1, 1, ([value]) => !isTrue(value)),
  $cond: (doc, operand, options) => {
    const parts: Values = Array.isArray(operand)
      ? operand
      : isDoc(operand) && ['if', 'then', 'else'].every((key) => key in operand)
        ? [operand.if, operand.then, operand.else]
        : [];
    check(parts.length === 3, 'Location16020', '$cond needs if, then and else');
    return evalExpr(doc, isTrue(evalExpr(doc, parts[0], options)) ? parts[1] : parts[2], options);
  },
  $switch: (doc, operand, options) => {
    check(
      isDoc(operand) && Array.isArray(operand.branches) && operand.branches.length > 0,
      'Location40068',
      '$switch requires at least one branch',
    );
    const hit = (operand.branches as Doc[]).find((branch) => isTrue(evalExpr(doc, branch.case, options)));
    check(
      hit ?? 'default' in operand,
      'Location40066',
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
    return evalExpr(doc, hit ? hit.then : operand.default, options);
  },
  $in: strict('$in', 2, 2, ([value, list]) => asArray('$in', list).some((item) => equal(item, value))),
  $add: strict('$add', 0, Infinity, add),
  $subtract: strict('$subtract', 2, 2, subtract),
  $multiply: strict('$multiply', 0, Infinity, multiply),
  $divide: strict('$divide', 2, 2, divide),
  $round: strict('$round', 1, 2, (args) => round('$round', args)),
  $trunc: strict('$trunc', 1, 2, (args) => round('$trunc', args)),
  $sum: overValues('$sum', sum),
  $avg: overValues('$avg', average),
  $min: overValues('$min', (values) => extreme(values, -1)),
  $max: overValues('$max', (values) => extreme(values, 1)),
  $size: strict('$size', 1, 1, ([value]) => asArray('$size', value, 'Location17124').length),
  $arrayToObject: strict('$arrayToObject', 1, 1, ([value]) => (nil(value) ? null : arrayToObject(value))),
  $isArray: strict('$isArray', 1, 1, ([value]) => Array.isArray(value)),
  $isNumber: strict('$isNumber', 1, 1, ([value]) => numberKind(value) !== undefined),
  $first: strict('$first', 1, 1, ([value]) => (nil(value) ? null : asArray('$first', value)[0])),
  $last: strict('$last', 1, 1, ([value]) => (nil(value) ? null : asArray('$last', value).at(-1))),
  $arrayElemAt: strict('$arrayElemAt', 2, 2, ([value, index]) =>
    nil(value) || nil(index) ? null : asArray('$arrayElemAt', value).at(toDouble(index)),
  ),
  $indexOfArray: strict('$indexOfArray', 2, 4, ([value, item, from, to]) => {
    if (nil(value)) return null;
    return asArray('$indexOfArray', value).findIndex(
      (other, i) =>
        i >= (from === undefined ? 0 : toDouble(from)) &&
        i < (to === undefined ? Infinity : toDouble(to)) &&
        equal(other, item),
    );
  }),
  $slice: strict('$slice', 2, 3, ([value, a, b]) => {
    if (nil(value) || nil(a) || b === null) return null;
    const list = asArray('$slice', value);
    const [first, count] = [toDouble(a), b === undefined ? undefined : toDouble(b)];
    if (count === undefined) return first < 0 ? list.slice(first) : list.slice(0, first);
    check(count > 0, 'Location28729', 'Third argument to $slice must be positive');
    const from = first < 0 ? Math.max(0, list.length + first) : first;
    return list.slice(from, from + count);
  }),
  $sortArray: (doc, operand, options) => {
    check(isDoc(operand), 'FailedToParse', '$sortArray requires an object');
    const input = evalExpr(doc, operand.input, options);
    return nil(input) ? null : sortValues([...asArray('$sortArray', input)], operand.sortBy);
  },
  $setUnion: strict('$setUnion', 0, Infinity, (args) =>
    args.some(nil) ? null : unique(args.flatMap((list) => asArray('$setUnion', list))),
  ),
  $setIntersection: strict('$setIntersection', 1, Infinity, (args) => {
    if (args.some(nil)) return null;
    const [first, ...others] = args;
    const sets = others.map(setOf);
    return unique(asArray('$setIntersection', first)).filter((item) =>
      sets.every((set) => set.has(encode(item))),
    );
  }),
  $setDifference: strict('$setDifference', 2, 2, ([a, b]) => {
    if (nil(a) || nil(b)) return null;
    const taken = setOf(b);
    return unique(asArray('$setDifference', a)).filter((item) => !taken.has(encode(item)));
  }),
  $setIsSubset: strict('$setIsSubset', 2, 2, ([a, b]) => {
    const whole = setOf(b);
    return [...setOf(a)].every((item) => whole.has(item));
  }),
  $setEquals: strict('$setEquals', 2, Infinity, (args) => {
    const [first, ...others] = args.map(setOf) as [Set<string>, ...Set<string>[]];
    return others.every((set) => set.size === first.size && [...set].every((item) => first.has(item)));
  }),
  $anyElementTrue: strict('$anyElementTrue', 1, 1, ([list]) => asArray('$anyElementTrue', list).some(isTrue)),
  $allElementsTrue: strict('$allElementsTrue', 1, 1, ([list]) =>
    asArray('$allElementsTrue', list).every(isTrue),
  ),
  $mergeObjects: strict('$mergeObjects', 0, Infinity, (args) => {
    const list = args.length === 1 && Array.isArray(args[0]) ? (args[0] as Values) : args;
    for (const item of list)
      check(
        nil(item) || isDoc(item),
        'Location40400',
        `$mergeObjects requires object inputs, but input is of type ${typeName(item)}`,
      );
    return Object.assign({}, ...list) as Doc;
  }),
  $type: strict('$type', 1, 1, ([value]) => typeName(value)),
  $convert,
  $toString: strict('$toString', 1, 1, ([value]) => convert('$toString', 'string', value)),
  $toBool: strict('$toBool', 1, 1, ([value]) => convert('$toBool', 'bool', value)),
  $toInt: strict('$toInt', 1, 1, ([value]) => convert('$toInt', 'int', value)),
  $toLong: strict('$toLong', 1, 1, ([value]) => convert('$toLong', 'long', value)),
  $toDouble: strict('$toDouble', 1, 1, ([value]) => convert('$toDouble', 'double', value)),
  $toDecimal: strict('$toDecimal', 1, 1, ([value]) => convert('$toDecimal', 'decimal', value)),
  $toDate: strict('$toDate', 1, 1, ([value]) => convert('$toDate', 'date', value)),
  $toObjectId: strict('$toObjectId', 1, 1, ([value]) => convert('$toObjectId', 'objectId', value)),
  $toLower: strict('$toLower', 1, 1, ([value]) =>
    nil(value) ? '' : String(convert('$toLower', 'string', value)).replace(/[A-Z]/g, (c) => c.toLowerCase()),
  ),
  $toUpper: strict('$toUpper', 1, 1, ([value]) =>
    nil(value) ? '' : String(convert('$toUpper', 'string', value)).replace(/[a-z]/g, (c) => c.toUpperCase()),
  ),
  $regexMatch: named('$regexMatch', (args) => {
    const { text, expression } = regexArguments(args);
    return text !== undefined && expression !== undefined && expression.test(text);
  }),
  $dateToString: named('$dateToString', dateToString),
  $dateTrunc: named('$dateTrunc', dateTrunc),
  $dateAdd: named('$dateAdd', (args) => dateAdd(args)),
  $dateSubtract: named('$dateSubtract', (args) => dateAdd(args, -1)),
  $dateDiff: named('$dateDiff', dateDiff),
  $dateFromParts: named('$dateFromParts', dateFromParts),
  $dateToParts: named('$dateToParts', dateToParts),
  $dateFromString: named('$dateFromString', dateFromString),
};

for (const name of DATE_PARTS)
  OWN[name] = (doc, operand, options) => {
    const part = datePart(name);
    if (!isDoc(operand) || !('date' in operand))
      return part(evalExpr(doc, Array.isArray(operand) ? operand[0] : operand, options), undefined);
    return part(evalExpr(doc, operand.date, options), evalExpr(doc, operand.timezone, options));
  };

for (const name of ['$abs', '$ceil', '$exp', '$floor', '$ln', '$log', '$log10', '$mod', '$pow', '$sqrt'])
  OWN[name] = onDoubles(name);

/** mingo's operators that were read and found to mean what MongoDB's mean. All others are refused by name. */
const TRUSTED = ['$literal', '$let', '$ifNull', '$map', '$filter', '$reduce', '$concatArrays', '$range', '$setField', '$unsetField',
  '$concat', '$split', '$substrCP', '$strcasecmp', '$trim', '$ltrim', '$rtrim', '$replaceOne', '$replaceAll', '$rand']; // prettier-ignore
const TRUSTED_UNARY = ['$reverseArray', '$objectToArray', '$strLenCP', '$strLenBytes'];

const fromMingo = (name: string): Operator =>
  (mingo as unknown as Record<string, Operator>)[name] as Operator;

/** MongoDB takes the one operand with and without an array around it; mingo takes it only without. */
const unary = (name: string): Operator => (doc, operand, options) =>
  fromMingo(name)(doc, Array.isArray(operand) && operand.length === 1 ? operand[0] : operand, options); // prettier-ignore

const OPERATORS: Record<string, Operator> = {
  ...Object.fromEntries(TRUSTED.map((name) => [name, fromMingo(name)])),
  ...Object.fromEntries(TRUSTED_UNARY.map((name) => [name, unary(name)])),
  ...OWN,
};

const SYSTEM_VARIABLES = ['ROOT', 'CURRENT', 'NOW', 'REMOVE'];

/** The variables an operator brings for the expressions inside it. */
function variablesOf(operator: string, operand: unknown): string[] {
  if (!isDoc(operand)) return [];
  if (operator === '$let') return isDoc(operand.vars) ? Object.keys(operand.vars) : [];
  if (operator === '$map' || operator === '$filter')
    return [typeof operand.as === 'string' ? operand.as : 'this'];
  return operator === '$reduce' ? ['this', 'value'] : [];
}

/** Refuses unknown operators and variables when the expression is read, whether or not a document ever reaches them. */
function checkExpression(expression: unknown, variables: string[]): void {
  if (typeof expression === 'string' && expression.startsWith('$$')) {
    const [name = ''] = expression.slice(2).split('.');
    check(variables.includes(name), 'Location17276', `Use of undefined variable: ${name}`);
  }
  if (Array.isArray(expression)) for (const item of expression) checkExpression(item, variables);
  if (!isDoc(expression)) return;
  const [key, ...others] = Object.keys(expression).sort(
    (a, b) => Number(b.startsWith('$')) - Number(a.startsWith('$')),
  );
  if (!key?.startsWith('$')) {
    for (const item of Object.values(expression)) checkExpression(item, variables);
    return;
  }
  check(
    others.length === 0,
    'Location15983',
    `an object representing an expression must have exactly one field: ${[key, ...others].join(', ')}`,
  );
  check(Object.hasOwn(OPERATORS, key), 'InvalidPipelineOperator', `Unrecognized expression '${key}'`);
  if (key === '$literal') return;
  const operand = expression[key];
  const inside = [...variables, ...variablesOf(key, operand)];
  // The operand's own fields are arguments' names, or one expression.
  if (isDoc(operand) && !Object.keys(operand).some((name) => name.startsWith('$')))
    for (const item of Object.values(operand)) checkExpression(item, inside);
  else checkExpression(operand, inside);
}

/**
 * Makes a compiler of expressions for one command. `variables` are those of `let`, seen as `$$name`.
 * What fails while a document is evaluated is an error of the whole command.
 */
export function expressionCompiler(variables: Doc = {}): CompileExpression {
  let options: Options | undefined;
  const names = [...SYSTEM_VARIABLES, ...Object.keys(variables)];
  const capture = (docs: unknown, _: unknown, given: Options): unknown => ((options = given), docs);
  const context = Context.init({ expression: OPERATORS, pipeline: { $options: capture as never } });
  // mingo makes its options only inside an Aggregator; without them every evaluation would copy the operator tables.
  new Aggregator([{ $options: {} }], { context, variables, scriptEnabled: false }).run([]);
  return (expression) => {
    checkExpression(expression, names);
    return (doc) => {
      try {
        return evalExpr(doc, expression, options as Options);
      } catch (error) {
        throw error instanceof MongoError ? error : new MongoError('BadValue', (error as Error).message);
      }
    };
  };
}
