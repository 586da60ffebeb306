import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { buildIndexes, connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { sealAuditEvent, verifyAuditChain } from '../../server/src/modules/audit/index.js';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { freshMongoUri, startSystem, type System } from '../support/system.js';

/** The audit log cannot be changed unseen (FA-3.2-a). */
let system: System;
let database: mongoose.Connection;
let cookie: string;
beforeAll(async () => {
  system = await startSystem();
  database = await mongoose.createConnection(system.mongoUri).asPromise();
  const account = system.accounts.find(({ role }) => role === 'audit_admin');
  const response = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: account?.username, password: account?.password }),
  });
  cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  for (let n = 0; n < 5; n++) await rate(system.baseUrl, (await issueInvitation(system)).token, 5);
  await eventually('all five are sealed', async () =>
    (await database.collection('audit_entries').countDocuments({ action: 'rating.accepted' })) === 5
      ? true
      : undefined,
  );
  // Nothing more is sealed from here on: the tests below change entries by hand.
  await system.kill('worker', 'SIGTERM');
}, 60_000);
afterAll(async () => {
  await database.close();
  await system.stop();
});

const verify = async () =>
  (await expectStatus(
    await fetch(`${system.baseUrl}/api/v1/staff/audit/chain`, { headers: { Cookie: cookie } }),
    200,
  )) as {
    entries: number;
    brokenAt: number | null;
  };

test('the whole chain recomputes', async () => {
  expect(await verify()).toEqual({
    entries: await database.collection('audit_entries').countDocuments(),
    brokenAt: null,
  });
});

test.each([
  ['a changed word', { $set: { action: 'rating.forgotten' } }],
  ['a changed time', { $set: { at: new Date('2020-01-01') } }],
  ['a changed detail', { $set: { 'detail.level': 1 } }],
])('%s in the middle is found, and named', async (_, change) => {
  const entries = database.collection('audit_entries');
  const victim = await entries.findOne({ action: 'rating.accepted' }, { sort: { seq: 1 } });
  if (!victim) throw new Error('no entry to change');
  await entries.updateOne({ _id: victim._id }, change);
  expect((await verify()).brokenAt).toBe(victim.seq);
  await entries.replaceOne({ _id: victim._id }, victim);
  expect((await verify()).brokenAt).toBeNull();
});

test('a last entry that was rewritten with a fitting hash is found: the head remembers the hash as well', async () => {
  const heads = database.collection('audit_head');
  const head = await heads.findOne({});
  if (!head) throw new Error('no head');
  await heads.updateOne({}, { $set: { hash: 'f'.repeat(64) } });
  expect((await verify()).brokenAt).toBe(head.seq);
  await heads.replaceOne({ _id: head._id }, head);
  expect((await verify()).brokenAt).toBeNull();
});

test('a head that is gone is found as well', async () => {
  const heads = database.collection('audit_head');
  const head = await heads.findOne({});
  if (!head) throw new Error('no head');
  await heads.deleteOne({ _id: head._id });
  expect((await verify()).brokenAt).toBe(1);
  await heads.insertOne(head);
  expect((await verify()).brokenAt).toBeNull();
});

test('a missing last entry is found as well: the head remembers how far the chain had come', async () => {
  const entries = database.collection('audit_entries');
  const last = await entries.findOne({}, { sort: { seq: -1 } });
  if (!last) throw new Error('no entry to remove');
  await entries.deleteOne({ _id: last._id });
  expect((await verify()).brokenAt).toBe(last.seq);
  await entries.insertOne(last);
  expect((await verify()).brokenAt).toBeNull();
});

describe('while entries arrive', () => {
  beforeAll(async () => {
    await connectDatabase(freshMongoUri());
    await buildIndexes();
  });
  afterAll(async () => {
    await mongoose.connection.dropDatabase();
    await disconnectDatabase();
  });

  test('a check at any moment finds the chain whole', async () => {
    const party = { kind: 'system' as const, id: 'test' };
    let sealed = 0;
    const sealing = (async () => {
      for (; sealed < 400; sealed++)
        await sealAuditEvent({
          id: randomUUID(),
          at: new Date(),
          action: 'test.sealed',
          actor: party,
          subject: party,
        });
    })();
    const reports = [];
    while (sealed < 400) reports.push(await verifyAuditChain());
    await sealing;
    expect(reports.length).toBeGreaterThan(5);
    expect(reports.filter(({ brokenAt }) => brokenAt !== null)).toEqual([]);
    expect(await verifyAuditChain()).toEqual({ entries: 400, brokenAt: null });
  }, 60_000);
});
