import { SignInSetUpDone, SignInStep, StaffSession } from '@haochaping/shared/contracts';
import mongoose from 'mongoose';
import { accountsFile, FIRST_PASSWORD } from '../support/accounts-file.js';
import { expectStatus } from '../support/journey.js';
import { Authenticator, postJson, signInStaff, signInThrough, staffAccount } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

// Signing in step by step: no step is a session, each is good for its own purpose, and what is lost has a way back.

const OWN_PASSWORD = '翠江流过宁化老城-2026';
let system: OwnSystem;
let database: mongoose.Connection;
beforeAll(async () => {
  const names = ['anquan-yi', 'anquan-er', 'anquan-san', 'anquan-si', 'anquan-wu'];
  const file = await accountsFile(
    ...names.map((username) => ({ username, role: 'security_admin' as const })),
    { username: 'chuang-kou', role: 'window_clerk' },
  );
  system = await startSystem({ worker: false, env: { ACCOUNTS_FILE: file, TRUST_PROXY: '1' } });
  database = await mongoose.createConnection(system.mongoUri).asPromise();
}, 60_000);
afterAll(async () => {
  await database?.close();
  await system?.stop();
});

const at = (step = '') => `${system.baseUrl}/api/v1/staff/session${step}`;
const from = (network: string) => ({ 'X-Forwarded-For': network });
const password = (username: string, word: string, network = '203.0.113.9') =>
  postJson(at(), { username, password: word }, from(network));
const step = async (response: Response | Promise<Response>) =>
  SignInStep.parse(await expectStatus(await response, 202));
const codeOf = async (response: Response | Promise<Response>) =>
  ((await (await response).json()) as { error?: { code: string } }).error?.code;
/** What was recorded about an account and waits for the worker, which does not run here. */
const auditActions = async (subject: string) =>
  (await database.collection('audit_events').find({ 'subject.id': subject }).sort({ at: 1 }).toArray()).map(
    ({ action }) => action as string,
  );
const accountId = async (username: string) =>
  String((await database.collection('staff_accounts').findOne({ username }))?._id);

/** First sign-in of an account out of a file; returns its app, the recovery codes and the session. */
async function comeIn(username: string) {
  const first = await step(password(username, FIRST_PASSWORD));
  expect(first.next).toBe('new_password');
  const second = await step(
    postJson(at('/new-password'), { challenge: first.challenge, newPassword: OWN_PASSWORD }),
  );
  expect(second.next).toBe('set_up');
  const app = new Authenticator(second.setUp?.secret ?? '');
  const body = { challenge: second.challenge, setUp: second.setUp?.setUp, code: await app.code() };
  const done = SignInSetUpDone.parse(
    await expectStatus(await postJson(at('/second-factor'), body, from('203.0.113.9')), 200),
  );
  return { app, ...done, stale: second, first };
}

test('first sign-in: a password of one’s own, an app set up with ten recovery codes, and only then a session', async () => {
  const { recoveryCodes, session, first, stale, app } = await comeIn('anquan-yi');
  expect(session.secondFactor).toBe(true);
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(stale.setUp?.uri).toContain('otpauth://totp/');
  expect(stale.setUp?.qrSvg).toContain('<svg');
  // Nothing that was used works again: neither the old password, nor its step, nor the set-up.
  expect((await password('anquan-yi', FIRST_PASSWORD)).status).toBe(401);
  const again = { challenge: first.challenge, newPassword: '另一句更长的话-2026' };
  expect((await postJson(at('/new-password'), again)).status).toBe(401);
  const setUp = { challenge: stale.challenge, setUp: stale.setUp?.setUp, code: await app.code() };
  expect((await postJson(at('/second-factor'), setUp)).status).toBe(401);
  expect(await auditActions(await accountId('anquan-yi'))).toEqual([
    'staff.password_changed',
    'staff.second_factor_set_up',
    'staff.signed_in',
    'staff.sign_in_failed',
  ]);
});

test('later: password, then a code that is good once; a recovery code is good once too', async () => {
  const { app, recoveryCodes } = await comeIn('anquan-er');
  const asked = await step(password('anquan-er', OWN_PASSWORD));
  expect(asked).toMatchObject({ next: 'code' });
  expect(asked.setUp).toBeUndefined();
  const code = await app.code();
  const give = (challenge: string, text: string) => postJson(at('/code'), { challenge, code: text });
  StaffSession.parse(await expectStatus(await give(asked.challenge, code), 200));
  expect(await codeOf(give(asked.challenge, code))).toBe('wrong_code');
  const [first = '', second = ''] = recoveryCodes;
  // As somebody types it from paper: small letters, a blank for the dash.
  expect((await give(asked.challenge, first.toLowerCase().replace('-', ' '))).status).toBe(200);
  expect(await codeOf(give(asked.challenge, first))).toBe('wrong_code');
  const both = await Promise.all([give(asked.challenge, second), give(asked.challenge, second)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('no step is taken for another, for a session, or with a changed letter', async () => {
  await comeIn('anquan-san');
  const { challenge } = await step(password('anquan-san', OWN_PASSWORD));
  for (const cookie of [`staff_session=${challenge}`])
    expect((await fetch(at(), { headers: { Cookie: cookie } })).status).toBe(401);
  const newPassword = { challenge, newPassword: '另一句更长的话-2026' };
  expect((await postJson(at('/new-password'), newPassword)).status).toBe(401);
  const setUp = { challenge, setUp: challenge, code: '000000' };
  expect((await postJson(at('/second-factor'), setUp)).status).toBe(401);
  const [head = '', , tail = ''] = challenge.split('.');
  const claims = JSON.parse(Buffer.from(challenge.split('.')[1] ?? '', 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...claims, secondFactor: true })).toString('base64url');
  expect(
    (await postJson(at('/code'), { challenge: `${head}.${forged}.${tail}`, code: '000000' })).status,
  ).toBe(401);
});

test('wrong codes shut the name like wrong passwords, and the right password does not open it again', async () => {
  await comeIn('anquan-si');
  const here = '203.0.113.40';
  const { challenge } = await step(password('anquan-si', OWN_PASSWORD, here));
  const wrong = () => postJson(at('/code'), { challenge, code: '000000' }, from(here));
  for (let n = 0; n < 3; n++) expect(await codeOf(wrong())).toBe('wrong_code');
  await step(password('anquan-si', OWN_PASSWORD, here));
  for (let n = 0; n < 2; n++) expect(await codeOf(wrong())).toBe('wrong_code');
  const shut = await wrong();
  expect([shut.status, Number(shut.headers.get('retry-after')) > 30]).toEqual([429, true]);
  expect((await password('anquan-si', OWN_PASSWORD, here)).status).toBe(429);
  expect((await password('anquan-si', OWN_PASSWORD)).status).toBe(202);
  expect(await auditActions(await accountId('anquan-si'))).toContain('staff.locked');
});

test('each wrong try after the fifth makes the next wait twice as long, also over a restart', async () => {
  const here = '203.0.113.50';
  const wait = async () => {
    const answer = await password('anquan-wu', 'wrong-wrong-wrong', here);
    return answer.status === 429 ? Math.ceil(Number(answer.headers.get('retry-after')) / 60) : 0;
  };
  /** As if the wait were over; the clock of the server is not ours. */
  const waited = () =>
    database
      .collection('staff_tries')
      .updateMany({ lockedUntil: { $ne: null } }, { $set: { lockedUntil: new Date(Date.now() - 1) } });
  for (let n = 0; n < 5; n++) expect(await wait()).toBe(0);
  const waits = [];
  for (let n = 0; n < 8; n++) {
    waits.push(await wait());
    await waited();
    expect(await wait()).toBe(0);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  await system.restart('api');
  expect(await wait()).toBe(60);
});

test('a clerk needs no second factor; a common password, one’s own name and the last five are refused', async () => {
  const asked = await step(password('chuang-kou', FIRST_PASSWORD));
  const change = (newPassword: string) =>
    postJson(at('/new-password'), { challenge: asked.challenge, newPassword });
  for (const [word, said] of [
    ['short', '12位'],
    ['password2026!', '太常见'],
    ['my-chuang-kou-password', '账号名'],
    [FIRST_PASSWORD, '最近用过'],
  ] as const)
    expect(JSON.stringify(await expectStatus(await change(word), 400))).toContain(said);
  const session = StaffSession.parse(await expectStatus(await change(OWN_PASSWORD), 200));
  expect(session).toMatchObject({ role: 'window_clerk', secondFactor: false });
});

test('a disabled account answers like a wrong password, and its sessions are over', async () => {
  const clerk = await signInThrough(system.baseUrl, { username: 'chuang-kou', password: OWN_PASSWORD });
  const disable = (disabledAt: Date | null) =>
    database.collection('staff_accounts').updateOne({ username: 'chuang-kou' }, { $set: { disabledAt } });
  await disable(new Date());
  expect(await codeOf(password('chuang-kou', OWN_PASSWORD))).toBe('wrong_credentials');
  expect((await clerk.get('/api/v1/staff/session')).status).toBe(401);
  await disable(null);
});

test('demo accounts are let in without a code, and the hash of a password moves to today’s parameters', async () => {
  const { username } = staffAccount(system, 'security_admin');
  const accounts = database.collection('staff_accounts');
  const hash = async () => String((await accounts.findOne({ username }))?.passwordHash);
  expect(await hash()).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  const { hash: argon } = await import('@node-rs/argon2');
  const weak = await argon(staffAccount(system, 'security_admin').password, {
    memoryCost: 8192,
    timeCost: 1,
  });
  await accounts.updateOne({ username }, { $set: { passwordHash: weak } });
  expect((await signInStaff(system, 'security_admin')).session.secondFactor).toBe(true);
  expect(await hash()).toContain('m=19456,t=2,p=1');
});
