import type { InitialPassword, RevealAnswer, RevealSubjectView } from '@haochaping/shared/contracts';
import { disconnectDatabase } from '../../server/src/database.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { errorOf } from '../support/evaluator.js';
import { signInStaff, signInThrough, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { besideServer, colleagueOf, json, prove, ratingOf, somebody } from './rights-support.js';

// Whoever administers accounts must not see who rated by way of an account they have just taken in hand (FA-3.3-b, adr/020).

let system: OwnSystem;
let admin: StaffClient;
let asking: StaffClient;
let other: StaffClient;
beforeAll(async () => {
  system = await startSystem({ worker: false, env: { REVEAL_APPROVAL: 'always' } });
  await besideServer(system);
  admin = await signInStaff(system, 'security_admin');
  asking = await signInStaff(system, 'center');
  other = await signInStaff(await colleagueOf(system, asking.session.username), 'center');
}, 60_000);
afterAll(async () => {
  await disconnectDatabase();
  await system.stop();
});

const REVEALS = '/api/v1/staff/reveals';
const ask = (client: StaffClient, id: string) =>
  client.send('POST', REVEALS, {
    purpose: 'call_back',
    subject: { kind: 'rating', id },
    reason: '按期回访差评',
  });
const open = (client: StaffClient, id: string) => client.send('POST', `${REVEALS}/${id}/opening`);
const agree = (client: StaffClient, id: string) =>
  client.send('POST', `${REVEALS}/${id}/decision`, { approve: true });
const idOf = async ({ session: { username } }: StaffClient) =>
  String((await StaffAccountModel.findOne({ username }).lean())?._id);

/** What an administrator does to an account, who then signs in with the password that was read out. */
async function takeInHand(client: StaffClient): Promise<StaffClient> {
  const reset = admin.send('POST', `/api/v1/staff/accounts/${await idOf(client)}/password-reset`);
  const { initialPassword } = await json<InitialPassword>(reset, 200);
  const { username } = client.session;
  return signInThrough(system.baseUrl, { username, password: initialPassword });
}

/** As if all that was done to the account had been done so many hours earlier. */
async function hoursLater(client: StaffClient, hours: number): Promise<void> {
  const account = await StaffAccountModel.findById(await idOf(client));
  for (const event of account?.audit ?? []) event.at = new Date(event.at.getTime() - hours * 3_600_000);
  account?.markModified('audit');
  await account?.save();
}

test('an account whose password was reset asks, agrees and opens nothing for a day, and is told until when', async () => {
  const [first, second] = [await ratingOf(system, somebody(), 1), await ratingOf(system, somebody(), 1)];
  const agreed = await json<RevealAnswer>(ask(asking, first.id), 202);
  await json(agree(other, agreed.id), 200);

  const taken = await takeInHand(asking);
  const refused = await errorOf(await open(taken, agreed.id));
  expect(refused).toMatchObject({ status: 403, code: 'not_allowed' });
  const subject = await json<RevealSubjectView>(taken.get(`${REVEALS}/subjects/${second.id}`), 200);
  expect(subject.mayReveal).toBe(false);
  expect(subject.because).toMatch(/^您的密码刚被重设，.*\d{4}-\d{2}-\d{2} \d{2}:\d{2} 以后才能/);
  expect((await ask(taken, second.id)).status).toBe(403);

  const waiting = await json<RevealAnswer>(ask(other, second.id), 202);
  expect((await agree(taken, waiting.id)).status).toBe(403);

  await hoursLater(taken, 23);
  expect((await agree(taken, waiting.id)).status).toBe(403);
  await hoursLater(taken, 1);
  await json(agree(taken, waiting.id), 200);
  await json(open(taken, agreed.id), 201);
  asking = taken;
});

test('an account that has just been made, or given the rights for it, waits a day as well', async () => {
  const { id } = await ratingOf(system, somebody(), 1);
  const rights = { role: 'center', institutionCode: '350400-XZFW', regionCodes: ['350400'], offWindow: true };
  const clerk = await signInStaff(system, 'window_clerk');
  const path = `/api/v1/staff/accounts/${await idOf(clerk)}/rights`;
  await json(admin.send('PUT', path, { ...rights, displayName: clerk.session.displayName }), 200);
  const promoted = await signInStaff(system, 'window_clerk');
  await prove(promoted.session.username);
  expect((await ask(promoted, id)).status).toBe(403);
  await hoursLater(promoted, 24);
  await json(ask(promoted, id), 202);
});
