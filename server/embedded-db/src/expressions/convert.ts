import { Decimal128, Long, ObjectId } from 'bson';
import { evalExpr } from 'mingo/core';
import { asDate, dateFromText } from '../values/dates.js';
import { check, MongoError } from '../errors.js';
import { nil, type Operator } from './operator.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { type Doc, isDoc, show, typeName } from '../values/values.js';

/** Converts as `$convert` does (manual: "$convert"); fails with ConversionFailure. */
export function convert(name: string, type: string, value: unknown): unknown {
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
    text !== undefined && /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : number;
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

/** `$convert`, whose `onError` and `onNull` are evaluated only when needed. */
export const $convert: Operator = (doc, operand, options) => {
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

/** `$dateFromString` for ISO 8601 text; formats of one's own are refused by name. */
export function dateFromString({ dateString, format, timezone, onNull, onError }: Doc): unknown {
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
