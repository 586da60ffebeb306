import { randomUUID } from 'node:crypto';
import { InvitedFigures, type TransactionInput } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import type { InvitationRecord } from '../../server/src/modules/channels/model.js';
import { RECEIPTS_PATH } from '../../server/src/modules/channels/sms-receipts.js';
import { signedPost } from '../../server/src/modules/peers/signing.js';
import { atSandbox, collection, randomPhone } from '../support/evaluator.js';
import {
  demoTransaction,
  eventually,
  expectStatus,
  issueInvitation,
  rate,
  sendRating,
  signedFetch,
} from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

// Asking by SMS for a rating: once a service, with a link that nobody burns by looking at it. FA-2.2.1-h FA-A-d. Its own system:
// it counts what the gateway sent, and moves times.

let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ peers: true, env: { SMS_REMIND_DAYS: '7' } });
}, 60_000);
afterAll(() => system.stop());

/** How the demo's gateway knows us. */
const DEMO = { key: 'sms-demo', secret: 'sms-demo-secret' };
const sentTo = (phone: string) =>
  atSandbox<{ text: string; templateId: string }[]>(system.peers.sms, 'GET', `messages?phone=${phone}`);
const arrived = (phone: string, count = 1) =>
  eventually('the SMS is there', async () => {
    const messages = await sentTo(phone);
    return messages.length >= count ? messages : undefined;
  });
const invitations = async ({ projectNo }: { projectNo: string }) => {
  const found = await collection(system, 'invitations', (all) =>
    all.find({ projectNo }).sort({ issuedAt: 1 }).toArray(),
  );
  return found as unknown as InvitationRecord[];
};
const inState = (projectNo: string, ...states: string[]) =>
  eventually(`its invitations are ${states.join()}`, async () => {
    const all = await invitations({ projectNo });
    return all.map(({ sms }) => sms?.state).join() === states.join() ? all : undefined;
  });

/** A service reported with the wish to be asked by SMS. */
async function reported(phone: string | undefined, changes: Partial<TransactionInput> = {}) {
  const { applicant, projectNo } = await demoTransaction();
  const input = {
    projectNo,
    applicant: { ...applicant, phone },
    channel: 'sms' as const,
    sms: true,
    ...changes,
  };
  return { projectNo, input, invitation: await issueInvitation(system, input) };
}
const linkIn = (text: string) => /\/r\/([1-9A-HJ-NP-Za-km-z]{16})$/.exec(text)?.[1] ?? '';

test('one message a service, with the link and nothing of the matter; looking at it burns nothing, rating does', async () => {
  const phone = randomPhone();
  const { projectNo, input, invitation } = await reported(phone);
  const [message] = await arrived(phone);
  expect(message?.templateId).toBe('rate_service');
  expect(message?.text).toMatch(/^【三明好差评】您刚办的事，请您评一评：http/);
  const token = linkIn(message?.text ?? '');
  expect(token).toBe(invitation.token);

  // A previewer opens it as often as it likes, and the business system reports the same again.
  for (let n = 0; n < 3; n += 1) await fetch(`${system.baseUrl}/r/${token}`, { redirect: 'manual' });
  await issueInvitation(system, { ...input, projectNo });
  await inState(projectNo, 'sent', 'merged');
  expect(await sentTo(phone)).toHaveLength(1);

  await rate(system.baseUrl, token, 4);
  const again = await sendRating(system.baseUrl, { invitation: token, level: 1 });
  expect(again.status).toBe(409);
});

test('whoever crashes after the gateway took the message sends none a second time', async () => {
  const phone = randomPhone();
  const { projectNo } = await reported(phone);
  await inState(projectNo, 'sent');
  await collection(system, 'invitations', (all) =>
    all.updateOne(
      { projectNo },
      {
        $set: { 'sms.state': 'waiting' },
        $push: { pending: { kind: 'sms', notBefore: new Date(0), attempts: 0 } as never },
      },
    ),
  );
  await inState(projectNo, 'sent');
  expect(await sentTo(phone)).toHaveLength(1);
});

test('who has not rated after some days is asked once more, who has is left alone', async () => {
  const [rated, silent] = [randomPhone(), randomPhone()];
  const [first, second] = [await reported(rated), await reported(silent)];
  await Promise.all([inState(first.projectNo, 'sent'), inState(second.projectNo, 'sent')]);
  await rate(system.baseUrl, first.invitation.token, 5);
  await eventually('the rating is noted', async () =>
    (await invitations(first))[0]?.answeredAt ? true : undefined,
  );
  await collection(system, 'invitations', (all) =>
    all.updateMany(
      { projectNo: { $in: [first.projectNo, second.projectNo] } },
      { $set: { 'pending.$[one].notBefore': new Date(0) } },
      { arrayFilters: [{ 'one.kind': 'sms_again' }] },
    ),
  );
  const messages = await arrived(silent, 2);
  expect(new Set(messages.map(({ text }) => linkIn(text))).size).toBe(1);
  await eventually('nothing is left to do', async () =>
    (await invitations(first))[0]?.pending.length === 0 ? true : undefined,
  );
  expect(await sentTo(rated)).toHaveLength(1);
});

test('nobody is written to who left no number, or before it was asked for; what does not fit is named', async () => {
  const { projectNo } = await reported(undefined);
  await inState(projectNo, 'unreachable');
  const phone = randomPhone();
  const { applicant } = await demoTransaction();
  await issueInvitation(system, { channel: 'sms', applicant: { ...applicant, phone } });
  const wrong = await signedFetch(
    system.baseUrl,
    system.businessSystem,
    'POST',
    '/api/v1/transactions',
    await demoTransaction({ channel: 'qr', sms: true }),
  );
  const { error } = (await wrong.json()) as { error: { details: { field: string; message: string }[] } };
  expect([wrong.status, error.details]).toEqual([
    400,
    [{ field: 'sms', message: '请本系统发短信时，channel 要填 sms' }],
  ]);
  expect(await sentTo(phone)).toEqual([]);
});

test('what the gateway tells of a message is kept, late or twice; forged ones and those nobody sent are refused', async () => {
  const faults = (order: object) => atSandbox(system.peers.sms, 'POST', 'faults', order);
  const receiptOf = async ({ projectNo }: { projectNo: string }) =>
    (await invitations({ projectNo }))[0]?.sms?.receipt ?? null;
  const told = (service: { projectNo: string }, result: string) =>
    eventually(`it is ${result}`, async () =>
      (await receiptOf(service))?.result === result ? await invitations(service) : undefined,
    );

  await faults({ receiptsLate: 1 });
  const late = await reported(randomPhone());
  await inState(late.projectNo, 'sent');
  expect(await receiptOf(late)).toBeNull();
  await faults({ receiptsNow: 'all', receiptsTwice: 1, receiptsFailed: 1 });
  await told(late, 'delivered');
  const absent = await reported(randomPhone());
  const [failed] = await told(absent, 'failed');
  expect(failed?.sms).toMatchObject({ state: 'sent', receipt: { reason: 'ABSENT' } });

  // Told again, and told otherwise: nothing is written twice, and what arrived stays arrived.
  const gateway = (content: object, secret = DEMO.secret) => {
    const { path, headers, body } = signedPost('Sms', { ...DEMO, secret }, RECEIPTS_PATH, content);
    const sent = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: body ?? '',
    };
    return fetch(`${system.baseUrl}${path}`, sent).then(({ status }) => status);
  };
  const [before] = await invitations(late);
  const requestId = before?._id ?? '';
  expect(await gateway({ requestId, result: 'delivered' })).toBe(204);
  expect(await gateway({ requestId, result: 'failed', reason: 'ABSENT' })).toBe(204);
  const [after] = await invitations(late);
  expect([after?.sms, after?.trail]).toEqual([before?.sms, before?.trail]);
  expect(await gateway({ requestId: `${failed?._id}-again`, result: 'delivered' })).toBe(204);
  await told(absent, 'delivered');

  expect(await gateway({ requestId, result: 'failed' }, 'guessed')).toBe(401);
  expect(await gateway({ requestId: randomUUID(), result: 'delivered' })).toBe(404);
  const forged = { action: 'request.refused', 'subject.id': 'receiveSmsReceipt' };
  await eventually('the forged one is in the audit log', () =>
    collection(system, 'audit_entries', async (all) => (await all.countDocuments(forged)) || undefined),
  );

  const center = await signInStaff(system, 'center');
  const today = dayOf(new Date());
  const { sms } = await eventually('every message is answered for', async () => {
    const answer = await center.get(`/api/v1/staff/coverage/invited?from=${today}&to=${today}`);
    const figures = InvitedFigures.parse(await expectStatus(answer, 200));
    return figures.sms.unanswered === 0 ? figures : undefined;
  });
  expect(sms).toMatchObject({ failed: 0, failures: [], delivered: sms.sent });
});
