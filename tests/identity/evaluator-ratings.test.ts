import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MyRatingPage, Receipt, StaffRatingView, StaticCodeView } from '@haochaping/shared/contracts';
import type { Keys } from '../../server/src/keys.js';
import { blindIndex } from '../../server/src/modules/vault/sealing.js';
import {
  audited,
  clerkAsAnother,
  collection,
  errorOf,
  randomPhone,
  signInEvaluator,
  type EvaluatorClient,
} from '../support/evaluator.js';
import { demoTransaction, expectStatus, issueInvitation, randomIdentityNumber } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, startSystem, type System, type OwnSystem } from '../support/system.js';

/** Whose a rating is, who gave it in their place, and who may not give it (FA-2.2.1-i FA-3.3-a). */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const RATINGS = '/api/v1/ratings';
const rateAs = (client: EvaluatorClient | null, input: Record<string, unknown>) => {
  const body = { intakeId: crypto.randomUUID(), level: 4, ...input };
  if (client) return client.send('POST', RATINGS, body);
  return fetch(`${system.baseUrl}${RATINGS}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
};
const stored = async (response: Response) => {
  const { number } = Receipt.parse(await expectStatus(response, 201));
  return collection(system, 'ratings', (c) => c.findOne({ number }));
};
const windowCode = async (code: string) =>
  StaticCodeView.parse(
    await (await fetch(`${system.baseUrl}/api/v1/places/window/${code}/static-code`)).json(),
  ).code;
const person = () => ({ name: '林小满', certNumber: randomIdentityNumber() });
const applicant = ({ name, certNumber }: ReturnType<typeof person>, phone = '13900000001') => ({
  kind: 'person' as const,
  userProp: '1' as const,
  name,
  certType: '111' as const,
  certNumber,
  phone,
});

describe('a rating of somebody who is signed in', () => {
  test('at a printed code carries who they are and how well that is known; nobody has to be', async () => {
    const staticCode = await windowCode('350400-W001');
    expect(await stored(await rateAs(null, { staticCode }))).toMatchObject({
      assurance: 'anonymous',
      evaluatorId: null,
    });
    const byPhone = await signInEvaluator(system, { client: 'web' });
    expect(await stored(await rateAs(byPhone, { staticCode }))).toMatchObject({ assurance: 'phone' });
    const verified = await signInEvaluator(system, { verified: true });
    expect(await stored(await rateAs(verified, { staticCode }))).toMatchObject({ assurance: 'verified' });
    const { items } = MyRatingPage.parse(await (await verified.get('/api/v1/me/ratings')).json());
    expect(items.map(({ mineAs }) => mineAs)).toEqual(['evaluator']);
  });

  test('from an invitation is verified only for the applicant in person, and always whoever gave it finds it', async () => {
    const [who, phone] = [person(), randomPhone()];
    const client = await signInEvaluator(system, { verified: who, phone });
    const stranger = await signInEvaluator(system, { verified: true });
    const [own, other] = [
      await issueInvitation(system, { applicant: applicant(who, phone) }),
      await issueInvitation(system),
    ];
    expect(await stored(await rateAs(client, { invitation: own.token }))).toMatchObject({
      assurance: 'verified',
    });
    const asStranger = await stored(await rateAs(stranger, { invitation: other.token }));
    expect(asStranger).toMatchObject({ assurance: 'from_transaction' });
    const { items } = MyRatingPage.parse(await (await stranger.get('/api/v1/me/ratings')).json());
    expect(items.map(({ mineAs }) => mineAs)).toEqual(['evaluator']);
  });
});

describe('an agent', () => {
  test('is named as such, seen by the centre alone, and lends the evaluator no identity', async () => {
    const agent = await signInEvaluator(system, { verified: true });
    const onBehalf = { relation: 'parent' };
    const atCode = await stored(
      await rateAs(agent, { staticCode: await windowCode('350400-W002'), onBehalf }),
    );
    expect(atCode).toMatchObject({
      assurance: 'anonymous',
      evaluatorId: null,
      agent: { relation: 'parent' },
    });
    const { token } = await issueInvitation(system);
    const invited = await stored(await rateAs(agent, { invitation: token, onBehalf }));
    expect(invited).toMatchObject({ assurance: 'from_transaction', agent: { relation: 'parent' } });
    const { items } = MyRatingPage.parse(await (await agent.get('/api/v1/me/ratings')).json());
    expect(items.map(({ mineAs, mineAsName }) => [mineAs, mineAsName])).toEqual([
      ['agent', '您代父母评的'],
      ['agent', '您代父母评的'],
    ]);
    const center = await signInStaff(system, 'center');
    const view = StaffRatingView.parse(
      await (await center.get(`/api/v1/staff/ratings/${String(invited?._id)}`)).json(),
    );
    expect(view.agentNote).toBe('由代办人代评（代父母）');
    expect(JSON.stringify(view)).not.toContain(String((invited?.agent as { accountId: string }).accountId));
  });

  test('need not sign in, and is not the applicant', async () => {
    const { token } = await issueInvitation(system);
    expect(
      await stored(await rateAs(null, { invitation: token, onBehalf: { relation: 'helper' } })),
    ).toMatchObject({ agent: { accountId: null, relation: 'helper' } });
    const [who, phone] = [person(), randomPhone()];
    const client = await signInEvaluator(system, { verified: who, phone });
    const own = await issueInvitation(system, { applicant: applicant(who, phone) });
    expect(
      await errorOf(await rateAs(client, { invitation: own.token, onBehalf: { relation: 'parent' } })),
    ).toMatchObject({ status: 400, code: 'invalid_input' });
  });
});

describe('a member of the rated staff', () => {
  const keys = () => JSON.parse(readFileSync(join(system.dataDir, 'keys.json'), 'utf8')) as Keys;
  const becomes = clerkAsAnother(() => system);
  const isStaff = (institutionCode: string, told: Record<string, unknown>, staffCode: string | null) =>
    becomes({ institutionCode, staffCode, ...told });
  const certOf = (certNumber: string) => ({
    certIndex: blindIndex(keys(), 'cert', `111:${certNumber}`),
    certProvenAt: new Date(),
  });

  test('is refused at every printed code of the institution, also as an agent; others and other places are not', async () => {
    const staticCode = await windowCode('350400-W001');
    const target = await collection(system, 'ratings', (c) => c.findOne({ staticCode }));
    const { institutionCodes = [] } = (target ?? {}) as { institutionCodes?: string[] };
    const phone = randomPhone();
    const clerk = await signInEvaluator(system, { client: 'web', phone });
    const proven = { phoneIndex: blindIndex(keys(), 'phone', phone), phoneProvenAt: new Date() };
    await isStaff(institutionCodes[0] ?? '', proven, 'nobody');
    const refused = await errorOf(await rateAs(clerk, { staticCode }));
    expect(refused).toMatchObject({ status: 403, code: 'rated_staff' });
    expect((await rateAs(clerk, { staticCode, onBehalf: { relation: 'parent' } })).status).toBe(403);
    expect((await rateAs(await signInEvaluator(system), { staticCode })).status).toBe(201);
    await isStaff('another-institution', proven, 'nobody');
    expect((await rateAs(clerk, { staticCode })).status).toBe(201);
    expect((await audited(system, { action: 'rating.refused_staff' })).length).toBeGreaterThanOrEqual(2);
  });

  test('with an invitation is refused for an own service alone, unless nobody knows who they are', async () => {
    const transaction = await demoTransaction();
    const staffCode = String(transaction.event.staffCode);
    const give = async (code: string | null) => {
      const who = person();
      await isStaff(transaction.institutionCode, certOf(who.certNumber), code);
      const { token } = await issueInvitation(system, { applicant: applicant(who) });
      return (await rateAs(null, { invitation: token })).status;
    };
    expect(await give(staffCode)).toBe(403);
    expect(await give(null)).toBe(403);
    expect(await give('350400-P999')).toBe(201);
  });
});

describe('the brake of a printed code', () => {
  let strict: OwnSystem;
  beforeAll(async () => {
    strict = await startSystem({ worker: false, peers: true, env: { RATE_LIMIT_FACTOR: '1' } });
  }, 60_000);
  afterAll(() => strict.stop());

  test('holds the person, whatever device they take in hand', async () => {
    const client = await signInEvaluator(strict);
    const place = await fetch(`${strict.baseUrl}/api/v1/places/window/350400-W003/static-code`);
    const staticCode = StaticCodeView.parse(await place.json()).code;
    const statuses: number[] = [];
    for (const deviceId of ['device-1', 'device-2', 'device-3', 'device-4']) {
      const body = { intakeId: crypto.randomUUID(), level: 1, staticCode, deviceId };
      statuses.push((await client.send('POST', RATINGS, body)).status);
    }
    expect(statuses).toEqual([201, 201, 201, 429]);
  });
});
