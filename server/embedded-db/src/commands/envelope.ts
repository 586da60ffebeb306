import type { Command } from './command.js';
import { checkReadConcern, checkWriteConcern, type Concern, type Place } from './concerns.js';
import { check } from '../errors.js';
import { numberField } from '../fields.js';
import { sessionId } from '../sessions.js';
import type { Doc } from '../values/values.js';

/** Fields any command may carry: they concern the session, the driver's choices, or notes for people. */
const COMMON_FIELDS = ['$db', 'lsid', 'txnNumber', 'autocommit', 'startTransaction', 'readConcern', 'writeConcern', '$readPreference', '$clusterTime', 'apiVersion', 'apiStrict', 'apiDeprecationErrors', 'comment', 'maxTimeMS']; // prettier-ignore

/** What a command carries besides its own fields. */
export interface Envelope {
  /** When its time is up, in milliseconds since 1970; Infinity when it has as long as it takes. */
  deadline: number;
  /** What the reply says when the writes cannot be acknowledged as asked. */
  writeConcernError: Doc | undefined;
}

function place(command: Doc): Place {
  if (command.autocommit !== false) return 'alone';
  return command.startTransaction === true ? 'first' : 'later';
}

/** Refuses every field a command does not know, and what this engine cannot do of those that all commands know. */
export function readEnvelope(command: Doc, known: Pick<Command, 'fields'> & { concern?: Concern }): Envelope {
  const [name = '', ...fields] = Object.keys(command);
  for (const field of fields)
    check(
      known.fields.includes(field) || COMMON_FIELDS.includes(field),
      'Location40415',
      `BSON field '${name}.${field}' is an unknown field.`,
    );
  const { apiVersion, apiStrict, autocommit, startTransaction } = command;
  check(apiVersion === undefined || apiVersion === '1', 'APIVersionError', 'API version must be "1"');
  check(
    apiStrict === undefined || apiStrict === false,
    'NotImplemented',
    'apiStrict is not supported by the embedded engine',
  );
  check(autocommit === undefined || autocommit === false, 'InvalidOptions', "'autocommit' may only be false");
  check(
    startTransaction === undefined || (startTransaction === true && autocommit === false),
    'InvalidOptions',
    "'startTransaction' may only be true, and needs 'autocommit'",
  );
  check(
    command.txnNumber === undefined || sessionId(command) !== undefined,
    'InvalidOptions',
    'Transaction number requires a session ID to also be specified',
  );
  checkReadConcern(command, known.concern, place(command));
  const limit = numberField(command, 'maxTimeMS') ?? 0;
  check(
    limit === 0 || name !== 'getMore',
    'BadValue',
    'cannot set maxTimeMS on getMore command for a non-awaitData cursor',
  );
  return {
    deadline: limit === 0 ? Infinity : Date.now() + limit,
    writeConcernError: checkWriteConcern(command, known.concern, place(command)),
  };
}

/** Fails when a command has taken longer than it was given: what it found is not shown, what it wrote is undone. */
export function checkDeadline({ deadline }: Envelope): void {
  check(Date.now() <= deadline, 'MaxTimeMSExpired', 'operation exceeded time limit');
}
