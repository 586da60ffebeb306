import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { EvaluatorSession, type DeletionAnswer, type DeletionProgress } from '@haochaping/shared/contracts';
import {
  atSandbox,
  audited,
  newWeChatPerson,
  signInElsewhere,
  signInEvaluator,
} from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** Two accounts of one person become one. Nobody asked to be forgotten: no restore may forget them (PIPL 47, FA-3.3-c). */
let system: OwnSystem;
let main: mongoose.Connection;
let keyStore: mongoose.Connection;
beforeAll(async () => {
  system = await startSystem({ peers: true, env: { DELETION_GRACE_HOURS: '0.0005' } });
  main = await mongoose.createConnection(system.mongoUri).asPromise();
  keyStore = await mongoose.createConnection(system.keyStoreUri).asPromise();
}, 60_000);
afterAll(async () => {
  await main.close();
  await keyStore.close();
  await system.stop();
});

interface Kept {
  _id: string;
  mergedInto?: string;
  mergedIds?: string[];
  closedAt?: Date;
  identities: { provider: string }[];
}
const accounts = () => main.collection<Kept>('accounts');
const erasuresTold = async () => (await audited(system, { action: 'owner.erased' })).length;
const keyOf = (id = '') =>
  keyStore
    .collection<{ _id: string; wrapped?: string; destroyedAt?: Date }>('data_keys')
    .findOne({ _id: id });

const journal = () => readFile(join(system.dataDir, 'erasures.jsonl'), 'utf8').catch(() => '');

/** A mini-program account and an official-account one, of a person whom WeChat tells to be one only later. */
async function onePersonTwice() {
  const person = await newWeChatPerson(system, { unionid: null });
  await signInEvaluator(system, { openid: person.openid });
  await signInElsewhere(system, 'official', person.officialOpenid);
  const ids = (
    await accounts()
      .find({ mergedInto: { $exists: false } })
      .sort({ createdAt: -1 })
      .limit(2)
      .toArray()
  ).map(({ _id }) => _id);
  await atSandbox(system.peers.wechat, 'POST', 'people', {
    openid: person.openid,
    unionid: `union-${Date.now()}`,
  });
  return { person, ids };
}

test('the merged account is no erased owner: restarts and a restore leave the person all their ways in', async () => {
  const { person, ids } = await onePersonTwice();
  const before = await accounts()
    .find({ _id: { $in: ids } })
    .toArray();
  const merge = async () => {
    await signInEvaluator(system, { openid: person.openid });
    await signInElsewhere(system, 'official', person.officialOpenid);
    return accounts().findOne({ _id: { $in: ids }, mergedInto: { $type: 'string' } });
  };
  const gone = await merge();
  expect(gone).toMatchObject({ identities: [] });
  expect(await keyOf(gone?._id)).toMatchObject({ wrapped: expect.any(String) as string });

  // The main database comes back from before the merge; the key store and the journal are newer.
  await system.kill('api', 'SIGTERM');
  await accounts().deleteMany({ _id: { $in: ids } });
  await accounts().insertMany(before);
  await system.restart('api');
  expect(await accounts().countDocuments({ _id: { $in: ids } })).toBe(2);
  expect([await erasuresTold(), await journal()]).toEqual([0, '']);

  // Both still open, so that they can be made one again.
  expect((await merge())?._id).toBe(gone?._id);
  const client = await signInEvaluator(system, { openid: person.openid });
  const { ways } = EvaluatorSession.parse(await (await client.get('/api/v1/me/session')).json());
  expect(ways.map(({ way }) => way).sort()).toEqual(['official', 'weapp']);

  // The person asks to be forgotten: then both ids are, for ever.
  const { undoCode } = (await expectStatus(
    await client.send('POST', '/api/v1/me/data/deletion', { confirm: '注销账号' }),
    200,
  )) as DeletionAnswer;
  await eventually('everything is erased', async () => {
    const answer = await fetch(`${system.baseUrl}/api/v1/deletions/progress`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ undoCode }),
    });
    const { state } = (await answer.json()) as DeletionProgress;
    return state === 'done' ? true : undefined;
  });
  for (const id of ids) {
    expect(await keyOf(id)).toMatchObject({ destroyedAt: expect.any(Date) as Date });
    expect(await journal()).toContain(id);
  }
}, 60_000);
