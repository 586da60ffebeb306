import type { Concern } from './commands/concerns.js';
import type { Doc } from './values/values.js';

/** As `logicalSessionTimeoutMinutes`, which `hello` tells the drivers. */
export const SESSION_LIFE_MS = 30 * 60_000;

/** Commands about the connection and the sessions, with the fields they know; they touch no documents. */
export const SERVICES: Record<string, { fields: string[]; concern?: Concern }> = {
  hello: {
    fields: [
      'helloOk',
      'client',
      'compression',
      'loadBalanced',
      'topologyVersion',
      'maxAwaitTimeMS',
      'saslSupportedMechs',
      'speculativeAuthenticate',
      'backpressure',
    ],
  },
  ping: { fields: [] },
  buildInfo: { fields: [] },
  // The driver asks for it with `w: 0`: it does not wait for an answer.
  endSessions: { fields: [], concern: 'write' },
  refreshSessions: { fields: [] },
  commitTransaction: { fields: ['recoveryToken'], concern: 'write' },
  abortTransaction: { fields: ['recoveryToken'], concern: 'write' },
};

/** The largest document, in bytes. */
const MOST_DOCUMENT_BYTES = 16_777_216;

/** What `hello` tells a driver: a replica set of one member, reached at this address. */
export function hello(address: string): Doc {
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    secondary: false,
    setName: 'embedded',
    setVersion: 1,
    hosts: [address],
    me: address,
    primary: address,
    maxBsonObjectSize: MOST_DOCUMENT_BYTES,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: SESSION_LIFE_MS / 60_000,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  };
}

/** The answer to `buildInfo`. */
export function buildInfo(): Doc {
  return {
    version: '7.0.0',
    versionArray: [7, 0, 0, 0],
    modules: ['haochaping-embedded'],
    maxBsonObjectSize: MOST_DOCUMENT_BYTES,
    ok: 1,
  };
}
