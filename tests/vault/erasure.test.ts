import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { loadKeys } from '../../server/src/key-source.js';
import type { Keys } from '../../server/src/keys.js';
import { eraseFromTransactions } from '../../server/src/modules/channels/transactions.js';
import { eraseEvaluator } from '../../server/src/modules/evaluators/erase.js';
import { createErasure, openKeyStore, type Erasure } from '../../server/src/modules/vault/index.js';
import { createDataKey, OwnerErasedError } from '../../server/src/modules/vault/key-store.js';
import { openFields } from '../../server/src/modules/vault/sealing.js';
import { demoTransaction, expectStatus, signedFetch } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { command, placeOf } from './support.js';

/** Whoever was erased stays erased, also when both databases are restored to a time before (PIPL 47, FA-3.3-c). */
// Its own: its databases are restored.
let system: OwnSystem;
let main: mongoose.Connection;
let keyStore: mongoose.Connection;
let keys: Keys;
let erasure: Erasure;
const now = new Date('2026-11-25T02:00:00Z');

beforeAll(async () => {
  system = await startSystem({ worker: false });
  main = await mongoose.createConnection(system.mongoUri).asPromise();
  keyStore = await mongoose.createConnection(system.keyStoreUri).asPromise();
  await connectDatabase(system.mongoUri);
  await openKeyStore(system.keyStoreUri);
  keys = loadKeys({ keysFile: join(system.dataDir, 'keys.json'), keysJson: undefined }, false);
  erasure = createErasure(join(system.dataDir, 'erasures.jsonl'), () => [
    eraseFromTransactions,
    eraseEvaluator,
  ]);
}, 60_000);
afterAll(async () => {
  await main.close();
  await keyStore.close();
  await disconnectDatabase();
  await system.stop();
});

type Transaction = Awaited<ReturnType<typeof demoTransaction>>;
interface Person {
  transaction: Transaction;
  evaluatorId: string;
  snapshot: { _id: string; sealed: Record<string, string> };
}

const report = async (transaction: Transaction, status = 201) =>
  expectStatus(
    await signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', transaction),
    status,
  );

async function person(): Promise<Person> {
  const transaction = await demoTransaction();
  await report(transaction);
  const kept = await main
    .collection<{ _id: string; evaluatorId: string }>('transactions')
    .findOne({ _id: transaction.projectNo });
  const evaluatorId = kept?.evaluatorId ?? '';
  const snapshot = await main
    .collection<Person['snapshot'] & { evaluatorId: string }>('applicants')
    .findOne({ evaluatorId });
  if (!snapshot) throw new Error('no snapshot was kept');
  return { transaction, evaluatorId, snapshot };
}

const opened = ({ evaluatorId, snapshot }: Person) =>
  openFields(keys, evaluatorId, `applicant:${snapshot._id}`, snapshot.sealed);
const snapshotsOf = ({ evaluatorId }: Person) =>
  main.collection('applicants').countDocuments({ evaluatorId });

type Copy = Map<string, Record<string, unknown>[]>;
const SYSTEM_COLLECTION = /^system\./;

async function copyOf(database: mongoose.Connection): Promise<Copy> {
  const copy: Copy = new Map();
  for (const { name } of await database.listCollections())
    if (!SYSTEM_COLLECTION.test(name)) copy.set(name, await database.collection(name).find().toArray());
  return copy;
}

async function restore(database: mongoose.Connection, copy: Copy): Promise<void> {
  for (const { name } of await database.listCollections()) {
    if (SYSTEM_COLLECTION.test(name)) continue;
    await database.collection(name).deleteMany({});
    const documents = copy.get(name) ?? [];
    if (documents.length > 0) await database.collection(name).insertMany(documents);
  }
}

async function expectErased(one: Person): Promise<void> {
  await expect(opened(one)).rejects.toThrow(OwnerErasedError);
  await expect(createDataKey(keys, one.evaluatorId, now)).rejects.toThrow(OwnerErasedError);
  expect(await snapshotsOf(one)).toBe(0);
  expect(await main.collection('evaluators').countDocuments({ _id: one.evaluatorId as never })).toBe(0);
  expect(await main.collection('transactions').countDocuments({ evaluatorId: one.evaluatorId })).toBe(0);
}

test('erased, then both databases restored to before: the start erases again, and nobody else is touched', async () => {
  const [leaves, stays] = [await person(), await person()];
  const copies = [await copyOf(main), await copyOf(keyStore)] as const;
  expect((await opened(leaves)).name).toBe(leaves.transaction.applicant.name);

  expect(await erasure.eraseOwner(leaves.evaluatorId, now)).toMatchObject({
    applicants: 1,
    evaluators: 1,
    transactions: 1,
  });
  await expectErased(leaves);
  expect(await erasure.replay(now)).toBe(0);

  await system.kill('api', 'SIGTERM');
  await restore(main, copies[0]);
  await restore(keyStore, copies[1]);
  expect((await opened(leaves)).name).toBe(leaves.transaction.applicant.name); // the restore did bring them back
  expect(await snapshotsOf(leaves)).toBe(1);
  await system.restart('api');
  await expectErased(leaves);
  expect((await opened(stays)).name).toBe(stays.transaction.applicant.name);
  expect(await snapshotsOf(stays)).toBe(1);
}, 60_000);

test.each([
  ['the main database alone', true, false],
  ['the key store alone', false, true],
])('with %s restored, the command erases again', async (_, restoreMain, restoreKeys) => {
  const leaves = await person();
  const copies = [await copyOf(main), await copyOf(keyStore)] as const;
  await erasure.eraseOwner(leaves.evaluatorId, now);
  if (restoreMain) await restore(main, copies[0]);
  if (restoreKeys) await restore(keyStore, copies[1]);
  const replayed = await command(placeOf(system), ['keys', 'replay']);
  expect(replayed).toMatchObject({ code: 0, output: expect.stringContaining('1 个人已再次注销') as string });
  await expectErased(leaves);
});

test('a lost journal is made whole from the tombstones, a cut last line is dropped, a broken one stops the start', async () => {
  const leaves = await person();
  await erasure.eraseOwner(leaves.evaluatorId, now);
  const file = join(system.dataDir, 'erasures.jsonl');
  await rm(file);
  await erasure.replay(now);
  const whole = await readFile(file, 'utf8');
  expect(whole).toContain(leaves.evaluatorId);
  await appendFile(file, '{"owner":"cut-o');
  await erasure.replay(now);
  expect(await readFile(file, 'utf8')).toBe(whole);
  await appendFile(file, 'not json\n');
  const refused = await command({ ...placeOf(system), PORT: '0' }, ['api']);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('读不懂') as string });
});

test('an erasure cut off after its first step is finished by the next start', async () => {
  const leaves = await person();
  const file = join(system.dataDir, 'cut.jsonl');
  await appendFile(file, `${JSON.stringify({ owner: leaves.evaluatorId, at: now.toISOString() })}\n`);
  await createErasure(file, () => [eraseFromTransactions, eraseEvaluator]).replay(now);
  await expectErased(leaves);
});

test('the next service of a transaction is taken in after its applicant was erased, for a new evaluator', async () => {
  const leaves = await person();
  await erasure.eraseOwner(leaves.evaluatorId, now);
  const { transaction } = leaves;
  await report({ ...transaction, event: { ...transaction.event, serviceNumber: 2 } });
  const kept = await main
    .collection<{ _id: string; evaluatorId: string }>('transactions')
    .findOne({ _id: transaction.projectNo });
  expect([leaves.evaluatorId, 'erased']).not.toContain(kept?.evaluatorId);
});
