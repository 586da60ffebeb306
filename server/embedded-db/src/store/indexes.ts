import { MongoError } from '../errors.js';
import { noExpression, type IndexSpec } from './index-spec.js';
import { keysOf } from './keys.js';
import { documentTest, type Test } from '../matcher.js';
import { toDouble } from '../values/numbers.js';
import { type Entry, OrderedEntries, type Row } from '../ordered.js';
import { type Doc, equal, isDoc, reach } from '../values/values.js';

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

/** V8 keeps a string put together from pieces as its pieces until it needs the whole; here, so that memory is taken at once and not all together while sorting. */
function flatten(text: string): void {
  Number(text);
}

/** An index that is being filled. */
export interface Filling {
  take(row: Row<Doc>, doc: Doc): void;
  end(): void;
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
  /** The fields of a document, by their first names, that decide where it stands here; undefined when that may be any. */
  private readonly fields: string[] | undefined;
  private readonly entries = new OrderedEntries<Doc>();

  constructor(
    readonly spec: IndexSpec,
    readonly namespace: string,
  ) {
    this.paths = Object.keys(spec.key);
    this.directions = Object.values(spec.key).map((kind) => Math.sign(toDouble(kind)));
    this.parts = this.paths.map((path) => path.split('.'));
    const decide = [...this.paths, ...Object.keys(spec.partialFilterExpression ?? {})];
    this.fields = decide.some((path) => path.startsWith('$'))
      ? undefined
      : decide.map((path) => path.split('.')[0] as string);
    this.admits = spec.partialFilterExpression
      ? documentTest(spec.partialFilterExpression, noExpression)
      : () => true;
  }

  /**
   * The keys under which a document stands here: several when a field is an array, none when the index leaves it out.
   * Fails with CannotIndexParallelArrays.
   */
  keys(doc: Doc): string[] {
    if (!this.admits(doc)) return [];
    const lists = keysOf(doc, this.parts, this.spec.sparse === true);
    this.parts.forEach((parts, i) => this.noteArrays(doc, parts, 0, this.paths[i] as string));
    const keys = lists.map((list) =>
      list.map((key, i) => (this.directions[i] === -1 ? invert(key) : key)).join(''),
    );
    return keys.length > 1 ? [...new Set(keys)] : keys;
  }

  /** Whether two documents certainly stand here under the same keys, seen by what they share; it costs less than the keys do. */
  standsAlike(one: Doc, other: Doc): boolean {
    return this.fields?.every((name) => one[name] === other[name]) === true;
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

  /**
   * Fills the empty index, row by row, so that whoever waits can be told; nothing stands in it before `end`. `take` fails with
   * DuplicateKey when a unique key appears twice.
   */
  filling(): Filling {
    const entries: Entry<Doc>[] = [];
    const seen = new Map<string, Row<Doc>>();
    return {
      take: (row, doc) => {
        for (const key of this.keys(doc)) {
          if (this.spec.unique && (seen.get(key) ?? row) !== row) throw this.duplicate(doc);
          if (this.spec.unique) seen.set(key, row);
          flatten(key);
          entries.push({ key, row });
        }
      },
      end: () => this.entries.load(entries),
    };
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

  scan(from: string, to: string, backwards = false): Generator<Row<Doc>, void> {
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
