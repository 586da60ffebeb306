import { BSONRegExp } from 'bson';
import { evalExpr } from 'mingo/core';
import {
  DATE_PARTS,
  dateAdd,
  dateDiff,
  dateFromParts,
  datePart,
  dateToParts,
  dateToString,
  dateTrunc,
} from '../values/dates.js';
import { check } from '../errors.js';
import {
  add,
  average,
  divide,
  extreme,
  multiply,
  onDoubles,
  overValues,
  round,
  subtract,
  sum,
} from './arithmetic.js';
import { $convert, convert, dateFromString } from './convert.js';
import { asArray, fromMingo, isTrue, named, nil, type Operator, strict, type Values } from './operator.js';
import { setOf, unique } from './sets.js';
import { toRegExp } from '../matcher.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { sortValues } from '../sorting.js';
import { compare, type Doc, encode, equal, isDoc, typeName } from '../values/values.js';

const comparison = (name: string, accept: (order: number) => boolean | number): Operator =>
  strict(name, 2, 2, ([a, b]) => accept(a === undefined && b === undefined ? 0 : a === undefined && b === null ? -1 : a === null && b === undefined ? 1 : compare(a, b))); // prettier-ignore

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

/** MongoDB takes the one operand with and without an array around it; mingo takes it only without. */
const unary = (name: string): Operator => (doc, operand, options) =>
  fromMingo(name)(doc, Array.isArray(operand) && operand.length === 1 ? operand[0] : operand, options); // prettier-ignore

/** Every expression operator there is, by name. */
export const OPERATORS: Record<string, Operator> = {
  ...Object.fromEntries(TRUSTED.map((name) => [name, fromMingo(name)])),
  ...Object.fromEntries(TRUSTED_UNARY.map((name) => [name, unary(name)])),
  ...OWN,
};
