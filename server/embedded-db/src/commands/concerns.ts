import { check, MongoError } from '../errors.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { type Doc, isDoc, show } from '../values/values.js';

/** Where a command stands: by itself, or as the first or a later one of a transaction. */
export type Place = 'alone' | 'first' | 'later';

/** Which of the two concerns a command may carry: what it reads, or how its writes are acknowledged. */
export type Concern = 'read' | 'write';

const LEVELS = ['local', 'available', 'majority', 'linearizable', 'snapshot'];

const LEVELS_IN_TRANSACTION = ['local', 'majority', 'snapshot'];

/** As many members as a replica set may have in MongoDB; a greater `w` is no number of members. */
const MOST_MEMBERS = 50;

function document(command: Doc, key: string, known: string[]): Doc {
  const value = command[key];
  check(isDoc(value), 'TypeMismatch', `BSON field '${key}' is the wrong type, expected type 'object'`);
  for (const field of Object.keys(value))
    check(known.includes(field), 'Location40415', `BSON field '${key}.${field}' is an unknown field.`);
  return value;
}

/**
 * Checks what a command demands of its reads (manual: "Read Concern"). There is one member and every answered write is on
 * its disk, so all levels but `snapshot` mean the same here; a snapshot spans several commands only inside a transaction.
 */
export function checkReadConcern(command: Doc, concern: Concern | undefined, place: Place): void {
  const [name = ''] = Object.keys(command);
  if (command.readConcern === undefined) return;
  const wanted = document(command, 'readConcern', ['level', 'afterClusterTime', 'atClusterTime']);
  const { level } = wanted;
  check(level === undefined || typeof level === 'string', 'TypeMismatch', "BSON field 'readConcern.level' must be a string"); // prettier-ignore
  check(
    level === undefined || LEVELS.includes(level),
    'BadValue',
    `Enumeration value '${show(level)}' for field 'readConcern.level' is not a valid value.`,
  );
  for (const time of ['afterClusterTime', 'atClusterTime'])
    check(!(time in wanted), 'NotImplemented', `readConcern.${time} is not supported by the embedded engine`);
  check(place !== 'later', 'InvalidOptions', 'Only the first command in a transaction may specify a readConcern'); // prettier-ignore
  if (level === undefined) return;
  if (place === 'first')
    check(
      LEVELS_IN_TRANSACTION.includes(level),
      'InvalidOptions',
      "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
    );
  else {
    const supported = concern === 'read' && !(name === 'count' && level === 'snapshot');
    check(
      supported || level === 'local',
      'InvalidOptions',
      `Command ${name} does not support { readConcern: { level: "${level}" } }`,
    );
    check(
      level !== 'snapshot',
      'NotImplemented',
      "readConcern level 'snapshot' outside a transaction is not supported by the embedded engine",
    );
  }
}

/** What is wrong with a number of members, or a name in its place. The writes themselves stand, as they do in MongoDB. */
function unmet(w: unknown): MongoError | undefined {
  if (w === undefined || w === null || w === 'majority') return undefined;
  check(!isDoc(w), 'NotImplemented', 'writeConcern.w by tags is not supported by the embedded engine');
  if (typeof w === 'string')
    return new MongoError(
      'UnknownReplWriteConcern',
      `No write concern mode named '${w}' found in replica set configuration`,
    );
  check(numberKind(w), 'FailedToParse', `w has to be a number, string, or object; found: ${show(w)}`);
  const members = toDouble(w);
  check(
    members >= 0 && members <= MOST_MEMBERS,
    'FailedToParse',
    `w has to be a non-negative number and not greater than ${MOST_MEMBERS}; found: ${members}`,
  );
  return members > 1
    ? new MongoError('UnsatisfiableWriteConcern', 'Not enough data-bearing nodes')
    : undefined;
}

/**
 * Checks how a command wants its writes acknowledged (manual: "Write Concern"); answers what the reply must say when one
 * member cannot fulfil it. Every answered write is journaled, so `j` and `wtimeout` have nothing to wait for.
 */
export function checkWriteConcern(command: Doc, concern: Concern | undefined, place: Place): Doc | undefined {
  const [name = ''] = Object.keys(command);
  if (command.writeConcern === undefined) return undefined;
  const { w, j, fsync, wtimeout } = document(command, 'writeConcern', ['w', 'j', 'fsync', 'wtimeout']);
  for (const [key, value] of Object.entries({ j, fsync }))
    check(
      value === undefined || typeof value === 'boolean' || numberKind(value),
      'TypeMismatch',
      `BSON field 'writeConcern.${key}' is the wrong type, expected a boolean`,
    );
  check(
    wtimeout === undefined || numberKind(wtimeout),
    'TypeMismatch',
    "BSON field 'writeConcern.wtimeout' is the wrong type, expected a number",
  );
  check(concern === 'write', 'InvalidOptions', `Command ${name} does not support writeConcern`);
  check(
    place === 'alone' || name.endsWith('Transaction'),
    'InvalidOptions',
    'writeConcern is not allowed within a multi-statement transaction',
  );
  const error = unmet(w);
  return error && { code: error.code, codeName: error.codeName, errmsg: error.message, errInfo: { writeConcern: command.writeConcern } }; // prettier-ignore
}
