import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { issueInvitation, rate } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { generateKeys, type KeySet } from '../../server/src/keys.js';
import {
  keyIdOf,
  openSystemSecret,
  sealSystemSecret,
  wrapNewDataKey,
} from '../../server/src/modules/vault/ciphers.js';
import { command, placeOf } from './support.js';

/** Master keys are changed while the server works, and a rotation that is killed is simply run again (FA-3.3-c). */
let system: OwnSystem;
let main: mongoose.Connection;
let keyStore: mongoose.Connection;
beforeAll(async () => {
  system = await startSystem({ province: true, env: { FORWARD_DETAILS_WAIT_SECONDS: '0' } });
  main = await mongoose.createConnection(system.mongoUri).asPromise();
  keyStore = await mongoose.createConnection(system.keyStoreUri).asPromise();
}, 60_000);
afterAll(async () => {
  await main.close();
  await keyStore.close();
  await system.stop();
});

const keysCommand = (...args: string[]) => command(placeOf(system), ['keys', ...args]);
const keyFile = async () => JSON.parse(await readFile(join(system.dataDir, 'keys.json'), 'utf8')) as KeySet;
const dataKeys = () => keyStore.collection<{ _id: string; wrapped: string }>('data_keys');

async function keysInUse(): Promise<Set<string | undefined>> {
  const all = await dataKeys().find().toArray();
  return new Set(all.map(({ wrapped }) => keyIdOf(wrapped)));
}

/** Many owners of the time before, so that there is something to be killed in the middle of. */
async function addOwners(count: number): Promise<void> {
  const keys = await keyFile();
  const owners = Array.from({ length: count }, (_, n) => {
    const _id = `owner-${String(n).padStart(6, '0')}`;
    return { _id, wrapped: wrapNewDataKey(keys, _id).wrapped, createdAt: new Date() };
  });
  await dataKeys().insertMany(owners);
}

/** Citizens and business systems go on as ever; every request must be answered well. */
function traffic() {
  let stopped = false;
  const done = (async () => {
    let rated = 0;
    for (; !stopped; rated++) await rate(system.baseUrl, (await issueInvitation(system)).token, 5);
    return rated;
  })();
  return { stop: () => ((stopped = true), done) };
}

test('a rotation killed in the middle is finished by running it again, while ratings come in and none fails', async () => {
  await addOwners(6000);
  const before = await keyFile();
  const staff = main.collection<{ _id: string; totp?: { sealed: string; since: Date; lastStep: number } }>(
    'staff_accounts',
  );
  const { _id: accountId = '' } = (await staff.findOne()) ?? {};
  const secret = sealSystemSecret(before, `staff-totp:${accountId}`, 'JBSWY3DPEHPK3PXP');
  await staff.updateOne(
    { _id: accountId },
    { $set: { totp: { sealed: secret, since: new Date(), lastStep: 0 } } },
  );
  const people = traffic();
  const killed = await command(placeOf(system), ['keys', 'rotate'], (output, kill) => {
    if (output.includes('看过')) kill();
  });
  expect(killed.signal).toBe('SIGKILL');
  const between = await keyFile();
  expect(between.master.current).not.toBe(before.master.current);
  expect(await keysInUse()).toEqual(new Set([before.master.current, between.master.current]));
  const status = await keysCommand('status');
  expect(status.output).toContain('会接着做完');

  const refused = await keysCommand('retire', before.master.current);
  expect({ code: refused.code, told: /还有：各人的数据密钥 \d+/.test(refused.output) }).toEqual({
    code: 1,
    told: true,
  });

  const resumed = await keysCommand('rotate');
  expect(resumed).toMatchObject({
    code: 0,
    output: expect.stringContaining('接着做，不另生成主密钥') as string,
  });
  expect((await keyFile()).master.current).toBe(between.master.current);
  expect(await people.stop()).toBeGreaterThan(5);
  expect(await keysInUse()).toEqual(new Set([between.master.current]));

  const after = await keyFile();
  const { totp } = (await staff.findOne({ _id: accountId })) ?? {};
  expect(keyIdOf(totp?.sealed ?? '')).toBe(after.master.current);
  expect(openSystemSecret(after, `staff-totp:${accountId}`, totp?.sealed ?? '')).toBe('JBSWY3DPEHPK3PXP');
  expect({ ...after, master: null }).toEqual({ ...before, master: null });
  expect(after.master.keys).toMatchObject(before.master.keys);
  expect((await stat(join(system.dataDir, 'keys.json'))).mode & 0o777).toBe(0o600);
}, 120_000);

test('what was sealed before still opens, and the old key can be taken out of use', async () => {
  const { master } = await keyFile();
  const [old] = Object.keys(master.keys).filter((id) => id !== master.current);
  expect(await keysCommand('retire', master.current)).toMatchObject({ code: 1 });
  expect(await keysCommand('retire', old ?? '')).toMatchObject({ code: 0 });
  expect(Object.keys((await keyFile()).master.keys)).toEqual([master.current]);
  // A signed report needs the business system's secret, its rating's way to the province the applicant's data key.
  const invitation = await issueInvitation(system);
  await rate(system.baseUrl, invitation.token, 5);
  expect((await keysCommand('status')).output).toContain('全部在正在用的主密钥下');
});

test('what no key opens is left as it is, and told', async () => {
  const foreign = wrapNewDataKey(generateKeys(), 'owner-foreign').wrapped;
  await dataKeys().insertOne({ _id: 'owner-foreign', wrapped: foreign });
  const { code, output } = await keysCommand('rotate');
  expect({ code, told: output.includes('有 1 项没有换成') }).toEqual({ code: 1, told: true });
  expect((await dataKeys().findOne({ _id: 'owner-foreign' }))?.wrapped).toBe(foreign);
  await dataKeys().deleteOne({ _id: 'owner-foreign' });
});

test('keys from the environment: rotating tells what to add, then moves everything', async () => {
  const keys = await keyFile();
  const place = { ...placeOf(system), KEYS_FILE: '' };
  const withKeys = (set: KeySet) => ({ ...place, KEYS_JSON: JSON.stringify(set) });
  const told = await command(withKeys(keys), ['keys', 'rotate']);
  expect(told.code).toBe(0);
  const master = (JSON.parse(`{${/^"master": .*$/m.exec(told.output)?.[0]}}`) as Pick<KeySet, 'master'>)
    .master;
  expect(master.keys).toMatchObject(keys.master.keys);
  expect(await keysInUse()).toEqual(new Set([keys.master.current]));
  const moved = await command(withKeys({ ...keys, master }), ['keys', 'rotate']);
  expect(moved.code).toBe(0);
  expect(await keysInUse()).toEqual(new Set([master.current]));
  const back = await command(withKeys({ ...keys, master: { ...master, current: keys.master.current } }), [
    'keys',
    'rotate',
  ]);
  expect(back.code).toBe(0);
  expect(await command({ ...withKeys(keys), KEYS_FILE: '/nowhere' }, ['keys', 'status'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('只能设一个') as string,
  });
});

test('a command never makes a key file of its own, and says how it is called', async () => {
  const missing = await command({ ...placeOf(system), KEYS_FILE: join(system.dataDir, 'none.json') }, [
    'keys',
    'status',
  ]);
  expect(missing).toMatchObject({ code: 1, output: expect.stringContaining('读不到密钥文件') as string });
  expect(await keysCommand('retire')).toMatchObject({
    code: 1,
    output: expect.stringContaining('用法') as string,
  });
});
