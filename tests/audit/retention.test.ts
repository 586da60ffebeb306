import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { buildIndexes, connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { readConfig } from '../../server/src/config/config.js';
import { retentionSchedule, RetentionReportModel } from '../../server/src/jobs/retention.js';
import { generateKeys, signText, textIsOurs } from '../../server/src/keys.js';
import { auditRetention } from '../../server/src/modules/audit/retention.js';
import { openAuditChain, sealAuditEvent, verifyAuditChain } from '../../server/src/modules/audit/index.js';
import { presentReport } from '../../server/src/modules/audit/presenter.js';
import { freshMongoUri } from '../support/system.js';

// The front of the chain goes when its time is over, and only by that rule: everything else that is missing is found
// (FA-3.2-a; Cybersecurity Law, article 21: six months at least).

const DAY_MS = 86_400_000;
const DAYS = 180;
let clock: Date;
let turns = 0;

interface Stored {
  _id: string | number;
  seq: number;
  hash: string;
}
const collection = (name: string) => mongoose.connection.collection<Stored>(name);
const entries = () => collection('audit_entries');
const beginnings = () => collection('audit_beginning');

beforeEach(async () => {
  clock = new Date('2026-01-01T00:00:00Z');
  await connectDatabase(freshMongoUri());
  await buildIndexes();
  const keys = generateKeys();
  openAuditChain({
    key: keys.digest,
    now: () => clock,
    sign: (text) => signText(keys, text),
    isOurs: (text, signature) => textIsOurs(keys, text, signature),
    tell: () => undefined,
  });
});
afterEach(async () => {
  await mongoose.connection.dropDatabase();
  await disconnectDatabase();
});

/** Seals so many entries, one an hour. */
async function seal(count: number): Promise<void> {
  const party = { kind: 'system' as const, id: 'test' };
  for (let n = 0; n < count; n++) {
    clock = new Date(clock.getTime() + 3_600_000);
    await sealAuditEvent({
      id: randomUUID(),
      at: clock,
      action: 'test.sealed',
      actor: party,
      subject: party,
    });
  }
}

const rule = auditRetention(DAYS);
const schedule = () =>
  retentionSchedule({
    rules: [rule],
    now: () => clock,
    nextAfter: (instant) => instant,
    record: () => Promise.resolve(),
  });

/** A whole run, and how many it says it removed. */
async function carryOut(): Promise<number | undefined> {
  const dueAt = new Date(Date.UTC(2026, 0, 1) + (turns += 1));
  const run = schedule();
  while ((await run.step(dueAt)) === 'more');
  const report = await RetentionReportModel.findById(dueAt.toISOString()).lean();
  return report?.rules[0]?.removed;
}

const later = (days: number) => void (clock = new Date(clock.getTime() + days * DAY_MS));
const found = async () =>
  (await verifyAuditChain()).problems.map(({ kind, seq }) => `${kind} ${seq ?? 'nowhere'}`);
const bySeq = async (seq: number) => {
  const entry = await entries().findOne({ seq });
  if (!entry) throw new Error(`no entry ${seq}`);
  return entry;
};

/** 450 entries of which the first 440 are over their time, and were removed. */
async function shortened(): Promise<void> {
  await seal(440);
  later(DAYS + 1);
  await seal(10);
  expect(await carryOut()).toBe(440);
}

test('what is over its time goes, the rest stays and is whole, and the check says where the chain begins', async () => {
  await shortened();
  expect(await entries().countDocuments()).toBe(10);
  const report = await verifyAuditChain();
  expect(report).toMatchObject({ entries: 10, beginsAt: 441, intact: true });
  expect(presentReport(report).message).toBe('10 条，全部完好；从第441条开始，以前的已按保存期限清理');
  await seal(5);
  expect(await verifyAuditChain()).toMatchObject({ entries: 15, beginsAt: 441, intact: true });
  expect(await carryOut()).toBe(0);
});

test('nothing goes before its time, and all may go', async () => {
  await seal(20);
  later(DAYS - 1);
  expect(await carryOut()).toBe(0);
  later(2);
  expect(await carryOut()).toBe(20);
  expect(await verifyAuditChain()).toMatchObject({ entries: 0, beginsAt: 21, intact: true });
  await seal(3);
  expect(await verifyAuditChain()).toMatchObject({ entries: 3, beginsAt: 21, intact: true });
});

test('one more taken away behind the beginning is found, at the front, in the middle and at the end', async () => {
  await shortened();
  for (const seq of [441, 445, 450]) {
    const entry = await bySeq(seq);
    await entries().deleteOne({ _id: entry._id });
    expect(await found()).toEqual([`removed ${seq}`]);
    await entries().insertOne(entry);
  }
  expect(await found()).toEqual([]);
});

test('a beginning that is moved, forged, lost or put back does not hide anything', async () => {
  await seal(300);
  later(DAYS + 1);
  await carryOut();
  const [first] = await beginnings().find().toArray();
  await seal(20);
  later(DAYS + 1);
  await carryOut();
  await seal(5);
  const [now] = await beginnings().find().toArray();
  if (!first || !now) throw new Error('no beginning');
  const next = await bySeq(321);
  await entries().deleteOne({ _id: next._id });
  const put = async (beginning: Partial<Stored>) => {
    await beginnings().deleteMany({});
    await beginnings().insertOne({ ...now, ...beginning });
  };
  await put({ seq: 321, hash: next.hash });
  expect(await found()).toContain('beginning 321');
  const [anchor] = await collection('audit_anchors').find().sort({ _id: -1 }).toArray();
  await put({ ...anchor, _id: now._id, seq: Number(anchor?._id) });
  expect(await found()).toContain(`beginning ${Number(anchor?._id)}`);
  await put({});
  expect(await found()).toEqual(['removed 321']);
  await put(first);
  expect((await verifyAuditChain()).problemsTotal).toBe(21);
  await beginnings().deleteMany({});
  expect((await verifyAuditChain()).problemsTotal).toBe(321);
});

test('what was tampered with is not cleared away: it stays with everything after it, and is named', async () => {
  await seal(30);
  await entries().updateOne({ seq: 12 }, { $set: { action: 'test.forgotten' } });
  later(DAYS + 1);
  await seal(1);
  expect(await carryOut()).toBe(11);
  expect(await found()).toEqual(['changed 12']);
  await entries().deleteOne({ seq: 12 });
  expect(await carryOut()).toBe(0);
  expect(await found()).toEqual(['removed 12']);
});

test('an entry made to look old by hand stays, and so does one that a report names too early', async () => {
  await seal(10);
  await entries().updateMany({}, { $set: { at: new Date('2020-01-01') } });
  expect(await carryOut()).toBe(0);
  expect((await verifyAuditChain()).problemsTotal).toBe(10);
  await rule.remove([String((await bySeq(1))._id)]);
  expect(await entries().countDocuments()).toBe(10);
});

test('a run that died between signing and removing is whole meanwhile, and the next one clears up', async () => {
  await seal(30);
  later(DAYS + 1);
  await seal(2);
  const { ids } = await rule.due(clock, undefined);
  const kept = await entries()
    .find({ seq: { $lte: 30 } })
    .toArray();
  const old = ids.slice(0, 30);
  await rule.remove(old);
  await entries().insertMany(kept);
  expect(await verifyAuditChain()).toMatchObject({ entries: 2, beginsAt: 31, intact: true });
  await rule.remove(old);
  expect(await entries().countDocuments()).toBe(2);
  expect(await verifyAuditChain()).toMatchObject({ entries: 2, beginsAt: 31, intact: true });
});

test('a check at any moment of a run finds the chain whole', async () => {
  await seal(1000);
  later(DAYS + 1);
  await seal(5);
  let running = true;
  const run = carryOut().finally(() => (running = false));
  const reports = [];
  while (running) reports.push(await verifyAuditChain());
  expect(await run).toBe(1000);
  expect(reports.length).toBeGreaterThan(1);
  expect(reports.filter(({ intact }) => !intact)).toEqual([]);
}, 60_000);

test('two runs at once do not move the beginning back', async () => {
  await seal(600);
  later(DAYS + 1);
  await seal(1);
  await Promise.all([carryOut(), carryOut(), carryOut()]);
  expect(await verifyAuditChain()).toMatchObject({ entries: 1, beginsAt: 601, intact: true });
}, 60_000);

test('fewer days than the law asks for are refused at the start; none set keeps everything', () => {
  const settings = { MONGODB_URI: 'mongodb://127.0.0.1/x', NODE_ENV: 'test' };
  expect(() => readConfig({ ...settings, RETENTION_AUDIT_DAYS: '179' })).toThrow(
    /RETENTION_AUDIT_DAYS.*180/s,
  );
  expect(readConfig({ ...settings, RETENTION_AUDIT_DAYS: '180' }).RETENTION_AUDIT_DAYS).toBe(180);
  expect(readConfig(settings).RETENTION_AUDIT_DAYS).toBeUndefined();
});
