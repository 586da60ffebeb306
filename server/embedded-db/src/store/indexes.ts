import { check, MongoError } from '../errors.js';
import { documentTest, type Test } from '../matcher.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { type Entry, OrderedEntries, type Row } from '../ordered.js';
import { type Doc, encode, equal, isDoc, reach } from '../values/values.js';

/** An index as `createIndexes` names it and `listIndexes` shows it. */
export interface IndexSpec extends Doc {
  key: Doc;
  name: string;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
}

const KNOWN_OPTIONS = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'ns',
  'hidden',
]);

const PARTIAL_OPERATORS = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in']);

function noExpression(): never {
  throw new MongoError('CannotCreateIndex', 'unsupported expression in partial index: $expr');
}

/** Checks a specification and gives it its defaults; what this engine cannot do is refused by name. */
export function readIndexSpec(raw: Doc): IndexSpec {
  const { key } = raw;
  check(
    isDoc(key) && Object.keys(key).length > 0,
    'CannotCreateIndex',
    'Index keys cannot be an empty object',
  );
  for (const [path, kind] of Object.entries(key)) {
    check(numberKind(kind) && toDouble(kind) !== 0, typeof kind === 'string' ? 'NotImplemented' : 'CannotCreateIndex',
      `index type '${String(kind)}' on '${path}' is not supported by the embedded engine`); // prettier-ignore
    check(
      !path.includes('$') && !path.split('.').includes(''),
      'CannotCreateIndex',
      `Index key contains an illegal field name: '${path}'`,
    );
  }
  for (const option of Object.keys(raw)) {
    check(
      option !== 'collation' || isSimpleCollation(raw.collation),
      'NotImplemented',
      'collation is not supported by the embedded engine',
    );
    check(
      KNOWN_OPTIONS.has(option) || option === 'collation',
      'InvalidOptions',
      `The field '${option}' is not valid for an index specification`,
    );
  }
  check(typeof raw.name === 'string' && raw.name !== '', 'FailedToParse', 'The index needs a name');
  const filter = raw.partialFilterExpression;
  check(filter === undefined || isDoc(filter), 'TypeMismatch', 'partialFilterExpression must be an object');
  check(
    !(filter && raw.sparse),
    'CannotCreateIndex',
    "cannot mix 'partialFilterExpression' and 'sparse' options",
  );
  for (const condition of filter ? Object.values(filter) : [])
    for (const operator of isDoc(condition) ? Object.keys(condition) : [])
      check(
        !operator.startsWith('$') || PARTIAL_OPERATORS.has(operator),
        'CannotCreateIndex',
        `unsupported expression in partial index: ${operator}`,
      );
  const ttl = raw.expireAfterSeconds;
  check(
    ttl === undefined || (numberKind(ttl) && toDouble(ttl) >= 0),
    'CannotCreateIndex',
    'TTL index "expireAfterSeconds" must be a number of at least 0',
  );
  check(
    ttl === undefined || Object.keys(key).length === 1,
    'CannotCreateIndex',
    'TTL indexes are single-field indexes, compound indexes do not support TTL',
  );
  const spec: IndexSpec = { v: 2, key, name: raw.name };
  if (raw.unique === true) spec.unique = true;
  if (raw.sparse === true) spec.sparse = true;
  if (filter) spec.partialFilterExpression = filter;
  if (ttl !== undefined) spec.expireAfterSeconds = toDouble(ttl);
  return spec;
}

/** True for the collation that compares bytes, the only one there is here. */
export function isSimpleCollation(collation: unknown): boolean {
  return (
    collation === undefined ||
    (isDoc(collation) && (Object.keys(collation).length === 0 || collation.locale === 'simple'))
  );
}

/** What comes after everything that begins with the same text: longer than any run of it inside a key. */
const AFTER = '\uffff'.repeat(5);

/** Values of one field from `low` to `high`, both included, and everything that begins with `high`. */
export interface Bound {
  low: string;
  high: string;
}

/** A stretch of an index: from ≤ key < to. */
export interface Range {
  from: string;
  to: string;
}

export const EVERYTHING: Range = { from: '', to: AFTER };

/** The bound of what both bounds take, or undefined. */
export function narrow(a: Bound, b: Bound): Bound | undefined {
  const low = a.low > b.low ? a.low : b.low;
  const high = a.high + AFTER < b.high + AFTER ? a.high : b.high;
  return low < high + AFTER ? { low, high } : undefined;
}

/** The mirror image of a key: orders the other way round. */
function invert(key: string): string {
  let out = '';
  for (let i = 0; i < key.length; i += 1) out += String.fromCharCode(0xffff - key.charCodeAt(i));
  return out;
}

/** One index in memory: every document's keys in MongoDB's order. */
export class Index {
  readonly paths: string[];
  /** 1 or -1 for each field: descending fields stand mirrored, so that mixed orders can be read off. */
  readonly directions: number[];
  /** For each path, where on it some document held an array. */
  private readonly arrays = new Map<string, Set<string>>();
  private readonly parts: string[][];
  private readonly admits: Test;
  private readonly entries = new OrderedEntries<Doc>();

  constructor(
    readonly spec: IndexSpec,
    readonly namespace: string,
  ) {
    this.paths = Object.keys(spec.key);
    this.directions = Object.values(spec.key).map((kind) => Math.sign(toDouble(kind)));
    this.parts = this.paths.map((path) => path.split('.'));
    this.admits = spec.partialFilterExpression
      ? documentTest(spec.partialFilterExpression, noExpression)
      : () => true;
  }

  /** The keys under which a document stands here: several when a field is an array, none when the index leaves it out. */
  keys(doc: Doc): string[] {
    if (!this.admits(doc)) return [];
    let present = false;
    const lists = this.parts.map((parts, i) => {
      const found = new Set<string>();
      reach(doc, parts, 0, (value) => {
        present ||= value !== undefined;
        if (Array.isArray(value))
          for (const item of value.length ? (value as unknown[]) : [null]) found.add(encode(item));
        else found.add(encode(value));
        return false;
      });
      if (found.size === 0) found.add(encode(null));
      this.noteArrays(doc, parts, 0, this.paths[i] as string);
      return this.directions[i] === -1 ? [...found].map(invert) : [...found];
    });
    if (this.spec.sparse && !present) return [];
    return lists.reduce<string[]>(
      (heads, list) => (heads.length === 0 ? list : heads.flatMap((head) => list.map((key) => head + key))),
      [],
    );
  }

  /** True when some document stands here under several keys. */
  get multikey(): boolean {
    return this.arrays.size > 0;
  }

  /** The prefixes of a path at which some document held an array; undefined when none did. */
  arraysOn(path: string): ReadonlySet<string> | undefined {
    return this.arrays.get(path);
  }

  private noteArrays(value: unknown, parts: string[], at: number, path: string): void {
    if (Array.isArray(value)) {
      const prefix = parts.slice(0, at).join('.');
      this.arrays.set(path, (this.arrays.get(path) ?? new Set()).add(prefix));
      for (const item of value) if (isDoc(item)) this.noteArrays(item, parts, at, path);
    } else if (isDoc(value) && at < parts.length)
      this.noteArrays(value[parts[at] as string], parts, at + 1, path);
  }

  /** Fills the index; fails with DuplicateKey when a unique key appears twice. */
  build(rows: Iterable<Row<Doc>>): void {
    const entries: Entry<Doc>[] = [];
    const seen = new Map<string, Row<Doc>>();
    for (const row of rows)
      for (const key of this.keys(row.doc)) {
        if (this.spec.unique && (seen.get(key) ?? row) !== row) throw this.duplicate(row.doc);
        if (this.spec.unique) seen.set(key, row);
        entries.push({ key, row });
      }
    this.entries.load(entries);
  }

  /** Another row than `row` that stands under one of these keys, when the index is unique. */
  conflict(
    keys: string[],
    row: Row<Doc> | undefined,
    counts: (other: Row<Doc>) => boolean = () => true,
  ): Row<Doc> | undefined {
    if (!this.spec.unique) return undefined;
    for (const key of keys)
      for (const other of this.entries.scan(key, `${key}\0`))
        if (other !== row && counts(other)) return other;
    return undefined;
  }

  /** Where a bound of one field lies, after what the fields before it have fixed. */
  range(field: number, { low, high }: Bound, prefix = ''): Range {
    if (this.directions[field] === 1) return { from: prefix + low, to: prefix + high + AFTER };
    return { from: prefix + invert(high), to: prefix + invert(low) + AFTER };
  }

  add(keys: string[], row: Row<Doc>): void {
    for (const key of keys) this.entries.add(key, row);
  }

  remove(keys: string[], row: Row<Doc>): void {
    for (const key of keys) this.entries.remove(key, row);
  }

  scan(from: string, to: string, backwards = false): Generator<Row<Doc>> {
    return this.entries.scan(from, to, backwards);
  }

  /** The error a client gets for a document whose key is taken, with `keyPattern` and `keyValue` as MongoDB gives them. */
  duplicate(doc: Doc): MongoError {
    const keyValue: Doc = {};
    this.parts.forEach((parts, i) => {
      const values: unknown[] = [];
      reach(doc, parts, 0, (value) => (values.push(value ?? null), false));
      keyValue[this.paths[i] as string] =
        values.length === 1 ? values[0] : values.length === 0 ? null : values;
    });
    const message = `E11000 duplicate key error collection: ${this.namespace} index: ${this.spec.name} dup key: ${JSON.stringify(keyValue)}`;
    return new MongoError('DuplicateKey', message, { keyPattern: this.spec.key, keyValue });
  }

  /** True when both describe the same index apart from their names. */
  sameAs(spec: IndexSpec): boolean {
    return equal({ ...this.spec, name: '' }, { ...spec, name: '' });
  }
}
