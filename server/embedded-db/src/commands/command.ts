import type { Cursors } from '../cursors.js';
import type { Database } from '../store/database.js';
import { check } from '../errors.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { type Doc, isDoc } from '../values/values.js';
import type { Work } from '../store/work.js';

/** What a command works with. */
export interface CommandContext {
  database: Database;
  work: Work;
  cursors: Cursors;
  /** The name of the database the command is for. */
  name: string;
}

/** One command: the fields it knows (others are refused), where it may run, and what it does. */
export interface Command {
  fields: string[];
  /** True when it may run inside a transaction. */
  transactional?: boolean;
  /** True when it changes documents, so that a driver may ask for it a second time after a broken connection. */
  writes?: boolean;
  run: (command: Doc, context: CommandContext) => Doc;
}

/** Fields any command may carry: they concern the session, the driver's choices, or notes for people. */
export const COMMON_FIELDS = ['$db', 'lsid', 'txnNumber', 'autocommit', 'startTransaction', 'readConcern', 'writeConcern', '$readPreference', '$clusterTime', 'apiVersion', 'apiStrict', 'apiDeprecationErrors', 'comment', 'maxTimeMS', '$audit', '$configServerState']; // prettier-ignore

/** The namespace a command names in its first field. */
export function namespace(command: Doc, { name }: CommandContext): string {
  const [collection] = Object.values(command);
  check(
    typeof collection === 'string' && collection !== '' && !/[\0$]/.test(collection),
    'InvalidNamespace',
    `Invalid namespace specified '${name}.${String(collection)}'`,
  );
  return `${name}.${collection}`;
}

/** A document in a field, or an empty one when the field is missing. */
export function docField(command: Doc, key: string): Doc {
  const value = command[key] ?? {};
  check(isDoc(value), 'TypeMismatch', `BSON field '${key}' is the wrong type, expected type 'object'`);
  return value;
}

/** A whole number of at least 0 in a field, or undefined. */
export function numberField(command: Doc, key: string): number | undefined {
  const value = command[key];
  if (value === undefined || value === null) return undefined;
  check(numberKind(value), 'TypeMismatch', `BSON field '${key}' is the wrong type, expected a number`);
  const number = toDouble(value);
  check(
    Number.isInteger(number) && number >= 0,
    'BadValue',
    `BSON field '${key}' value must be >= 0, actual value '${number}'`,
  );
  return number;
}

/** A non-empty list of documents in a field. */
export function docsField(command: Doc, key: string): Doc[] {
  const value = command[key];
  check(
    Array.isArray(value) && value.length > 0 && value.every(isDoc),
    'TypeMismatch',
    `BSON field '${key}' must be a non-empty array of objects`,
  );
  return value;
}
