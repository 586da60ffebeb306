import { randomUUID } from 'node:crypto';
import type { AuditChainReport } from '@haochaping/shared/contracts';
import mongoose from 'mongoose';
import { buildIndexes, connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { openAuditChain, sealAuditEvent, verifyAuditChain } from '../../server/src/modules/audit/index.js';
import { generateKeys, signText, textIsOurs } from '../../server/src/keys.js';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { freshMongoUri, startSystem, type OwnSystem } from '../support/system.js';

/** The audit log is written with the change, sealed by the worker, and cannot be changed unseen (FA-3.2-a). */
// Its own: its log is tampered with.
let system: OwnSystem;
let database: mongoose.Connection;
let cookie: string;

interface Stored {
  _id: string;
  seq: number;
  action: string;
  hash: string;
}
const entries = () => database.collection<Stored>('audit_entries');
const events = () => database.collection<Stored & Record<string, unknown>>('audit_events');
const heads = () => database.collection<{ _id: string; seq: number; hash: string }>('audit_head');

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
  await allSealed(5);
}, 60_000);
afterAll(async () => {
  await database?.close();
  await system?.stop();
});

/** Waits until the outbox is empty: sending a rating to the province puts in that its evaluator was revealed to it. */
const allGone = (what: string) =>
  eventually(what, async () => ((await events().countDocuments()) === 0 ? true : undefined));

/** Waits until so many ratings are sealed and no event waits any more. */
const allSealed = (ratings: number) =>
  eventually('everything is sealed', async () => {
    const sealed = await entries().countDocuments({ action: 'rating.accepted' });
    return sealed === ratings && (await events().countDocuments()) === 0 ? true : undefined;
  });

const verify = async () =>
  (await expectStatus(
    await fetch(`${system.baseUrl}/api/v1/staff/audit/chain`, { headers: { Cookie: cookie } }),
    200,
  )) as AuditChainReport;

const problems = async () => (await verify()).problems.map(({ kind, seq }) => `${kind} ${seq}`);

test('what was recorded without a document of its own is sealed once, and leaves the outbox', async () => {
  expect(await entries().countDocuments({ action: 'staff.signed_in' })).toBe(1);
  expect(await entries().countDocuments({ action: 'invitation.issued' })).toBe(5);
  await allGone('the outbox is empty');
});

test('a worker that died between sealing and clearing up: the next one clears up, and seals nothing twice', async () => {
  await system.kill('worker');
  const id = randomUUID();
  const party = { kind: 'system', id: 'test' };
  await events().insertOne({
    _id: id,
    at: new Date(),
    action: 'staff.signed_in',
    actor: party,
    subject: party,
    pending: [{ kind: 'seal', notBefore: new Date(), attempts: 0 }],
    dead: [],
  } as never);
  const record = await events().findOne({ _id: id });
  await system.restart('worker');
  await eventually('it is sealed', async () => (await entries().findOne({ _id: id })) ?? undefined);
  await allGone('it is gone');
  await events().insertOne(record as never);
  await allGone('it is gone again');
  expect(await entries().countDocuments({ _id: id })).toBe(1);
  expect(await problems()).toEqual([]);
}, 60_000);

test('a first anchor was signed, and told in the worker’s log, where it can be kept elsewhere', async () => {
  const anchor = await database.collection('audit_anchors').findOne({});
  const told = system
    .logs('worker')
    .filter((line) => line.includes('"audit anchor"'))
    .map((line) => (JSON.parse(line) as { anchor: { seq: number; signature: string } }).anchor);
  expect(told[0]).toMatchObject({ seq: anchor?._id, signature: anchor?.signature as string });
});

describe('changed by hand in the database', () => {
  // Nothing more is sealed from here on.
  beforeAll(() => system.kill('worker', 'SIGTERM'));

  test('the whole chain recomputes, and the answer says so', async () => {
    const count = await entries().countDocuments();
    expect(await verify()).toMatchObject({
      entries: count,
      intact: true,
      problems: [],
      message: `${count} 条，全部完好`,
    });
  });

  test.each([
    ['a changed word', { $set: { action: 'rating.forgotten' } }],
    ['a changed time', { $set: { at: new Date('2020-01-01') } }],
    ['a changed detail', { $set: { 'detail.level': 1 } }],
  ])('%s in the middle is found, and named', async (_, change) => {
    const victim = await entries().findOne({ action: 'rating.accepted' }, { sort: { seq: 1 } });
    if (!victim) throw new Error('no entry to change');
    await entries().updateOne({ _id: victim._id }, change);
    const { problems: told } = await verify();
    expect(told).toMatchObject([{ kind: 'changed', seq: victim.seq, id: victim._id }]);
    expect(told[0]?.message).toMatch(new RegExp(`第${victim.seq}条被改过`));
    await entries().replaceOne({ _id: victim._id }, victim);
    expect(await problems()).toEqual([]);
  });

  test('a head with another hash, and a head that is gone, are found', async () => {
    const head = await heads().findOne({});
    if (!head) throw new Error('no head');
    await heads().updateOne({}, { $set: { hash: 'f'.repeat(64) } });
    expect(await problems()).toEqual([`head ${head.seq}`]);
    await heads().deleteOne({ _id: head._id });
    expect(await problems()).toEqual(['head null']);
    await heads().insertOne(head);
    expect(await problems()).toEqual([]);
  });

  test('a missing last entry is found: the head remembers how far the chain had come', async () => {
    const last = await entries().findOne({}, { sort: { seq: -1 } });
    if (!last) throw new Error('no entry to remove');
    await entries().deleteOne({ _id: last._id });
    expect(await problems()).toEqual([`removed ${last.seq}`]);
    await entries().insertOne(last);
    expect(await problems()).toEqual([]);
  });
});

describe('while entries arrive', () => {
  beforeAll(async () => {
    await connectDatabase(freshMongoUri());
    await buildIndexes();
    const keys = generateKeys();
    openAuditChain({
      key: keys.digest,
      now: () => new Date(),
      sign: (text) => signText(keys, text),
      isOurs: (text, signature) => textIsOurs(keys, text, signature),
      tell: () => undefined,
    });
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
    expect(reports.filter(({ intact }) => !intact)).toEqual([]);
    expect(await verifyAuditChain()).toMatchObject({ entries: 400, intact: true, anchors: 1 });
  }, 60_000);
});
