import { Decimal128, Long } from 'bson';
import { evalExpr } from 'mingo/core';
import { check } from '../errors.js';
import { fromMingo, nil, type Operator, strict, type Values } from './operator.js';
import { arithmetic, numberKind, toDouble } from '../values/numbers.js';
import { compare, typeName } from '../values/values.js';

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

/** mingo's operator on values alone, for doubles only: 64-bit integers must fit a double, decimals are refused. */
export function onDoubles(name: string): Operator {
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

/** `$add`: numbers, and at most one date. */
export function add(args: Values): unknown {
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

/** `$subtract`: numbers, or dates, whose difference is a 64-bit number of milliseconds. */
export function subtract([a, b]: Values): unknown {
  if (nil(a) || nil(b)) return null;
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && numberKind(b)) return new Date(a.getTime() - Math.round(toDouble(b)));
  check(numberKind(a) && numberKind(b), 'TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`);
  return arithmetic('+', a, arithmetic('*', b, -1));
}

/** `$multiply`. */
export function multiply(args: Values): unknown {
  if (args.some(nil)) return null;
  for (const value of args)
    check(numberKind(value), 'TypeMismatch', `$multiply only supports numeric types, not ${typeName(value)}`);
  return args.reduce((product, value) => arithmetic('*', product, value), 1);
}

/** `$divide`: always a double. */
export function divide([a, b]: Values): unknown {
  const [x, y] = [plainNumber('$divide', a), plainNumber('$divide', b)] as [number | null, number | null];
  if (x === null || y === null) return null;
  check(y !== 0, 'Location16608', "can't $divide by zero");
  return x / y;
}

/** Rounding on the shortest decimal text of the number; halves go to the even neighbour (manual: "$round"). */
export function round(name: '$round' | '$trunc', [value, place]: Values): unknown {
  const x = plainNumber(name, value) as number | null;
  const digits = place === undefined ? 0 : (plainNumber(name, place) as number | null);
  if (x === null || digits === null) return null;
  check(
    Number.isInteger(digits) && digits >= -20 && digits <= 100,
    'Location51082',
    `${name} place must be an integer between -20 and 100`,
  );
  if (!Number.isFinite(x)) return x;
  const [mantissa, exponent] = Math.abs(x).toExponential().split('e');
  const scaled = Number(`${mantissa}e${Number(exponent) + digits}`);
  const whole = Math.floor(scaled);
  const half = scaled - whole;
  const up = name === '$round' && (half > 0.5 || (half === 0.5 && whole % 2 === 1));
  return Math.sign(x) * Number(`${whole + Number(up)}e${-digits}`);
}

/** Of the operands, or of the one array operand: the numbers' sum and so on (manual: "$sum", "$avg", "$min", "$max"). */
export const overValues = (name: string, work: (values: Values) => unknown): Operator =>
  strict(name, 1, Infinity, (args) =>
    work(args.length === 1 && Array.isArray(args[0]) ? (args[0] as Values) : args),
  );

/** The sum of the numbers among the values; others do not count. */
export function sum(values: Values): unknown {
  return values.filter(numberKind).reduce((total, value) => arithmetic('+', total, value), 0);
}

/** The mean of the numbers among the values, or null. */
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
