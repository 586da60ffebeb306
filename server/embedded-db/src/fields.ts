import { check } from './errors.js';
import { numberKind, toDouble } from './values/numbers.js';
import { type Doc, isDoc } from './values/values.js';

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

/** A yes or no in a field, also given as a number, as MongoDB takes it; undefined when the field is missing. */
export function flagField(command: Doc, key: string): boolean | undefined {
  const value = command[key];
  if (value === undefined || value === null) return undefined;
  check(
    typeof value === 'boolean' || numberKind(value),
    'TypeMismatch',
    `BSON field '${key}' is the wrong type, expected type 'bool'`,
  );
  return typeof value === 'boolean' ? value : toDouble(value) !== 0;
}

/** Refuses what a document inside a command carries beyond what it knows, and the lack of what it needs. */
export function checkFields(
  item: Doc,
  where: string,
  known: readonly string[],
  needed: readonly string[],
): void {
  for (const key of Object.keys(item))
    check(known.includes(key), 'Location40415', `BSON field '${where}.${key}' is an unknown field.`);
  for (const key of needed)
    check(key in item, 'Location40414', `BSON field '${where}.${key}' is missing but a required field`);
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
