import { Decimal128, Long } from 'bson';
import { check, MongoError } from '../errors.js';

/** The exact value of a finite decimal's text: digits × 10^exponent. */
export function splitDecimal(text: string): { digits: bigint; exponent: number } {
  const [mantissa = '0', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

type Kind = 'number' | 'Long' | 'Decimal128';

/** Which of BSON's numbers a value is, or undefined. */
export function numberKind(value: unknown): Kind | undefined {
  if (typeof value === 'number') return 'number';
  if (value instanceof Long) return 'Long';
  return value instanceof Decimal128 ? 'Decimal128' : undefined;
}

/** A number of any BSON kind as a double (nearest). */
export function toDouble(value: unknown): number {
  return value instanceof Long || value instanceof Decimal128 ? Number(value.toString()) : (value as number);
}

function decimal(digits: bigint, exponent: number): Decimal128 {
  const size = digits.toString().replace('-', '').length;
  check(
    size <= 34,
    'NotImplemented',
    'a decimal result of more than 34 digits is not supported by the embedded engine',
  );
  return Decimal128.fromString(`${digits}E${exponent}`);
}

function exact(value: unknown): { digits: bigint; exponent: number } {
  const text = String(value);
  check(
    /\d/.test(text),
    'NotImplemented',
    'decimal arithmetic with NaN or Infinity is not supported by the embedded engine',
  );
  return splitDecimal(text);
}

/**
 * Adds or multiplies two BSON numbers with MongoDB's result types: doubles and 32-bit integers give a double or an
 * integer, a 64-bit integer with an integer stays 64-bit (and overflows with an error), a decimal stays exact.
 */
export function arithmetic(op: '+' | '*', a: unknown, b: unknown): unknown {
  const kinds = [numberKind(a), numberKind(b)];
  if (kinds[0] === 'number' && kinds[1] === 'number')
    return op === '+' ? (a as number) + (b as number) : (a as number) * (b as number);
  if (kinds.includes('Decimal128')) {
    const [x, y] = [exact(a), exact(b)];
    if (op === '*') return decimal(x.digits * y.digits, x.exponent + y.exponent);
    const exponent = Math.min(x.exponent, y.exponent);
    const scaled = (n: typeof x): bigint => n.digits * 10n ** BigInt(n.exponent - exponent);
    return decimal(scaled(x) + scaled(y), exponent);
  }
  const [x, y] = [toDouble(a), toDouble(b)];
  if (!Number.isInteger(x) || !Number.isInteger(y)) return op === '+' ? x + y : x * y;
  const [m, n] = [BigInt(String(a)), BigInt(String(b))];
  const result = op === '+' ? m + n : m * n;
  if (BigInt.asIntN(64, result) !== result)
    throw new MongoError('BadValue', 'the result does not fit a 64-bit integer');
  return Long.fromBigInt(result);
}
