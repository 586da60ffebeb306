import type { BSONRegExp, Decimal128, Long, ObjectId, Timestamp } from 'bson';
import { type Binary } from 'bson';
import { check } from '../errors.js';
import { splitDecimal } from './numbers.js';

/** A BSON document as the engine holds it. A document that is stored is never changed in place: writes replace it. */
export type Doc = Record<string, unknown>;

/** The `_bsontype` of a BSON class instance, or undefined for plain values. */
export function bsonType(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null
    ? (value as { _bsontype?: string })._bsontype
    : undefined;
}

/** A value for a message to people, or a string as it is. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (bsonType(value) !== undefined) return (value as { toString(): string }).toString();
  return JSON.stringify(value) ?? 'undefined';
}

/** True for an embedded document: not an array, not a date, not a BSON class. */
export function isDoc(value: unknown): value is Doc {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    bsonType(value) === undefined
  );
}

/** True for a document whose first key is an operator, like `{ $gt: 1 }`. */
export function isOperatorDoc(value: unknown): value is Doc {
  return isDoc(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

/** MongoDB's name for the type of a value, as `$type` gives it (`missing` for undefined). */
export function typeName(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'number')
    return Number.isInteger(value) && value === (value | 0) && !Object.is(value, -0) ? 'int' : 'double';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  const names: Record<string, string> = {
    ObjectId: 'objectId',
    Binary: 'binData',
    Long: 'long',
    Decimal128: 'decimal',
    Timestamp: 'timestamp',
    BSONRegExp: 'regex',
    MinKey: 'minKey',
    MaxKey: 'maxKey',
    Code: 'javascript',
    BSONSymbol: 'symbol',
    DBRef: 'object',
  };
  return names[bsonType(value) ?? ''] ?? 'object';
}

/** The place of each type in MongoDB's comparison order; types that compare with each other share a place. */
export const RANK: Record<string, number> = {
  minKey: 1,
  missing: 3,
  null: 3,
  int: 4,
  long: 4,
  double: 4,
  decimal: 4,
  string: 5,
  symbol: 5,
  javascript: 5,
  object: 6,
  array: 7,
  binData: 8,
  objectId: 9,
  bool: 10,
  date: 11,
  timestamp: 12,
  regex: 13,
  maxKey: 127,
};

/** The place of a value's type in the comparison order. */
export function rank(value: unknown): number {
  return RANK[typeName(value)] ?? 6;
}

const view = new DataView(new ArrayBuffer(8));

/** Eight bytes of a double as four characters whose order is the order of the numbers; NaN comes first. */
function encodeDouble(value: number): string {
  if (Number.isNaN(value)) return '\0\0\0\0';
  view.setFloat64(0, value === 0 ? 0 : value);
  let high = view.getUint32(0);
  let low = view.getUint32(4);
  if (high & 0x80000000) {
    high = ~high >>> 0;
    low = ~low >>> 0;
  } else high = (high | 0x80000000) >>> 0;
  return String.fromCharCode(high >>> 16, high & 0xffff, low >>> 16, low & 0xffff);
}

/** The nearest double, then what that double leaves out: so 64-bit integers and decimals keep their exact order. */
function encodeNumber(value: unknown): string {
  if (typeof value === 'number') return `${encodeDouble(value)}\u8000`;
  if (bsonType(value) === 'Long') {
    const exact = (value as Long).toBigInt();
    const near = Number(exact);
    return encodeDouble(near) + String.fromCharCode(0x8000 + Number(exact - BigInt(near)));
  }
  const text = (value as Decimal128).toString();
  const near = Number(text);
  const exact = Number.isFinite(near) ? splitDecimal(text) : undefined;
  if (!exact) return `${encodeDouble(near)}\u8000`;
  const rounded = splitDecimal(String(near));
  const shift = Math.min(exact.exponent, rounded.exponent);
  const difference =
    exact.digits * 10n ** BigInt(exact.exponent - shift) -
    rounded.digits * 10n ** BigInt(rounded.exponent - shift);
  if (difference === 0n) return `${encodeDouble(near)}\u8000`;
  return encodeDouble(near) + (difference < 0n ? '\u7000' : '\u9000') + encodeDouble(Number(difference));
}

/** Strings in the order of their UTF-8 bytes: surrogates move behind the other characters, zeros are escaped. */
function encodeString(value: string): string {
  let text = value;
  if (/[\ud800-\uffff]/.test(text))
    text = text.replace(/[\ud800-\uffff]/g, (c) => {
      const code = c.charCodeAt(0);
      return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800);
    });
  return text.includes('\0') ? text.replaceAll('\0', '\0\u0001') : text;
}

/** What every key of strings beginning with `prefix` begins with. */
export function encodeStringPrefix(prefix: string): string {
  return String.fromCharCode(5) + encodeString(prefix);
}

/**
 * A string whose order, compared character by character, is MongoDB's order of the values; equal values have equal
 * strings, and no value's string is the beginning of another's. Serves indexes, sorting, grouping and comparison.
 */
export function encode(value: unknown): string {
  const place = rank(value);
  const head = String.fromCharCode(place);
  switch (place) {
    case 4:
      return head + encodeNumber(value);
    case 5:
      return `${head}${encodeString(typeof value === 'string' ? value : JSON.stringify(value))}\0\0`;
    case 6: {
      let out = head;
      for (const [key, item] of Object.entries(value as Doc))
        if (item !== undefined)
          out += `${String.fromCharCode(rank(item))}${encodeString(key)}\0\0${encode(item)}`;
      return `${out}\0`;
    }
    case 7: {
      let out = head;
      for (const item of value as unknown[]) out += encode(item);
      return `${out}\0`;
    }
    case 8: {
      const { buffer, position, sub_type } = value as Binary;
      const size = String.fromCharCode(position >>> 16, position & 0xffff, sub_type);
      return head + size + Buffer.from(buffer.buffer, buffer.byteOffset, position).toString('latin1');
    }
    case 9:
      return head + (value as ObjectId).toHexString();
    case 10:
      return head + (value ? '\u0002' : '\u0001');
    case 11:
      return head + encodeDouble((value as Date).getTime());
    case 12:
      return head + (value as Timestamp).toBigInt().toString(16).padStart(16, '0');
    case 13:
      return `${head}${encodeString((value as BSONRegExp).pattern)}\0\0${(value as BSONRegExp).options}\0\0`;
    default:
      return head;
  }
}

/** MongoDB's comparison order over all types: negative, zero or positive. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a - b;
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  const [x, y] = [encode(a), encode(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Equality as MongoDB sees it: 1 equals a 64-bit 1, missing equals null, documents compare field by field in order. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const kind = typeof a;
  if (kind === typeof b && (kind === 'string' || kind === 'boolean')) return false;
  return encode(a) === encode(b);
}

/** A copy whose documents and arrays may be changed; leaf values are shared, since nobody changes those. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => clone(item)) as T;
  if (!isDoc(value)) return value;
  const out: Doc = {};
  for (const key of Object.keys(value)) out[key] = clone(value[key]);
  return out as T;
}

/** Refuses the one name that assigning to would change an object's nature instead of giving it a field. */
export function checkName(name: string): void {
  check(
    name !== '__proto__',
    'NotImplemented',
    "a field named '__proto__' is not supported by the embedded engine",
  );
}

/** A document's own field; what JavaScript objects inherit does not count. */
export function field(doc: Doc, name: string): unknown {
  return Object.hasOwn(doc, name) ? doc[name] : undefined;
}

/**
 * Calls `visit` with every value a dotted path reaches, going through arrays on the way as queries do (manual: "Query
 * an Array of Embedded Documents"): undefined where the path ends early. Arrays at the end are given whole. Stops when `visit`
 * answers true, and says so.
 */
export function reach(
  value: unknown,
  path: string[],
  at: number,
  visit: (found: unknown) => boolean,
): boolean {
  if (at === path.length) return visit(value);
  const part = path[at] as string;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(part) && Number(part) < value.length && reach(value[Number(part)], path, at + 1, visit))
      return true;
    return value.some((item) => isDoc(item) && reach(item, path, at, visit));
  }
  return isDoc(value) ? reach(field(value, part), path, at + 1, visit) : visit(undefined);
}
