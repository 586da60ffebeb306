import { InitialPassword, StaffAccountDetail, StaffAccountPage } from '@haochaping/shared/contracts';
import mongoose from 'mongoose';
import { accountsFile, FIRST_PASSWORD } from '../support/accounts-file.js';
import { eventually, expectStatus } from '../support/journey.js';
import { postJson, signInStaff, signInThrough, staffAccount, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

// Rights are granted by security administrators alone, never to themselves, never beyond their regions, and always told.

const ACCOUNTS = '/api/v1/staff/accounts';
let system: OwnSystem;
let database: mongoose.Connection;
let admin: StaffClient;
let county: StaffClient;
beforeAll(async () => {
  const yongan = { institutionCode: '350481-XZFW', regionCodes: ['350481'] };
  const file = await accountsFile({ username: 'yongan-anquan', role: 'security_admin', ...yongan });
  system = await startSystem({ env: { ACCOUNTS_FILE: file } });
  database = await mongoose.createConnection(system.mongoUri).asPromise();
  admin = await signInStaff(system, 'security_admin');
  county = await signInThrough(system.baseUrl, { username: 'yongan-anquan', password: FIRST_PASSWORD });
}, 60_000);
afterAll(async () => {
  await database?.close();
  await system?.stop();
});

const RIGHTS = {
  displayName: '新来的同事',
  role: 'department',
  institutionCode: '350400-FGW',
  regionCodes: ['350400'],
};
const create = async (username: string, rights: object = {}, by = admin) =>
  by.send('POST', ACCOUNTS, { username, ...RIGHTS, ...rights });
const created = async (username: string, rights: object = {}, by = admin) =>
  InitialPassword.parse(await expectStatus(await create(username, rights, by), 201));
const idOf = async (username: string) =>
  String((await database.collection('staff_accounts').findOne({ username }))?._id);
const listed = async (by: StaffClient, query = '') =>
  StaffAccountPage.parse(await expectStatus(await by.get(`${ACCOUNTS}?pageSize=100${query}`), 200));
const detail = async (id: string) =>
  StaffAccountDetail.parse(await expectStatus(await admin.get(`${ACCOUNTS}/${id}`), 200));

test('an account is made with a password shown once, which its owner changes at the first sign-in', async () => {
  const { account, initialPassword } = await created('xin-tongshi');
  expect(account).toMatchObject({ role: 'department', state: 'active', mustChangePassword: true });
  const owner = await signInThrough(system.baseUrl, { username: 'xin-tongshi', password: initialPassword });
  expect(owner.session.role).toBe('department');
  expect((await create('xin-tongshi')).status).toBe(409);
});

test('rights that do not fit are refused by field', async () => {
  for (const [rights, field] of [
    [{ institutionCode: 'NOWHERE' }, 'institutionCode'],
    [{ role: 'center' }, 'institutionCode'],
    [{ institutionCode: '350481-XZFW' }, 'regionCodes'],
    [{ regionCodes: ['110000'] }, 'regionCodes'],
    [{ staffCode: '350400-P999' }, 'staffCode'],
  ] as const)
    expect(await expectStatus(await create('bu-dui', rights), 400)).toMatchObject({
      error: { details: [expect.objectContaining({ field })] },
    });
});

test('nobody changes their own account, and no other role changes any', async () => {
  const own = await idOf(staffAccount(system, 'security_admin').username);
  const mine = { ...RIGHTS, role: 'center', institutionCode: '350400-XZFW' };
  expect((await admin.send('PUT', `${ACCOUNTS}/${own}/rights`, mine)).status).toBe(403);
  for (const action of ['disable', 'password-reset', 'second-factor-reset', 'unlock'])
    expect({ action, status: (await admin.send('POST', `${ACCOUNTS}/${own}/${action}`)).status }).toEqual({
      action,
      status: 403,
    });
  expect((await detail(own)).own).toBe(true);
  const keeper = await signInStaff(system, 'system_admin');
  expect((await create('bu-xing', {}, keeper)).status).toBe(403);
});

test('a county’s administrator sees and grants the county alone', async () => {
  const seen = await listed(county);
  expect(seen.total).toBeGreaterThan(0);
  expect(new Set(seen.items.flatMap(({ regionCodes }) => regionCodes))).toEqual(new Set(['350481']));
  expect((await listed(admin)).total).toBeGreaterThan(seen.total);
  const city = await idOf(staffAccount(system, 'center').username);
  expect((await county.get(`${ACCOUNTS}/${city}`)).status).toBe(404);
  expect((await county.send('POST', `${ACCOUNTS}/${city}/disable`)).status).toBe(404);
  expect((await create('yue-quan', {}, county)).status).toBe(403);
  const here = { role: 'center', institutionCode: '350481-XZFW', regionCodes: ['350481'] };
  await created('yongan-tongshi', here, county);
});

test('a change of rights ends the sessions and is told with before and after, in the history and in the chain', async () => {
  const { account, initialPassword } = await created('gai-quan');
  const owner = await signInThrough(system.baseUrl, { username: 'gai-quan', password: initialPassword });
  const next = { ...RIGHTS, role: 'window_clerk' };
  await expectStatus(await admin.send('PUT', `${ACCOUNTS}/${account.id}/rights`, next), 200);
  expect((await owner.get('/api/v1/staff/session')).status).toBe(401);
  const { history } = await detail(account.id);
  expect(history.map(({ action }) => action)).toEqual(['staff.rights_changed', 'staff.account_created']);
  expect(history[0]).toMatchObject({
    by: expect.stringContaining(admin.session.username) as string,
    changes: [{ field: '角色', before: '审批部门', after: '窗口人员' }],
  });
  expect(history[1]?.changes).toContainEqual({ field: '单位', before: '', after: account.institutionName });
  const sealed = await eventually(
    'the change is sealed',
    async () =>
      (await database
        .collection('audit_entries')
        .findOne({ 'subject.id': account.id, action: 'staff.rights_changed' })) ?? undefined,
  );
  expect(sealed.detail).toEqual({ roleBefore: 'department', roleAfter: 'window_clerk' });
});

test('disable, enable, reset and unlock do what they say', async () => {
  const { account, initialPassword } = await created('zhao-gu');
  const word = { username: 'zhao-gu', password: initialPassword };
  const address = `${system.baseUrl}/api/v1/staff/session`;
  const act = async (action: string) =>
    expectStatus(await admin.send('POST', `${ACCOUNTS}/${account.id}/${action}`), 200);
  await act('disable');
  expect((await postJson(address, word)).status).toBe(401);
  expect((await listed(admin, '&state=disabled')).items.map(({ id }) => id)).toContain(account.id);
  await act('enable');
  for (let n = 0; n < 5; n++) await postJson(address, { ...word, password: 'wrong' });
  expect((await postJson(address, word)).status).toBe(429);
  expect((await listed(admin, '&state=locked')).items.map(({ id }) => id)).toContain(account.id);
  await act('unlock');
  expect((await postJson(address, word)).status).toBe(202);
  const { initialPassword: another } = InitialPassword.parse(await act('password-reset'));
  expect((await postJson(address, word)).status).toBe(401);
  expect((await postJson(address, { ...word, password: another })).status).toBe(202);
});

test('two administrators who disable each other at the same moment leave one', async () => {
  const seat = { role: 'security_admin', institutionCode: '350400-XZFW' };
  const names = ['anquan-jia', 'anquan-yi'];
  const both = await Promise.all(
    names.map(async (username) => {
      const { account, initialPassword } = await created(username, seat);
      const client = await signInThrough(system.baseUrl, { username, password: initialPassword });
      return { id: account.id, client };
    }),
  );
  const [one, two] = both as [(typeof both)[0], (typeof both)[0]];
  const answers = await Promise.all([
    one.client.send('POST', `${ACCOUNTS}/${two.id}/disable`),
    two.client.send('POST', `${ACCOUNTS}/${one.id}/disable`),
  ]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const left = await Promise.all(both.map(({ id }) => detail(id)));
  expect(left.filter(({ account }) => account.state === 'active')).toHaveLength(1);
});

test('my account: the password needs the old one and ends the others; sessions end one by one', async () => {
  const { initialPassword } = await created('wo-de');
  const first = await signInThrough(system.baseUrl, { username: 'wo-de', password: initialPassword });
  const own = `${initialPassword}-neu`;
  const again = () => signInThrough(system.baseUrl, { username: 'wo-de', password: own });
  const [second, third] = [await again(), await again()];
  const sessions = async () =>
    (
      (await expectStatus(await first.get('/api/v1/staff/sessions'), 200)) as {
        items: { id: string; current: boolean }[];
      }
    ).items;
  const [newest] = await sessions();
  expect((await first.send('DELETE', `/api/v1/staff/sessions/${newest?.id}`)).status).toBe(204);
  expect((await third.get('/api/v1/staff/session')).status).toBe(401);
  const foreign = await database.collection('sessions').findOne({ subjectId: await idOf('yongan-anquan') });
  expect((await first.send('DELETE', `/api/v1/staff/sessions/${String(foreign?._id)}`)).status).toBe(404);
  const change = (oldPassword: string) =>
    first.send('PUT', '/api/v1/staff/me/password', { oldPassword, newPassword: '竹影斜过城墙根-2026' });
  expect((await change('not-the-password')).status).toBe(400);
  expect((await change(own)).status).toBe(204);
  expect((await second.get('/api/v1/staff/session')).status).toBe(401);
  expect((await first.get('/api/v1/staff/session')).status).toBe(200);
  expect(await sessions()).toHaveLength(1);
});

test('a set-up that took too long is said, and the session stays', async () => {
  const clerk = await signInStaff(system, 'window_clerk');
  const late = await clerk.send('POST', '/api/v1/staff/me/second-factor/confirm', {
    setUp: 'too-old',
    code: '123456',
  });
  expect(await expectStatus(late, 409)).toMatchObject({
    error: { message: expect.stringContaining('重新开始') as string },
  });
  expect((await clerk.get('/api/v1/staff/session')).status).toBe(200);
});
