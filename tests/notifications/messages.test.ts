import {
  MessagePreview,
  MessageView,
  ProgressReminder,
  Receipt,
  StaticCodeView,
  type DataExport,
} from '@haochaping/shared/contracts';
import { caseOfReceipt, sayOnCase, withReceipt } from '../support/cases.js';
import {
  audited,
  atSandbox,
  collection,
  randomPhone,
  signInEvaluator,
  type EvaluatorClient,
} from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import {
  ANSWER,
  answer,
  arrivedBySms,
  arrivedByWeChat,
  CALLED,
  messagesOf,
  messageThatIs,
  permit,
  poorRating,
  SAYS,
  SMS_SAYS,
  steps,
} from './support.js';

// What whoever gave a poor rating is written, through the running system and the real stand-ins. Its own system, because it
// makes peers fail and counts what they sent.

let system: OwnSystem;
let center: StaffClient;
let department: StaffClient;
let oversight: StaffClient;
beforeAll(async () => {
  system = await startSystem({ peers: true });
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
  oversight = await signInStaff(system, 'reform_office');
}, 60_000);
afterAll(() => system.stop());

const faults = (peer: 'sms' | 'wechat', order: object) =>
  atSandbox(system.peers[peer], 'POST', 'faults', order);
const retry = (client: StaffClient, id: string) => client.send('POST', `/api/v1/staff/messages/${id}/retry`);
const permissionsLeft = (number: string) =>
  collection(system, 'message_permissions', async (c) => {
    const rating = await collection(system, 'ratings', (ratings) => ratings.findOne({ number }));
    return c.countDocuments({ ratingId: String(rating?._id) });
  });

/** A poor rating of a printed code by somebody who is signed in. */
async function poorAtPrintedCode(person: EvaluatorClient): Promise<Receipt> {
  const place = await fetch(`${system.baseUrl}/api/v1/places/window/350400-W001/static-code`);
  const { code } = StaticCodeView.parse(await expectStatus(place, 200));
  const rated = { intakeId: crypto.randomUUID(), staticCode: code, level: 1 };
  return Receipt.parse(await expectStatus(await person.send('POST', '/api/v1/ratings', rated), 201));
}

/** Takes the one permission away, as somebody does in WeChat's own settings. */
const withdraw = (person: string) =>
  atSandbox(system.peers.wechat, 'DELETE', `subscriptions?person=${person}`);

test('answered: one SMS, that says nothing of the matter; opening the number is shown to its owner', async () => {
  const { receipt, id, phone } = await poorRating(system);
  await answer(center, department, id);
  const message = await messageThatIs(center, id, 'sent');
  expect(message).toMatchObject({
    progress: 'answered',
    way: 'sms',
    tries: [{ way: 'sms', ok: true, words: null }],
  });
  const arrived = await arrivedBySms(system, phone);
  expect(arrived.map(({ text }) => text)).toEqual([expect.stringContaining(SMS_SAYS)]);
  for (const secret of [receipt.number, receipt.place, ANSWER.text])
    expect(arrived[0]?.text).not.toContain(secret);
  const opened = await collection(system, 'disclosures', (c) => c.findOne({ purpose: 'progress_message' }));
  expect(opened).toMatchObject({ fields: ['phone'] });
  const sealed = await eventually('it is in the audit log', async () => {
    const entries = await audited(system, { action: 'message.sent' });
    return entries.length > 0 ? entries : undefined;
  });
  expect(sealed).toMatchObject([{ detail: { state: 'sent', way: 'sms' } }]);
});

test('with a permission by WeChat, once; the next one is an SMS, and the openid is gone', async () => {
  const { receipt, id, phone } = await poorRating(system);
  const openid = await permit(system, receipt);
  expect(await permissionsLeft(receipt.number)).toBe(1);
  const stored = await collection(system, 'message_permissions', (c) => c.find({}).toArray());
  expect(JSON.stringify(stored)).not.toContain(openid);
  await answer(center, department, id);
  expect(await messageThatIs(center, id, 'sent')).toMatchObject({ way: 'wechat' });
  const arrived = await arrivedByWeChat(system, openid);
  expect(arrived).toMatchObject([{ page: 'pages/mine/index', data: { thing1: SAYS } }]);
  expect(await permissionsLeft(receipt.number)).toBe(0);
  expect(await arrivedBySms(system, phone)).toEqual([]);
  await sayOnCase(system, receipt, { type: 'reply', satisfied: false, reason: '' });
  await steps(oversight, id, { type: 'supervise', instruction: '请分管领导出面，七天内再答复一次。' });
  await steps(department, id, { ...ANSWER, text: '已改成一趟办好，欢迎再来办。' });
  await eventually('the SMS is there', async () => (await arrivedBySms(system, phone))[0]);
  expect(await arrivedByWeChat(system, openid)).toHaveLength(1);
});

test('revoked, then what was contested decided: each is told', async () => {
  const { receipt, id, phone } = await poorRating(system);
  await steps(center, id, CALLED, { type: 'verify', finding: 'mistaken', facts: '本人说是点错了，想点满意' });
  await steps(oversight, id, { type: 'confirm_revocation', reason: '听了录音，确认点错了' });
  expect(await messageThatIs(center, id, 'sent')).toMatchObject({ progress: 'revoked' });
  await sayOnCase(system, receipt, { type: 'contest', reason: '我没有说过点错了' });
  const efficiency = await signInStaff(system, 'efficiency_office');
  await steps(efficiency, id, { type: 'uphold_contest', reason: '录音里没有这句话，恢复评价' });
  await eventually('both arrived', async () =>
    (await arrivedBySms(system, phone)).length === 2 ? true : undefined,
  );
  const messages = await messagesOf(center, id);
  expect(messages.map(({ progress }) => progress)).toEqual(['contest_decided', 'revoked']);
});

test('a permission WeChat knows nothing of: its own words stand in the log, and an SMS goes', async () => {
  const { receipt, id, phone } = await poorRating(system);
  const openid = await permit(system, receipt);
  await withdraw(openid);
  await answer(center, department, id);
  const message = await messageThatIs(center, id, 'sent');
  expect(message.tries).toMatchObject([
    { way: 'wechat', ok: false, words: expect.stringContaining('43101') as string },
    { way: 'sms', ok: true },
  ]);
  expect(await arrivedBySms(system, phone)).toHaveLength(1);
});

test('WeChat sends and its answer is lost: it is known to have arrived, and no SMS goes as well', async () => {
  const { receipt, id, phone } = await poorRating(system);
  const openid = await permit(system, receipt);
  await faults('wechat', { cutAfterCommit: 1 });
  await answer(center, department, id);
  expect(await messageThatIs(center, id, 'sent')).toMatchObject({ way: 'wechat' });
  expect(await arrivedByWeChat(system, openid)).toHaveLength(1);
  expect(await arrivedBySms(system, phone)).toEqual([]);
});

test('the gateway fails and comes back: tried again, arrived once', async () => {
  const { id, phone } = await poorRating(system);
  // The first call and its repetition fail; the connection of the next is cut after the message was sent.
  await faults('sms', { serverErrors: 2, cutAfterCommit: 1 });
  await answer(center, department, id);
  const { tries } = await messageThatIs(center, id, 'sent');
  expect(tries).toMatchObject([{ ok: false, words: 'HTTP 503' }, { ok: true }]);
  expect(await arrivedBySms(system, phone)).toHaveLength(1);
});

test('the worker is killed while it sends: the message arrives once all the same', async () => {
  const { id, phone } = await poorRating(system);
  await faults('sms', { answerDelayMs: 1500 });
  await answer(center, department, id);
  await eventually('it is at the gateway', async () => (await arrivedBySms(system, phone))[0]);
  await system.kill('worker');
  await atSandbox(system.peers.sms, 'DELETE', 'faults');
  // The lease of the dead worker, run out.
  await collection(system, 'progress_messages', (c) =>
    c.updateOne({ caseId: id }, { $set: { 'pending.0.notBefore': new Date(0) } }),
  );
  await system.restart('worker');
  await messageThatIs(center, id, 'sent');
  expect(await arrivedBySms(system, phone)).toHaveLength(1);
});

test('a printed code, rated signed in: the call-back has a number, and without one it has none', async () => {
  const callable = async (phone?: string) => {
    const person = await signInEvaluator(system, phone ? { client: 'web', phone } : {});
    const { id } = await caseOfReceipt(system, await poorAtPrintedCode(person));
    const of = await collection(system, 'cases', (all) => all.findOne({ _id: id as never }));
    return { id, callable: (of?.state as { contactable: boolean }).contactable };
  };
  const reached = await callable(randomPhone());
  expect(reached.callable).toBe(true);
  await steps(center, reached.id, CALLED);
  expect((await callable()).callable).toBe(false);
});

test('an SMS in place of a reminder is spoken of only to whoever left a number', async () => {
  const smsFor = async (receipt: Parameters<typeof withReceipt>[2]) => {
    const answered = await withReceipt(system, 'ratings', receipt, '/reminder');
    return ProgressReminder.parse(await expectStatus(answered, 200)).sms;
  };
  const opened = () => collection(system, 'disclosures', (c) => c.countDocuments());
  const before = await opened();
  expect(await smsFor((await poorRating(system)).receipt)).toBe(true);
  expect(await smsFor((await poorRating(system, null)).receipt)).toBe(false);
  expect(await smsFor(await poorAtPrintedCode(await signInEvaluator(system, { client: 'web' })))).toBe(true);
  expect(await smsFor(await poorAtPrintedCode(await signInEvaluator(system)))).toBe(false);
  // No number is opened to know that there is one.
  expect(await opened()).toBe(before);
});

test('nobody to write to: the log says so, and who may can have it tried once more', async () => {
  const { id } = await poorRating(system, null);
  await answer(center, department, id);
  const message = await messageThatIs(center, id, 'unreachable');
  expect(message).toMatchObject({ way: null, tries: [], mayRetry: true });
  const admin = await signInStaff(system, 'system_admin');
  const retried = MessageView.parse(await expectStatus(await retry(admin, message.id), 200));
  expect(retried).toMatchObject({ state: 'waiting', case: null });
  await messageThatIs(center, id, 'unreachable');
  expect((await retry(department, message.id)).status).toBe(403);
});

test('the console shows what the messages look like', async () => {
  const answered = await center.get('/api/v1/staff/messages/preview');
  expect(MessagePreview.parse(await expectStatus(answered, 200))).toMatchObject({
    hours: '00:00–24:00',
    wechat: { fields: [{ name: 'thing1', value: SAYS }, { name: 'time2' }] },
    sms: { text: expect.stringContaining(SMS_SAYS) as string },
    invite: { text: expect.stringMatching(/^【三明好差评】.+http.+\/r\/0{16}$/) as string },
  });
});

test('a reminder asked for stands in the export of whose rating it is, and says nobody’s openid', async () => {
  const { receipt } = await poorRating(system);
  const person = await signInEvaluator(system);
  const { number, accessKey } = receipt;
  await expectStatus(await person.send('POST', '/api/v1/me/ratings/claims', { number, accessKey }), 200);
  const openid = await permit(system, receipt);
  const answered = await person.get('/api/v1/me/data/export.json');
  const { sections } = (await expectStatus(answered, 200)) as DataExport;
  const reminders = sections.find(({ name }) => name === 'message_permissions')?.entries;
  expect(reminders).toMatchObject([{ title: '提醒一次', fields: [{ name: 'at' }] }]);
  expect(JSON.stringify(sections)).not.toContain(openid);
});
