import { EvaluatorSession, InvitationIssued } from '@haochaping/shared/contracts';
import {
  agreeElsewhere,
  collection,
  errorOf,
  newWeChatPerson,
  noticeInForce,
  randomPhone,
  signInEvaluator,
  weChatCode,
} from '../support/evaluator.js';
import { demoTransaction, expectStatus, signedFetch } from '../support/journey.js';
import { cookiesOf } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// Who is who: what other systems, telephones and people tell of a person, and what they really prove.

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const linkPhone = async (openid: string) => {
  const client = await signInEvaluator(system, { openid });
  const phoneCode = await weChatCode(system, openid);
  const noticeVersion = await noticeInForce(system);
  return client.send('POST', '/api/v1/me/phone/weapp', { phoneCode, noticeVersion });
};

test.each([
  ['a German number with the digits of a mainland mobile', { countryCode: '49' }],
  ['a Hong Kong number', { phone: '61234567', countryCode: '852' }],
  ['a landline of the mainland', { phone: '01012345678' }],
])('%s proves no mobile of the mainland, and its holder keeps it', async (_what, told) => {
  const phone = randomPhone();
  const holder = await signInEvaluator(system, { phone });
  const stranger = await newWeChatPerson(system, { phone, ...told });
  const refused = await errorOf(await linkPhone(stranger.openid));
  expect([refused.status, refused.code]).toEqual([400, 'invalid_input']);
  expect(refused.message).toContain('不是中国内地的');
  const mine = (await (await holder.get('/api/v1/me/session')).json()) as { phoneMasked: string };
  expect(mine.phoneMasked).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
});

const report = async (changes: Parameters<typeof demoTransaction>[0], eventChanges = {}) => {
  const transaction = await demoTransaction(changes, eventChanges);
  return signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', transaction);
};

const evaluatorOf = async (response: Response) => {
  const { invitation } = InvitationIssued.parse(await expectStatus(response, 201));
  return collection(system, 'invitations', async (c) => {
    const [found] = await c.find({}).sort({ issuedAt: -1 }).limit(1).toArray();
    expect(invitation.token).toBeTruthy();
    return found?.evaluatorId as string;
  });
};

test('one passport in two spellings is one evaluator', async () => {
  const { applicant } = await demoTransaction();
  const phone = randomPhone();
  const digits = phone.slice(-8);
  const passport = { ...applicant, phone, certType: '414' as const, certNumber: `H${digits}` };
  const spelled = `h ${digits.slice(0, 4)} ${digits.slice(4)}`;
  const one = await evaluatorOf(await report({ applicant: passport }));
  expect(await evaluatorOf(await report({ applicant: { ...passport, certNumber: spelled } }))).toBe(one);
  const dashed = { ...passport, certNumber: `H-${digits}` };
  expect(await evaluatorOf(await report({ applicant: dashed }))).toBe(one);
});

test('one identity number is one evaluator, whichever kind of card it is said to be', async () => {
  const { applicant } = await demoTransaction();
  const one = await evaluatorOf(await report({ applicant }));
  expect(await evaluatorOf(await report({ applicant: { ...applicant, certType: '999' } }))).toBe(one);
});

test('a person without a mobile, with a name of one character, is served and may rate', async () => {
  const { applicant } = await demoTransaction();
  const issued = await report({ applicant: { ...applicant, phone: undefined, name: '难' } });
  await expectStatus(issued, 201);
});

const businessWith = async (certNumber: string) => {
  const { applicant } = await demoTransaction();
  return report({
    applicant: { ...applicant, kind: 'business', userProp: '2', certType: '001', certNumber },
  });
};

test('a credit code whose last sign alone does not compute is taken, with a mark for whoever reported it', async () => {
  const { doubts } = InvitationIssued.parse(
    await expectStatus(await businessWith('91350100M000100Y40'), 201),
  );
  expect(doubts).toEqual([
    { field: 'applicant.certNumber', message: expect.stringContaining('最后一位校验位不对') as string },
  ]);
});

test('a credit code with an unsound organisation code inside is refused', async () => {
  const refused = await errorOf(await businessWith('91350100M000100Z43'));
  expect([refused.status, refused.code]).toEqual([400, 'invalid_input']);
});

test('WeChat calls the way back twice: the second is signed in as well, on the same page; after signing out none is', async () => {
  const { officialOpenid } = await newWeChatPerson(system);
  const { back, cookie } = await agreeElsewhere(system, 'official', '/pages/mine/index', officialOpenid);
  const call = () => fetch(back, { redirect: 'manual', headers: { Cookie: cookie } });
  const both = await Promise.all([call(), call()]);
  for (const answer of both) {
    expect(answer.headers.get('location')).toBe('/pages/mine/index?signIn=ok');
    const session = await fetch(`${system.baseUrl}/api/v1/me/session`, {
      headers: { Cookie: cookiesOf(answer) },
    });
    expect(session.status).toBe(200);
  }
  const last = cookiesOf(await call());
  const { csrfToken } = EvaluatorSession.parse(
    await expectStatus(
      await fetch(`${system.baseUrl}/api/v1/me/session`, { headers: { Cookie: last } }),
      200,
    ),
  );
  const out = { Cookie: last, 'X-CSRF-Token': csrfToken ?? '' };
  await fetch(`${system.baseUrl}/api/v1/me/session`, { method: 'DELETE', headers: out });
  expect((await call()).headers.get('location')).toBe('/pages/mine/index?signIn=expired');
  const stranger = await fetch(back, { redirect: 'manual' });
  expect(stranger.headers.get('location')).toBe('/?signIn=expired');
});
