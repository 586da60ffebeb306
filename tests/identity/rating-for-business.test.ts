import {
  DataExport,
  ErrorBody,
  MyRatingPage,
  OwnRatingView,
  Receipt,
  StaffRatingView,
  StaticCodeView,
} from '@haochaping/shared/contracts';
import { BUSINESS_NAME as NAME, handlerOf, oneMoreBusiness, representative } from '../support/businesses.js';
import { withReceipt } from '../support/cases.js';
import { collection, signInEvaluator, type EvaluatorClient } from '../support/evaluator.js';
import { expectStatus, issueInvitation } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, startSystem, type System } from '../support/system.js';

/** At a printed code a person may say that it was their business's matter, as long as they may act for it (FA-3.3-a). */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const BUSINESSES = '/api/v1/me/businesses';
const RATINGS = '/api/v1/me/ratings';

async function codeAt(window: string, on = system): Promise<string> {
  const answer = await fetch(`${on.baseUrl}/api/v1/places/window/${window}/static-code`);
  return StaticCodeView.parse(await answer.json()).code;
}

async function rate(client: EvaluatorClient, input: Record<string, unknown>): Promise<Response> {
  return client.send('POST', '/api/v1/ratings', { intakeId: crypto.randomUUID(), level: 4, ...input });
}

const listOf = async (client: EvaluatorClient, query = '') =>
  MyRatingPage.parse(await (await client.get(`${RATINGS}${query}`)).json()).items;
const viewOf = async (client: EvaluatorClient, number: string) =>
  OwnRatingView.parse(await expectStatus(await client.get(`${RATINGS}/${number}`), 200));
const accountOf = async (business: string, as: string) =>
  String(
    (await collection(system, 'business_roles', (c) => c.findOne({ businessId: business, as })))?.accountId,
  );
const storedOf = (number: string) => collection(system, 'ratings', (c) => c.findOne({ number }));

test('is the business’s rating, says so to whoever gave it, and is the colleagues’ to see', async () => {
  const owner = await representative(system);
  const handler = await handlerOf(system, owner);
  const business = owner.business.id;
  const answer = await rate(handler, { staticCode: await codeAt('350400-W001'), business });
  const { number, accessKey, givenForName } = Receipt.parse(await expectStatus(answer, 201));
  expect(givenForName).toBe(`您替${NAME}评的`);
  const stored = await storedOf(number);
  expect(stored).toMatchObject({ assurance: 'verified', evaluatorId: business, agent: null });
  expect(stored?.handler).toEqual({ accountId: await accountOf(business, 'handler') });
  expect(JSON.stringify(stored)).not.toContain(NAME);

  expect(await listOf(handler)).toMatchObject([
    { number, mineAs: 'business', mineAsName: `您替${NAME}评的` },
  ]);
  expect((await viewOf(handler, number)).givenForName).toBe(`您替${NAME}评的`);
  const withKey = await withReceipt(system, 'ratings', { number, accessKey });
  expect(OwnRatingView.parse(await expectStatus(withKey, 200)).givenForName).toBe(`您替${NAME}评的`);

  expect(await listOf(owner.client)).toEqual([]);
  const [row] = await listOf(owner.client, `?business=${business}`);
  expect(row).toMatchObject({ number, mineAsName: '您代办的企业评的' });
});

test('shows staff nothing of the business or of who spoke for it', async () => {
  const { client, business } = await representative(system);
  const answer = await rate(client, { staticCode: await codeAt('350400-W001'), business: business.id });
  const { number } = Receipt.parse(await expectStatus(answer, 201));
  const center = await signInStaff(system, 'center');
  const id = String((await storedOf(number))?._id);
  const text = JSON.stringify(
    StaffRatingView.parse(await (await center.get(`/api/v1/staff/ratings/${id}`)).json()),
  );
  const account = await accountOf(business.id, 'legal_representative');
  for (const told of [NAME, business.uscc, business.id, account]) expect(text).not.toContain(told);
});

const complaint = async (response: Response) => {
  const { code, details } = ErrorBody.parse(await expectStatus(response, 400)).error;
  expect(code).toBe('invalid_input');
  return details?.[0] ?? { field: '', message: '' };
};

test('is refused for a business that is not theirs, whose authorisation ended, and for nobody in particular', async () => {
  const owner = await representative(system);
  const business = owner.business.id;
  const staticCode = await codeAt('350400-W002');
  const given = () => collection(system, 'ratings', (c) => c.countDocuments({ staticCode }));
  const before = await given();
  const refused = async (client: EvaluatorClient, input: Record<string, unknown>, message: RegExp) => {
    const told = await complaint(await rate(client, { business, ...input }));
    expect(told.field).toBe('business');
    expect(told.message).toMatch(message);
  };
  const stranger = await signInEvaluator(system, { verified: true });
  await refused(stranger, { staticCode }, /现在不能替这家企业评价，请选“我自己的”再送出/);
  await refused(stranger, { staticCode, business: crypto.randomUUID() }, /现在不能替这家企业评价/);
  await refused(stranger, { staticCode, business: '91350404' }, /企业编号不对/);

  const expired = await handlerOf(system, owner, {
    until: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await collection(system, 'business_roles', (c) =>
    c.updateMany({ until: { $type: 'date' } }, { $set: { until: new Date(Date.now() - 1) } }),
  );
  await refused(expired, { staticCode }, /授权已经到期/);
  const left = await handlerOf(system, owner);
  await expectStatus(await left.send('DELETE', `${BUSINESSES}/${business}`), 204);
  await refused(left, { staticCode }, /现在不能替这家企业评价/);

  await refused(owner.client, { staticCode, onBehalf: { relation: 'parent' } }, /只能选一样/);
  const { token } = await issueInvitation(system);
  await refused(owner.client, { invitation: token }, /不用选企业/);
  const nobody = await fetch(`${system.baseUrl}/api/v1/ratings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ intakeId: crypto.randomUUID(), level: 4, staticCode, business }),
  });
  expect((await complaint(nobody)).message).toMatch(/要先登录/);
  expect(await given()).toBe(before);
});

test('is out of sight once the authorisation has ended; their own export tells only that they gave it', async () => {
  const owner = await representative(system);
  const handler = await handlerOf(system, owner);
  const answer = await rate(handler, {
    staticCode: await codeAt('350400-W001'),
    business: owner.business.id,
  });
  const { number, accessKey } = Receipt.parse(await expectStatus(answer, 201));
  const said = { accessKey, detailsId: crypto.randomUUID(), text: '公司的事说了半天。' };
  await expectStatus(await owner.client.send('POST', `/api/v1/ratings/${number}/details`, said), 200);
  await expectStatus(await handler.send('DELETE', `${BUSINESSES}/${owner.business.id}`), 204);
  expect(await listOf(handler)).toEqual([]);
  expect((await handler.get(`${RATINGS}/${number}`)).status).toBe(404);

  const exported = DataExport.parse(await (await handler.get('/api/v1/me/data/export.json')).json());
  const [entry] = exported.sections.find(({ name }) => name === 'ratings')?.entries ?? [];
  expect(entry?.fields).toContainEqual({ name: 'number', label: '回执号', value: number });
  expect(entry?.fields).toContainEqual({ name: 'givenFor', label: '替谁评的', value: `您替${NAME}评的` });
  expect(JSON.stringify(exported)).not.toContain(said.text);
});

test('counts for the business across its handlers, and for a handler across their businesses', async () => {
  const strict = await startSystem({ worker: false, peers: true, env: { RATE_LIMIT_FACTOR: '1' } });
  try {
    const owner = await representative(strict);
    const { client, business } = owner;
    const staticCode = await codeAt('350400-W003', strict);
    const statuses: number[] = [];
    for (const deviceId of ['device-1', 'device-2', 'device-3', 'device-4'])
      statuses.push((await rate(client, { staticCode, business: business.id, deviceId })).status);
    expect(statuses).toEqual([201, 201, 201, 429]);
    const other = await oneMoreBusiness(strict, owner);
    const more = { staticCode, deviceId: 'device-5' };
    expect((await rate(client, { ...more, business: other.id })).status).toBe(429);
    expect((await rate(client, more)).status).toBe(201);
  } finally {
    await strict.stop();
  }
}, 90_000);
