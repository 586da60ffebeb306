import {
  ComplaintReceipt,
  type DisclosurePage,
  type RevealAnswer,
  type RevealPage,
  type RevealSubjectView,
} from '@haochaping/shared/contracts';
import { disconnectDatabase } from '../../server/src/database.js';
import type { Keys } from '../../server/src/keys.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { besideServer, evaluatorClient, json, somebody } from '../identity/rights-support.js';
import { complaintInput } from '../support/complaints.js';
import { collection, errorOf } from '../support/evaluator.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

// Whoever complained rated nothing: neither they nor the centre read of a 差评 or a 评价人 where their contact is looked at. FA-3.3-b.

let system: OwnSystem;
let keys: Keys;
let center: StaffClient;
beforeAll(async () => {
  system = await startSystem({ worker: false, env: { REVEAL_APPROVAL: 'off' } });
  keys = await besideServer(system);
  center = await signInStaff(system, 'center');
}, 60_000);
afterAll(async () => {
  await disconnectDatabase();
  await system.stop();
});

const REVEALS = '/api/v1/staff/reveals';
const ask = (id: string) =>
  center.send('POST', REVEALS, {
    purpose: 'call_back',
    subject: { kind: 'rating', id },
    reason: '按期回访投诉',
  });

/** A complaint of somebody who is signed in, and the id it is asked about by. */
async function complained() {
  const me = await evaluatorClient(system, keys, somebody());
  const sent = await expectStatus(await me.post('/api/v1/complaints', complaintInput()), 201);
  const { number } = ComplaintReceipt.parse(sent);
  const stored = await collection(system, 'complaints', (all) => all.findOne({ number }));
  return { me, number, id: String(stored?._id), contactId: stored?.contactId as string };
}

test('the office reads 投诉回访, and the one who complained for which complaint they were looked up', async () => {
  const { me, number, id } = await complained();
  await json<RevealAnswer>(ask(id), 201);
  const { items } = await json<RevealPage>(center.get(`${REVEALS}?ratingId=${id}`), 200);
  expect(items).toMatchObject([{ purposeName: '投诉回访', ratingNumber: number }]);
  const seen = await json<DisclosurePage>(me.get('/api/v1/me/disclosures'), 200);
  expect(seen.items).toMatchObject([{ purpose: '回访您的投诉', rating: number }]);
});

test('a contact that was erased is said to be that of whoever complained', async () => {
  const { id, contactId } = await complained();
  await collection(system, 'applicants', (all) => all.deleteOne({ _id: contactId as never }));
  const { status, message } = await errorOf(await ask(id));
  expect({ status, message }).toEqual({ status: 404, message: '投诉的人的信息已经删除，联系不到了' });
});

test('an account that was just changed waits, to protect whoever complained', async () => {
  const { id } = await complained();
  const change = { at: new Date(), action: 'staff.password_reset', actor: { kind: 'staff', id: 'somebody' } };
  const { username } = center.session;
  await StaffAccountModel.updateOne({ username }, { $push: { audit: change } });
  const { because } = await json<RevealSubjectView>(center.get(`${REVEALS}/subjects/${id}`), 200);
  const { message } = await errorOf(await ask(id));
  for (const words of [because, message]) expect(words).toContain('为了保护投诉的人，');
});
