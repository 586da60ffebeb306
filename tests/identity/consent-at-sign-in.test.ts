import type { ConsentsView } from '@haochaping/shared/contracts';
import {
  audited,
  collection,
  errorOf,
  evaluatorClient,
  newWeChatPerson,
  noticeInForce,
  randomPhone,
  signInEvaluator,
  smsCode,
  weChatCode,
  type EvaluatorClient,
} from '../support/evaluator.js';
import { expectStatus } from '../support/journey.js';
import { cookiesOf, postJson } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

/** Consent is held by the server, whatever a page sends (PIPL articles 13 to 15, 29; FA-3.3-c). */
let system: System;
let inForce: number;
beforeAll(async () => {
  system = await sharedSystem();
  inForce = await noticeInForce(system);
}, 60_000);

const count = (name: string) => collection(system, name, (c) => c.countDocuments({}));
const weapp = async (openid: string, noticeVersion?: number) =>
  postJson(`${system.baseUrl}/api/v1/me/session/weapp`, {
    code: await weChatCode(system, openid),
    ...(noticeVersion === undefined ? {} : { noticeVersion }),
  });
const phone = (number: string, code: string, noticeVersion?: number) =>
  postJson(`${system.baseUrl}/api/v1/me/session/phone`, {
    phone: number,
    code,
    client: 'web',
    ...(noticeVersion === undefined ? {} : { noticeVersion }),
  });
const consents = async (client: EvaluatorClient) =>
  (await (await client.get('/api/v1/me/consents')).json()) as ConsentsView;
const answer = (client: EvaluatorClient, given: boolean) =>
  client.send('POST', '/api/v1/me/consents', { purpose: 'privacy_notice', version: inForce, given });

test('nobody is signed in, and nothing kept of them, before they agreed to the notice in force', async () => {
  const { openid } = await newWeChatPerson(system);
  const before = await Promise.all(['accounts', 'sessions', 'consents'].map(count));
  for (const agreed of [undefined, inForce - 1, inForce + 1])
    expect(await errorOf(await weapp(openid, agreed))).toMatchObject({ status: 403, code: 'consent_needed' });
  const number = randomPhone();
  const code = await smsCode(system, number);
  expect(await errorOf(await phone(number, code, inForce - 1))).toMatchObject({ code: 'consent_needed' });
  expect(await Promise.all(['accounts', 'sessions', 'consents'].map(count))).toEqual(before);
  // The code is still good for whoever then read the new notice.
  expect((await phone(number, code, inForce)).status).toBe(200);
});

test('the agreement is on record once, with its entry in the log, and counts at the next sign-in', async () => {
  const { openid } = await newWeChatPerson(system);
  const client = await evaluatorClient(system.baseUrl, await weapp(openid, inForce));
  await expectStatus(await weapp(openid, inForce), 200);
  await expectStatus(await weapp(openid), 200);
  const { records, standing } = await consents(client);
  expect(records).toMatchObject([{ purpose: 'privacy_notice', version: inForce, given: true }]);
  expect(standing).toContainEqual({ purpose: 'privacy_notice', state: 'given' });
  const [record] = await collection(system, 'consents', (c) => c.find({}).sort({ at: -1 }).toArray());
  expect(await audited(system, { action: 'consent.given', 'subject.id': record?._id })).toHaveLength(1);
});

test('whoever takes it back is signed out, and asked again, in WeChat as well', async () => {
  const { openid } = await newWeChatPerson(system);
  const client = await signInEvaluator(system, { openid });
  await expectStatus(await answer(client, false), 201);
  expect((await client.get('/api/v1/me/session')).status).toBe(401);
  expect(await errorOf(await weapp(openid))).toMatchObject({ code: 'consent_needed' });
  const again = await evaluatorClient(system.baseUrl, await weapp(openid, inForce));
  expect((await consents(again)).records.map(({ given }) => given)).toEqual([true, false, true]);
});

test('whoever agreed to an earlier notice is asked again when a number is linked', async () => {
  const number = randomPhone();
  const { openid } = await newWeChatPerson(system, { phone: number });
  const client = await signInEvaluator(system, { openid });
  await collection(system, 'consents', (c) => c.updateMany({}, { $set: { version: inForce - 1 } }));
  const link = async (noticeVersion?: number) =>
    client.send('POST', '/api/v1/me/phone/weapp', {
      phoneCode: await weChatCode(system, openid),
      ...(noticeVersion === undefined ? {} : { noticeVersion }),
    });
  expect(await errorOf(await link())).toMatchObject({ status: 403, code: 'consent_needed' });
  const texted = { phone: number, code: '123456', noticeVersion: inForce - 1 };
  expect(await errorOf(await client.send('POST', '/api/v1/me/phone', texted))).toMatchObject({
    code: 'consent_needed',
  });
  await expectStatus(await link(inForce), 200);
  expect((await consents(client)).standing).toContainEqual({ purpose: 'privacy_notice', state: 'given' });
});

describe('at the unified sign-in', () => {
  const come = async (query: Record<string, string>) => {
    const asked = new URLSearchParams({ returnTo: '/pages/mine/index', ...query });
    const start = await fetch(`${system.baseUrl}/api/v1/me/session/sso/start?${asked}`, {
      redirect: 'manual',
    });
    const there = new URL(start.headers.get('location') ?? '');
    there.hash = '';
    there.searchParams.set('__sandbox', 'agree');
    there.searchParams.set('__sandbox_person', 'sso-demo-person-0002');
    const agreed = await fetch(there, { redirect: 'manual' });
    const back = agreed.headers.get('location') ?? '';
    return fetch(back, { redirect: 'manual', headers: { Cookie: cookiesOf(start) } });
  };
  const sessionOf = async (response: Response) =>
    (await (
      await fetch(`${system.baseUrl}/api/v1/me/session`, { headers: { Cookie: cookiesOf(response) } })
    ).json()) as { assurance: string; nameMasked: string | null };

  test('nobody is let in without the notice, and the page is told why', async () => {
    const asked: Record<string, string>[] = [{}, { noticeVersion: String(inForce - 1) }];
    for (const query of asked) {
      const response = await come(query);
      expect(response.headers.get('location')).toBe('/pages/mine/index?signIn=consent_needed');
      expect(response.headers.getSetCookie().some((line) => line.startsWith('evaluator_session='))).toBe(
        false,
      );
    }
  });

  test('name and document are kept only on a yes of their own', async () => {
    const noticeVersion = String(inForce);
    const bare = await sessionOf(await come({ noticeVersion }));
    expect(bare).toMatchObject({ assurance: 'anonymous', nameMasked: null });
    const known = await sessionOf(await come({ noticeVersion, realName: 'yes' }));
    expect(known.assurance).toBe('verified');
    expect(known.nameMasked).not.toBeNull();
  });
});

test('rating asks for no agreement', async () => {
  const code = (await (
    await fetch(`${system.baseUrl}/api/v1/places/window/350400-W001/static-code`)
  ).json()) as { code: string };
  const before = await count('consents');
  const body = { intakeId: crypto.randomUUID(), level: 4, staticCode: code.code };
  expect((await postJson(`${system.baseUrl}/api/v1/ratings`, body)).status).toBe(201);
  expect(await count('consents')).toBe(before);
});
