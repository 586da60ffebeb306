import { MyAccount, StaffAccountDetail } from '@haochaping/shared/contracts';
import { atSandbox, collection, errorOf, latestSmsCode, randomPhone } from '../support/evaluator.js';
import {
  demoTransaction,
  expectStatus,
  issueInvitation,
  randomIdentityNumber,
  sendRating,
} from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

// Who a staff account is must be proven: told documents keep nobody from rating and count for nothing (FA-2.2.1-i, adr/020).

const ME = '/api/v1/staff/me';
// Its own: a peer is stopped.
let system: OwnSystem;
/** Whose account it is about; each has few checks a day. */
let owner: StaffClient;
let admin: StaffClient;
beforeAll(async () => {
  system = await startSystem({ worker: false, peers: true });
  admin = await signInStaff(system, 'security_admin');
  owner = await signInStaff(system, 'window_clerk');
}, 60_000);
afterAll(() => system.stop());

const document = (certNumber: string) => owner.send('PUT', `${ME}/document`, { certType: '111', certNumber });
const me = async () => MyAccount.parse(await expectStatus(await owner.get(ME), 200));
const record = () =>
  collection(system, 'staff_accounts', (c) => c.findOne({ username: owner.session.username }));
const path = async () => `/api/v1/staff/accounts/${String((await record())?._id)}`;
const view = async () => StaffAccountDetail.parse(await expectStatus(await admin.get(await path()), 200));
const clear = async () => expectStatus(await admin.send('POST', `${await path()}/identity-reset`), 200);
const audited = (action: string) => collection(system, 'audit_events', (c) => c.countDocuments({ action }));

/** Somebody's rating of the service of the owner's institution, by the invitation the applicant got. */
async function rateAsApplicant(name: string, certNumber: string): Promise<Response> {
  const transaction = await demoTransaction();
  await collection(system, 'staff_accounts', (c) =>
    c.updateOne(
      { username: owner.session.username },
      { $set: { institutionCode: transaction.institutionCode, staffCode: null } },
    ),
  );
  const applicant = {
    kind: 'person',
    userProp: '1',
    certType: '111',
    name,
    certNumber,
    phone: randomPhone(),
  } as const;
  const { token } = await issueInvitation(system, { ...transaction, applicant });
  return sendRating(system.baseUrl, { invitation: token, level: 1 });
}

test('nobody registers another person’s document under their own name, and that person’s rating comes in', async () => {
  const applicant = { name: '林小满', certNumber: randomIdentityNumber() };
  await atSandbox(system.peers.realname, 'POST', 'persons', applicant);
  const refused = await errorOf(await document(applicant.certNumber));
  expect(refused).toMatchObject({ status: 400, code: 'invalid_input' });
  expect(await me()).toMatchObject({ documentSince: null, phoneSince: null });
  expect(await audited('staff.identity_refused')).toBe(1);
  expect((await rateAsApplicant(applicant.name, applicant.certNumber)).status).toBe(201);
});

test('a document that was told and never proven, as older versions took it, keeps nobody from rating', async () => {
  const certNumber = randomIdentityNumber();
  await expectStatus(await document(certNumber), 204);
  await collection(system, 'staff_accounts', (c) =>
    c.updateOne({ username: owner.session.username }, { $unset: { certProvenAt: 1 } }),
  );
  expect((await rateAsApplicant('林小满', certNumber)).status).toBe(201);
  expect((await view()).account.documentProven).toBe(false);
});

test('the own document is kept as a keyed hash alone, stays until an administrator clears it, and is known again', async () => {
  const certNumber = randomIdentityNumber();
  const mistyped = `${certNumber.slice(0, 17)}${certNumber.endsWith('1') ? '2' : '1'}`;
  expect(await expectStatus(await document(mistyped), 400)).toMatchObject({
    error: { details: [{ field: 'certNumber' }] },
  });
  await expectStatus(await document(certNumber.toLowerCase()), 204);
  await expectStatus(await document(certNumber), 204);
  expect(JSON.stringify(await record())).not.toContain(certNumber);
  expect((await rateAsApplicant('管委会来的人', certNumber)).status).toBe(403);
  expect(await errorOf(await document(randomIdentityNumber()))).toMatchObject({
    status: 409,
    code: 'conflict',
  });
  expect((await view()).account).toMatchObject({ documentProven: true, phoneProven: false });

  await clear();
  expect(await me()).toMatchObject({ documentSince: null });
  expect((await rateAsApplicant('管委会来的人', certNumber)).status).toBe(201);
  expect((await view()).history[0]).toMatchObject({ action: 'staff.identity_reset' });
  await expectStatus(await document(randomIdentityNumber()), 204);
});

test('a proof holds for the name it was made with, and goes with it', async () => {
  owner = await signInStaff(system, 'department');
  await expectStatus(await document(randomIdentityNumber()), 204);
  const { account } = await view();
  const { role, institutionCode, regionCodes, staffCode, displayName } = account;
  const rights = { role, institutionCode, regionCodes, staffCode };
  const change = async (name: string) =>
    expectStatus(await admin.send('PUT', `${await path()}/rights`, { ...rights, displayName: name }), 200);
  expect(await change('换了一个人')).toMatchObject({ documentProven: false });
  await change(displayName);
  expect((await view()).account.documentProven).toBe(false);
});

test('a telephone is registered by the code that comes there, and by no other', async () => {
  const phone = randomPhone();
  const bind = (code: string) => owner.send('PUT', `${ME}/phone`, { phone, code });
  expect(await expectStatus(await bind('000000'), 400)).toMatchObject({
    error: { details: [{ field: 'code' }] },
  });
  await expectStatus(await owner.send('POST', `${ME}/phone/codes`, { phone }), 202);
  await expectStatus(await bind(await latestSmsCode(system, phone)), 204);
  expect((await owner.get('/api/v1/staff/session')).status).toBe(200);
  expect((await me()).phoneSince).not.toBeNull();
  expect(JSON.stringify(await record())).not.toContain(phone);
  expect((await owner.send('POST', `${ME}/phone/codes`, { phone: randomPhone() })).status).toBe(409);
});

test('when the check cannot be made nothing is registered, and it is said', async () => {
  await system.kill('realname');
  const refused = await document(randomIdentityNumber());
  expect(await expectStatus(refused, 503)).toMatchObject({
    error: { code: 'real_name_unavailable', message: expect.stringContaining('什么都没有登记') as string },
  });
  expect(await me()).toMatchObject({ documentSince: null });
  await system.restart('realname');
});
