import { EvaluatorSession, MyRatingPage, StaticCodeView } from '@haochaping/shared/contracts';
import {
  agree,
  atSandbox,
  audited,
  collection,
  errorOf,
  newWeChatPerson,
  randomPhone,
  signInEvaluator,
  verify,
  weChatCode,
  type EvaluatorClient,
} from '../support/evaluator.js';
import { expectStatus, randomIdentityNumber } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

/** What makes an account more than a way in: a telephone number, and a real name that was checked (FA-3.3-b). */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

async function printedCode({ baseUrl }: System): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/v1/places/window/350400-W001/static-code`);
  return StaticCodeView.parse(await answer.json()).code;
}
const ratingsOf = async (client: EvaluatorClient) =>
  MyRatingPage.parse(await (await client.get('/api/v1/me/ratings')).json()).items;

describe('a telephone number', () => {
  test('moves to whoever proves it, and nothing else does: what was rated stays where it was', async () => {
    const phone = randomPhone();
    const former = await newWeChatPerson(system, { phone });
    const one = await signInEvaluator(system, { openid: former.openid });
    const link = async (client: EvaluatorClient, openid: string) =>
      client.send('POST', '/api/v1/me/phone/weapp', { phoneCode: await weChatCode(system, openid) });
    await expectStatus(await link(one, former.openid), 200);
    const staticCode = await printedCode(system);
    const body = { intakeId: crypto.randomUUID(), level: 1, staticCode };
    await expectStatus(await one.send('POST', '/api/v1/ratings', body), 201);

    const next = await signInEvaluator(system, { phone, verified: true });
    expect(next.session).toMatchObject({ assurance: 'verified' });
    expect(await ratingsOf(next)).toEqual([]);
    const again = await signInEvaluator(system, { openid: former.openid });
    expect(again.session).toMatchObject({ assurance: 'anonymous', phoneMasked: null, nameMasked: null });
    expect(again.session.ways.map(({ way }) => way)).toEqual(['weapp']);
    expect(await ratingsOf(again)).toHaveLength(1);
  });

  test('alone takes nothing along of a verified account, closes it not, and takes no way off it', async () => {
    const phone = randomPhone();
    const person = { name: '林小满', certNumber: randomIdentityNumber() };
    await signInEvaluator(system, { phone, verified: person });
    const byPhone = await signInEvaluator(system, { client: 'web', phone });
    const deeds = [
      () => byPhone.get('/api/v1/me/data/export.json'),
      () => byPhone.send('POST', '/api/v1/me/data/deletion', { confirm: '注销账号' }),
      () => byPhone.send('DELETE', '/api/v1/me/ways/weapp'),
    ];
    for (const deed of deeds)
      expect(await errorOf(await deed())).toMatchObject({ status: 403, code: 'real_name_needed' });
    await verify(system, byPhone, person);
    expect((await byPhone.get('/api/v1/me/data/export.json')).status).toBe(200);
  });

  test('is taken off again, and so is every way but the last', async () => {
    const client = await signInEvaluator(system, { phone: randomPhone() });
    const remove = (way: string) => client.send('DELETE', `/api/v1/me/ways/${way}`);
    const after = EvaluatorSession.parse(await expectStatus(await remove('phone'), 200));
    expect(after).toMatchObject({ phoneMasked: null, assurance: 'anonymous' });
    expect(after.ways.map(({ way }) => way)).toEqual(['weapp']);
    expect((await remove('phone')).status).toBe(404);
    expect(await errorOf(await remove('weapp'))).toMatchObject({ status: 409, code: 'conflict' });
  });
});

describe('the real name', () => {
  test('is asked for consent first, checked, and shown masked alone', async () => {
    const client = await signInEvaluator(system);
    const person = { name: '欧阳小满', certNumber: randomIdentityNumber() };
    const ask = () => client.send('POST', '/api/v1/me/real-name', { certType: '111', ...person });
    expect(await errorOf(await ask())).toMatchObject({ status: 403, code: 'consent_needed' });
    await agree(system, client, 'real_name_check');
    const session = EvaluatorSession.parse(await expectStatus(await ask(), 200));
    expect(session).toMatchObject({ assurance: 'verified', nameMasked: '欧**满' });
    expect(JSON.stringify(session)).not.toContain(person.certNumber);
    const all = await collection(system, 'accounts', (c) => c.find({}).toArray());
    expect(JSON.stringify(all)).not.toContain(person.certNumber);
    expect(JSON.stringify(all)).not.toContain(person.name);
  });

  test('a wrong check digit never reaches the provider; a mismatch tells no part', async () => {
    const client = await signInEvaluator(system);
    await agree(system, client, 'real_name_check');
    const certNumber = randomIdentityNumber();
    const ask = (name: string, number = certNumber) =>
      client.send('POST', '/api/v1/me/real-name', { certType: '111', name, certNumber: number });
    await atSandbox(system.peers.realname, 'POST', 'faults', { serverErrors: 100 });
    const bad = certNumber.slice(0, 17) + (certNumber.endsWith('1') ? '2' : '1');
    expect(await errorOf(await ask('林小满', bad))).toMatchObject({ status: 400, code: 'invalid_input' });
    expect(await errorOf(await ask('林小满'))).toMatchObject({ status: 503, code: 'real_name_unavailable' });
    await atSandbox(system.peers.realname, 'DELETE', 'faults');
    const [mismatch, unknown] = [await errorOf(await ask('林不符')), await errorOf(await ask('林查无'))];
    expect(mismatch).toMatchObject({ status: 400, code: 'real_name_mismatch' });
    expect(unknown.message).toBe(mismatch.message);
  });

  test('is not guessed: five checks a day and account, ten a day and document', async () => {
    const certNumber = randomIdentityNumber();
    const statuses: number[] = [];
    for (let account = 0; account < 3; account++) {
      const client = await signInEvaluator(system);
      await agree(system, client, 'real_name_check');
      for (let n = 0; n < 6; n++) {
        const answer = await client.send('POST', '/api/v1/me/real-name', {
          certType: '111',
          name: '林不符',
          certNumber,
        });
        statuses.push(answer.status);
      }
    }
    const times = (count: number, status: number) => Array.from({ length: count }, () => status);
    expect(statuses).toEqual([...times(5, 400), 429, ...times(5, 400), 429, ...times(6, 429)]);
  });

  test('of one document on two accounts makes them no one person; the first account’s log tells of it', async () => {
    const person = { name: '林小满', certNumber: randomIdentityNumber() };
    const staticCode = await printedCode(system);
    const [one, other] = [
      await signInEvaluator(system, { verified: person }),
      await signInEvaluator(system, { verified: person }),
    ];
    await expectStatus(
      await one.send('POST', '/api/v1/ratings', { intakeId: crypto.randomUUID(), level: 2, staticCode }),
      201,
    );
    const totals = await Promise.all([one, other].map(async (client) => (await ratingsOf(client)).length));
    expect(totals).toEqual([1, 0]);
    expect((await audited(system, { action: 'account.same_document' })).length).toBeGreaterThan(0);
  });
});
