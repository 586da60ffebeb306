import {
  BusinessList,
  HandlerInvitationView,
  HandlerList,
  MyRatingPage,
  Receipt,
} from '@haochaping/shared/contracts';
import {
  acceptInvitation as accept,
  handlerOf,
  inviteHandler as invite,
  representative,
  type Owner,
} from '../support/businesses.js';
import {
  agree,
  atSandbox,
  collection,
  errorOf,
  randomPhone,
  randomUscc,
  signInEvaluator,
  type EvaluatorClient,
} from '../support/evaluator.js';
import { expectStatus, issueInvitation, randomIdentityNumber } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

/** Businesses rate through people who may act for them, each for as long as they may (FA-3.3-a). */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const BASE = '/api/v1/me/businesses';
const CODES = '/api/v1/me/handler-invitations';
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

const register = (client: EvaluatorClient, uscc: string, name: string) =>
  client.send('POST', BASE, { uscc, name });

const handlersOf = async ({ client, business }: Owner) =>
  HandlerList.parse(await (await client.get(`${BASE}/${business.id}/handlers`)).json());
const businessesOf = async (client: EvaluatorClient) =>
  BusinessList.parse(await (await client.get(BASE)).json()).items;

describe('a business', () => {
  test('is registered by its verified legal representative; nothing of it is kept in clear', async () => {
    const { client, business } = await representative(system);
    expect(business).toMatchObject({ as: 'legal_representative', asName: '法定代表人', until: null });
    expect(await businessesOf(client)).toEqual([business]);
    const kept = await collection(system, 'businesses', (c) => c.find({}).toArray());
    expect(JSON.stringify(kept)).not.toContain(business.name);
    expect(JSON.stringify(kept)).not.toContain(business.uscc);
  });

  test('is not registered by anybody else, and the answer tells no part', async () => {
    const { business } = await representative(system);
    const stranger = await signInEvaluator(system, { verified: true });
    const wrongPerson = await errorOf(await register(stranger, business.uscc, business.name));
    const wrongName = await errorOf(await register(stranger, business.uscc, '三明另一家公司'));
    expect(wrongPerson).toMatchObject({ status: 400, code: 'business_mismatch' });
    expect(wrongName.message).toBe(wrongPerson.message);
    expect(await businessesOf(stranger)).toEqual([]);
    const altered = (at: number) =>
      business.uscc.slice(0, at) + (business.uscc[at] === '1' ? '2' : '1') + business.uscc.slice(at + 1);
    // The organisation's own check sign is certain; the last one may be an old code's, which the provider knows.
    expect(await errorOf(await register(stranger, altered(16), business.name))).toMatchObject({
      status: 400,
      code: 'invalid_input',
    });
    await expectStatus(await register(stranger, altered(17), '三明老字号商行'), 201);
    const unverified = await signInEvaluator(system);
    await agree(system, unverified, 'real_name_check');
    expect(await errorOf(await register(unverified, business.uscc, business.name))).toMatchObject({
      status: 403,
      code: 'real_name_needed',
    });
  });

  test('is not registered while the provider is away, and says so', async () => {
    const stranger = await signInEvaluator(system, { verified: true });
    await atSandbox(system.peers.realname, 'POST', 'faults', { serverErrors: 5 });
    const answer = await errorOf(await register(stranger, randomUscc(), '三明小满商贸有限公司'));
    expect(answer).toMatchObject({ status: 503, code: 'real_name_unavailable' });
    await atSandbox(system.peers.realname, 'DELETE', 'faults');
  });

  test('changes hands when the representative has left: the next one registers, handlers stay', async () => {
    const first = await representative(system);
    const handler = await handlerOf(system, first);
    const unused = await invite(first);
    await expectStatus(await first.client.send('DELETE', `${BASE}/${first.business.id}`), 204);
    const next = await representative(system, { business: first.business });
    expect(await businessesOf(first.client)).toEqual([]);
    expect((await first.client.get(`${BASE}/${first.business.id}/handlers`)).status).toBe(404);
    expect((await handlersOf(next)).items.map(({ state }) => state)).toEqual(['active']);
    expect(await businessesOf(handler)).toHaveLength(1);
    expect((await accept(await signInEvaluator(system, { verified: true }), unused.code)).status).toBe(404);
  });
});

test('whoever knows the representative’s name, number and the credit code takes nobody’s place, and it is told', async () => {
  const owner = await representative(system);
  await handlerOf(system, owner);
  const impostor = await signInEvaluator(system, { verified: owner.person });
  const refused = await errorOf(await register(impostor, owner.business.uscc, owner.business.name));
  expect(refused).toMatchObject({ status: 409, code: 'conflict' });
  expect(refused.message).toContain('省统一身份认证');
  expect(await businessesOf(impostor)).toEqual([]);
  expect((await impostor.get(`${BASE}/${owner.business.id}/handlers`)).status).toBe(404);
  expect((await impostor.get(`/api/v1/me/ratings?business=${owner.business.id}`)).status).toBe(404);
  const [still] = await businessesOf(owner.client);
  expect(still).toMatchObject({ as: 'legal_representative', claimedByOtherAt: expect.any(String) as string });
});

describe('a handler', () => {
  test('sees what the code is for, accepts it once, and is listed under a masked name', async () => {
    const owner = await representative(system);
    const { code } = await invite(owner, inDays(30));
    const handler = await signInEvaluator(system, {
      verified: { name: '陈大满', certNumber: randomIdentityNumber() },
    });
    const looked = await handler.send('POST', `${CODES}/look-up`, { code });
    expect(HandlerInvitationView.parse(await looked.json()).businessName).toBe(owner.business.name);
    await expectStatus(await accept(handler, code), 200);
    expect(await businessesOf(handler)).toMatchObject([{ id: owner.business.id, as: 'handler' }]);
    const { items, invited } = await handlersOf(owner);
    expect(items).toMatchObject([{ nameMasked: '陈*满', state: 'active', mine: false }]);
    expect(invited).toEqual([]);
    const other = await signInEvaluator(system, { verified: true });
    const [used, unknown] = [
      await errorOf(await accept(other, code)),
      await errorOf(await accept(other, 'A'.repeat(16))),
    ];
    expect(used).toMatchObject({ status: 404 });
    expect(unknown.message).toBe(used.message);
  });

  test('is one of five who bring the same code at once', async () => {
    const owner = await representative(system);
    const { code } = await invite(owner);
    const people = await Promise.all(
      Array.from({ length: 5 }, () => signInEvaluator(system, { verified: true })),
    );
    const answers = await Promise.all(people.map((one) => accept(one, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await handlersOf(owner)).items).toHaveLength(1);
  });

  test('must be verified, and has no say over other handlers', async () => {
    const owner = await representative(system);
    const nobody = await signInEvaluator(system);
    expect(await errorOf(await accept(nobody, (await invite(owner)).code))).toMatchObject({
      status: 403,
      code: 'real_name_needed',
    });
    const handler = await handlerOf(system, owner);
    const [{ id = '' } = {}] = (await handlersOf(owner)).items;
    for (const answer of [
      await handler.get(`${BASE}/${owner.business.id}/handlers`),
      await handler.send('POST', `${BASE}/${owner.business.id}/handler-invitations`, {}),
      await handler.send('DELETE', `${BASE}/${owner.business.id}/handlers/${id}`),
    ])
      expect(answer.status).toBe(403);
    const stranger = await representative(system);
    expect(
      (await stranger.client.send('DELETE', `${BASE}/${stranger.business.id}/handlers/${id}`)).status,
    ).toBe(404);
  });

  test('loses access the moment the authorisation is taken away, runs out, or is given back', async () => {
    const owner = await representative(system);
    const [removed, expired, left] = [
      await handlerOf(system, owner),
      await handlerOf(system, owner, { until: inDays(1) }),
      await handlerOf(system, owner),
    ];
    const ratings = (client: EvaluatorClient) =>
      client.get(`/api/v1/me/ratings?business=${owner.business.id}`).then(({ status }) => status);
    for (const one of [removed, expired, left]) expect(await ratings(one)).toBe(200);
    const { items } = await handlersOf(owner);
    const ofRemoved = items.at(-1)?.id ?? '';
    await expectStatus(
      await owner.client.send('DELETE', `${BASE}/${owner.business.id}/handlers/${ofRemoved}`),
      204,
    );
    await collection(system, 'business_roles', (c) =>
      c.updateMany({ until: { $type: 'date' } }, { $set: { until: new Date(Date.now() - 1) } }),
    );
    await expectStatus(await left.send('DELETE', `${BASE}/${owner.business.id}`), 204);
    for (const one of [removed, expired, left]) expect(await ratings(one)).toBe(404);
    expect((await handlersOf(owner)).items.map(({ state }) => state).sort()).toEqual([
      'expired',
      'removed',
      'removed',
    ]);
    expect(await ratings(owner.client)).toBe(200);
  });

  test('is authorised anew when the end is moved; never into the past, nor for ever and a day', async () => {
    const owner = await representative(system);
    const handler = await handlerOf(system, owner, { until: inDays(1) });
    const [{ id = '' } = {}] = (await handlersOf(owner)).items;
    const change = (until: string | null) =>
      owner.client.send('PATCH', `${BASE}/${owner.business.id}/handlers/${id}`, { until });
    for (const until of [inDays(-1), inDays(2000)])
      expect(await errorOf(await change(until))).toMatchObject({ status: 400, code: 'invalid_input' });
    await collection(system, 'business_roles', (c) =>
      c.updateMany({ until: { $type: 'date' } }, { $set: { until: new Date(Date.now() - 1) } }),
    );
    expect(await businessesOf(handler)).toEqual([]);
    await expectStatus(await change(null), 200);
    expect(await businessesOf(handler)).toMatchObject([{ until: null }]);
  });

  test('gets no code that was withdrawn or has waited too long', async () => {
    const owner = await representative(system);
    const handler = await signInEvaluator(system, { verified: true });
    const [withdrawn, old] = [await invite(owner), await invite(owner)];
    expect((await handlersOf(owner)).invited).toHaveLength(2);
    await expectStatus(
      await owner.client.send('DELETE', `${BASE}/${owner.business.id}/handler-invitations/${withdrawn.id}`),
      204,
    );
    await collection(system, 'handler_invitations', (c) =>
      c.updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } }),
    );
    for (const { code } of [withdrawn, old]) expect((await accept(handler, code)).status).toBe(404);
  });

  test('rates the transactions told with their number for the business, and nobody else sees or rates those', async () => {
    const owner = await representative(system);
    const phone = randomPhone();
    const handler = await handlerOf(system, owner, { phone });
    const { token } = await issueInvitation(system, {
      applicant: {
        kind: 'business',
        userProp: '2',
        name: owner.business.name,
        certType: '001',
        certNumber: owner.business.uscc,
        phone,
      },
    });
    const rate = (client: EvaluatorClient) =>
      client.send('POST', '/api/v1/ratings', { intakeId: crypto.randomUUID(), level: 5, invitation: token });
    const receipt = Receipt.parse(await expectStatus(await rate(handler), 201));
    expect((await rate(owner.client)).status).toBe(409);
    const stored = await collection(system, 'ratings', (c) => c.findOne({ number: receipt.number }));
    expect(stored).toMatchObject({ assurance: 'verified', accountId: null });
    const list = async (client: EvaluatorClient, query = '') =>
      MyRatingPage.parse(await (await client.get(`/api/v1/me/ratings${query}`)).json()).items;
    const ofBusiness = `?business=${owner.business.id}`;
    expect(await list(handler)).toEqual([]);
    expect(await list(handler, ofBusiness)).toMatchObject([{ number: receipt.number, mineAs: 'business' }]);
    expect((await handler.get(`/api/v1/me/ratings/${receipt.number}`)).status).toBe(200);
    // The representative has proven no number that was told: name, code and document are no secret.
    expect(await list(owner.client, ofBusiness)).toEqual([]);
    expect((await owner.client.get(`/api/v1/me/ratings/${receipt.number}`)).status).toBe(404);
  });
});
