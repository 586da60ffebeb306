import mongoose from 'mongoose';
import { eventually, issueInvitation, rate } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** Effects survive every crash: a killed worker loses nothing and doubles nothing (FA-2.2.2-c FA-3.2-b). */
let system: OwnSystem;
let database: mongoose.Connection;
beforeAll(async () => {
  system = await startSystem({
    province: true,
    env: { WORKER_LEASE_SECONDS: '2', PROVINCE_TIMEOUT_SECONDS: '0.5', FORWARD_DETAILS_WAIT_SECONDS: '0' },
  });
  database = await mongoose.createConnection(system.mongoUri).asPromise();
}, 60_000);
afterAll(async () => {
  await database.close();
  await system.stop();
});

const ratings = () => database.collection('ratings');
const sent = () => database.collection('submissions').countDocuments({ state: 'sent' });
/** So many arrive before the worker is killed again: always in the midst of its work, however fast it is. */
const BETWEEN_KILLS = 6;
const workedOff = (total: number) =>
  eventually(
    'every effect is worked off',
    async () => {
      const open = await ratings().countDocuments({ 'pending.0': { $exists: true } });
      return open === 0 && (await sent()) === total ? true : undefined;
    },
    60_000,
  );

test('forty ratings while the worker is killed again and again: each arrives once, each is audited once', async () => {
  const total = 40;
  const rated = (async () => {
    for (let n = 0; n < total; n++)
      await rate(system.baseUrl, (await issueInvitation(system)).token, n % 3 === 0 ? 5 : 4);
  })();
  let kills = 0;
  const killing = (async () => {
    for (; kills < 5; kills++) {
      await eventually('the worker is in the middle of it', async () =>
        (await sent()) >= (kills + 1) * BETWEEN_KILLS ? true : undefined,
      );
      await system.kill('worker', 'SIGKILL');
      await system.restart('worker');
    }
  })();
  await Promise.all([rated, killing]);
  await workedOff(total);
  const arrived = (await (await fetch(`${system.provinceUrl}/__sandbox/ratings`)).json()) as {
    fields: { projectNo: string };
  }[];
  expect(arrived).toHaveLength(total);
  expect(new Set(arrived.map(({ fields }) => fields.projectNo)).size).toBe(total);
  const entries = await database.collection('audit_entries').find({ action: 'rating.accepted' }).toArray();
  expect(new Set(entries.map(({ subject }) => (subject as { id: string }).id)).size).toBe(total);
  expect(entries).toHaveLength(total);
  expect(kills).toBe(5);
}, 120_000);

test('the audit chain has no gap, and each entry names the hash before it', async () => {
  const entries = await database.collection('audit_entries').find().sort({ seq: 1 }).toArray();
  expect(entries.map(({ seq }) => seq as number)).toEqual(entries.map((_, index) => index + 1));
  for (let index = 1; index < entries.length; index++)
    expect(entries[index]?.previousHash).toBe(entries[index - 1]?.hash);
});

test('while the province is down ratings are taken in as ever, and arrive when it is back', async () => {
  await system.kill('province', 'SIGTERM');
  const before = await database.collection('submissions').countDocuments({ state: 'sent' });
  const invitation = await issueInvitation(system);
  expect((await rate(system.baseUrl, invitation.token, 5)).level).toBe(5);
  await eventually('a first attempt has failed', async () => {
    const waiting = await database
      .collection('submissions')
      .findOne({ state: { $ne: 'sent' }, attempts: { $gt: 0 } });
    return waiting ?? undefined;
  });
  await system.restart('province');
  await eventually(
    'it arrived',
    async () =>
      (await database.collection('submissions').countDocuments({ state: 'sent' })) === before + 1
        ? true
        : undefined,
    90_000,
  );
}, 120_000);
