import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAMS, startProgram } from '../../server/launch/lib/programs.mjs';
import { openChain } from '../../server/src/audit-chain.js';
import { buildIndexes, connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { derivedKey, generateKeys, type Keys } from '../../server/src/keys.js';
import { createLogger } from '../../server/src/logger.js';
import { entryOf, GENESIS_HASH, headProof } from '../../server/src/modules/audit/chain.js';
import { recordAudit, sealAuditEvent, verifyAuditChain } from '../../server/src/modules/audit/index.js';
import {
  AuditAnchorModel,
  AuditEntryModel,
  AuditHeadModel,
  type AuditEvent,
} from '../../server/src/modules/audit/model.js';

const SIZES = [10_000, 100_000];
const SECONDS = 5;
const CLIENTS = 8;
const ROUNDS = 3;

const told = (): Omit<AuditEvent, 'id'> => ({
  at: new Date(),
  action: 'rating.accepted',
  actor: { kind: 'staff', id: randomUUID() },
  subject: { kind: 'rating', id: randomUUID() },
  detail: { level: 5, channel: 'qr', region: '350400' },
});

const event = (): AuditEvent => ({ id: randomUUID(), ...told() });

const line = (label: string, value: number, unit: string): void =>
  console.log(`  ${label.padEnd(52)}${Math.round(value).toLocaleString('en').padStart(9)} ${unit}`);

/** How often a second, from so many clients at once for some seconds. */
async function rate(clients: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let done = 0;
  const client = async () => {
    while (performance.now() - started < SECONDS * 1000) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (done * 1000) / (performance.now() - started);
}

/** A whole chain of so many entries, put in at once: only its checking is measured. */
async function fill(keys: Keys, size: number): Promise<void> {
  const key = derivedKey(keys.digest, 'audit-chain');
  await AuditEntryModel.collection.deleteMany({});
  await AuditAnchorModel.deleteMany({});
  let place = { seq: 0, hash: GENESIS_HASH };
  while (place.seq < size) {
    const batch = [];
    for (let n = 0; n < 1000; n++) {
      const entry = entryOf(key, event(), place.seq + 1, place.hash);
      place = { seq: entry.seq, hash: entry.hash };
      batch.push({ ...entry });
    }
    await AuditEntryModel.collection.insertMany(batch as never);
  }
  await AuditHeadModel.updateOne(
    { _id: 'chain' },
    { $set: { ...place, proof: headProof(key, place) } },
    { upsert: true },
  );
}

async function checking(keys: Keys, size: number): Promise<void> {
  await fill(keys, size);
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const { intact, entries } = await verifyAuditChain();
    if (!intact || entries !== size) throw new Error('the chain that was measured is not whole');
    rates.push((size * 1000) / (performance.now() - started));
  }
  line(`check a chain of ${size.toLocaleString('en')}`, rates.sort((a, b) => a - b)[1] ?? 0, 'entries/s');
}

/** Recording durably with a change, sealing into the chain, and checking a whole chain, on the embedded engine. */
export async function bench(): Promise<void> {
  if (!existsSync(PROGRAMS.engine)) throw new Error('build the programs first: npm run build');
  const folder = await mkdtemp(join(tmpdir(), 'audit-bench-'));
  const engine = await startProgram({
    name: 'engine',
    file: PROGRAMS.engine,
    args: ['--port', '0', '--data', folder],
    env: { PATH: process.env.PATH },
  });
  try {
    await connectDatabase(`mongodb://127.0.0.1:${engine.port}/bench`);
    await buildIndexes();
    const keys = generateKeys();
    openChain(keys, createLogger('silent', 'bench'), () => new Date());
    line(
      `record an event, durable, ${CLIENTS} at a time`,
      await rate(CLIENTS, () => recordAudit(told())),
      'a second',
    );
    line('seal an event, one process', await rate(CLIENTS, () => sealAuditEvent(event())), 'a second');
    for (const size of SIZES) await checking(keys, size);
  } finally {
    await disconnectDatabase();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
