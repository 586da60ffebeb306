import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { PROGRAMS, startProgram, type Program } from '../../server/launch/lib/programs.mjs';
import { disconnectDatabase } from '../../server/src/database.js';
import { createLogger } from '../../server/src/logger.js';
import { openChain } from '../../server/src/audit-chain.js';
import { verifyAuditChain } from '../../server/src/modules/audit/index.js';
import { eventually } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { besideServer } from '../identity/rights-support.js';

// Several worker processes seal into one chain at the same time: no gap, no fork, nothing twice (FA-3.2-a).

const WORKERS = 3;
const EVENTS = 900;

// Its own: its workers are killed.
let system: OwnSystem;
const workers: Program[] = [];

beforeAll(async () => {
  system = await startSystem({ worker: false });
  const keys = await besideServer(system);
  openChain(keys, createLogger('silent', 'test'), () => new Date());
}, 60_000);
afterAll(async () => {
  for (const worker of workers) await worker.stop();
  await disconnectDatabase();
  await system?.stop();
});

const startWorker = async () => {
  const worker = await startProgram({
    name: 'worker',
    file: PROGRAMS.server,
    args: ['worker'],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      MONGODB_URI: system.mongoUri,
      KEYSTORE_URI: system.keyStoreUri,
      DATA_DIR: join(system.dataDir, 'data'),
      KEYS_FILE: join(system.dataDir, 'keys.json'),
      WORKER_PORT: '0',
      WORKER_CONCURRENCY: '8',
      // What the killed one had in hand is free again soon.
      WORKER_LEASE_SECONDS: '4',
      PROVINCE_TIMEOUT_SECONDS: '1',
    },
  });
  workers.push(worker);
  return worker;
};

const collection = (name: string) =>
  mongoose.connection.collection<{ _id: string; seq: number; previousHash: string }>(name);

async function put(count: number): Promise<void> {
  const party = { kind: 'system', id: 'test' };
  await collection('audit_events').insertMany(
    Array.from({ length: count }, () => ({
      _id: randomUUID(),
      at: new Date(),
      action: 'test.sealed',
      actor: party,
      subject: party,
      pending: [{ kind: 'seal', notBefore: new Date(), attempts: 0 }],
      dead: [],
    })) as never,
  );
}

test('three workers, one of them killed in the middle, seal nine hundred events into one whole chain', async () => {
  await put(EVENTS);
  await Promise.all(Array.from({ length: WORKERS }, startWorker));
  await eventually(
    'a third is sealed',
    async () =>
      (await collection('audit_entries').countDocuments({ action: 'test.sealed' })) > EVENTS / 3
        ? true
        : undefined,
    120_000,
  );
  await workers.pop()?.kill('SIGKILL');
  await startWorker();
  await eventually(
    'everything is sealed',
    async () => ((await collection('audit_events').countDocuments()) === 0 ? true : undefined),
    120_000,
  );
  const sealed = await collection('audit_entries').find().sort({ seq: 1 }).toArray();
  expect(sealed.map(({ seq }) => seq)).toEqual(sealed.map((_, index) => index + 1));
  expect(new Set(sealed.map(({ previousHash }) => previousHash)).size).toBe(sealed.length);
  expect(await collection('audit_entries').countDocuments({ action: 'test.sealed' })).toBe(EVENTS);
  expect(await verifyAuditChain()).toMatchObject({ entries: sealed.length, intact: true });
}, 180_000);
