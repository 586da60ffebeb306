import mongoose from 'mongoose';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

/** The audit log cannot be changed unseen (FA-3.2-a). */
let system: System;
let database: mongoose.Connection;
let cookie: string;
beforeAll(async () => {
  system = await startSystem();
  database = await mongoose.createConnection(system.mongoUri).asPromise();
  const account = system.accounts.find(({ role }) => role === 'system');
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

test('a missing last entry is found as well: the head remembers how far the chain had come', async () => {
  const entries = database.collection('audit_entries');
  const last = await entries.findOne({}, { sort: { seq: -1 } });
  if (!last) throw new Error('no entry to remove');
  await entries.deleteOne({ _id: last._id });
  expect((await verify()).brokenAt).toBe(last.seq);
  await entries.insertOne(last);
  expect((await verify()).brokenAt).toBeNull();
});
