import { check, MongoError } from '../errors.js';
import { flagField } from '../fields.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { type Doc, isDoc } from '../values/values.js';

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

/** A partial index has no expressions to evaluate. */
export function noExpression(): never {
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
  check(
    !flagField(raw, 'hidden'),
    'NotImplemented',
    'hidden indexes are not supported by the embedded engine',
  );
  check(
    raw.v === undefined || (numberKind(raw.v) && toDouble(raw.v) === 2),
    'CannotCreateIndex',
    `Invalid index specification: the index version 'v' must be 2`,
  );
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
  if (flagField(raw, 'unique')) spec.unique = true;
  if (flagField(raw, 'sparse')) spec.sparse = true;
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
