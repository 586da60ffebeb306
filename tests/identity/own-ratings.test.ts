import { randomUUID } from 'node:crypto';
import { ErrorBody, MyRatingPage, MyRatingRow, OwnRatingView, Receipt } from '@haochaping/shared/contracts';
import { withReceipt } from '../support/cases.js';
import { randomPhone, signInEvaluator } from '../support/evaluator.js';
import {
  demoTransaction,
  expectStatus,
  issueInvitation,
  randomIdentityNumber,
  rate,
} from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

// Ratings found again by the one who gave them, on any phone. FA-3.3-a FA-3.2-a.

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 90_000);

const PATH = '/api/v1/me/ratings';

async function listOf(client: { get(path: string): Promise<Response> }): Promise<MyRatingPage> {
  return MyRatingPage.parse(await expectStatus(await client.get(PATH), 200));
}

async function anonymousRating() {
  const { token } = await issueInvitation(system);
  return rate(system.baseUrl, token, 2);
}

test('a receipt brings its rating under the account; the facts stay as they were', async () => {
  const receipt = await anonymousRating();
  const { number, accessKey } = receipt;
  const person = await signInEvaluator(system);
  expect((await listOf(person)).items).toEqual([]);
  const claimed = await person.send('POST', `${PATH}/claims`, { number, accessKey });
  expect(MyRatingRow.parse(await expectStatus(claimed, 200))).toMatchObject({
    number,
    level: 2,
    mineAs: 'receipt',
  });
  expect((await listOf(person)).items.map((one) => one.number)).toEqual([number]);
  const view = OwnRatingView.parse(await expectStatus(await person.get(`${PATH}/${number}`), 200));
  expect(view).toMatchObject({ number, level: 2, ratedAt: receipt.ratedAt });
});

test('claimed twice by the same person it is claimed once; by another, refused', async () => {
  const { number, accessKey } = await anonymousRating();
  const [one, other] = [await signInEvaluator(system), await signInEvaluator(system)];
  for (let round = 0; round < 2; round++)
    expect((await one.send('POST', `${PATH}/claims`, { number, accessKey })).status).toBe(200);
  expect((await listOf(one)).total).toBe(1);
  const refused = await other.send('POST', `${PATH}/claims`, { number, accessKey });
  expect(refused.status).toBe(409);
  expect(ErrorBody.parse(await refused.json()).error.message).toContain('另一个账号');
  expect((await other.get(`${PATH}/${number}`)).status).toBe(404);
});

test('of two people with one receipt at the same moment, one has it', async () => {
  const { number, accessKey } = await anonymousRating();
  const people = await Promise.all([1, 2, 3].map(() => signInEvaluator(system)));
  const answers = await Promise.all(
    people.map((one) => one.send('POST', `${PATH}/claims`, { number, accessKey })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('a wrong key claims nothing and tells nothing of the number', async () => {
  const { number } = await anonymousRating();
  const person = await signInEvaluator(system);
  const wrong = await person.send('POST', `${PATH}/claims`, { number, accessKey: 'a'.repeat(40) });
  const unknown = await person.send('POST', `${PATH}/claims`, {
    number: 'HP20260101-AAAA2222',
    accessKey: 'a'.repeat(40),
  });
  const told = async (response: Response) => ErrorBody.parse(await response.json()).error.message;
  expect([wrong.status, unknown.status]).toEqual([404, 404]);
  expect(await told(wrong)).toBe(await told(unknown));
});

test('whoever has name and telephone number of the transaction checked finds its rating, with no receipt', async () => {
  const [certNumber, phone] = [randomIdentityNumber(), randomPhone()];
  const { applicant } = await demoTransaction();
  const { token } = await issueInvitation(system, {
    applicant: { ...applicant, name: '甄演示', certNumber, phone },
  });
  const { number } = await rate(system.baseUrl, token, 5);
  const person = await signInEvaluator(system, { phone, verified: { name: '甄演示', certNumber } });
  expect((await listOf(person)).items).toMatchObject([{ number, mineAs: 'evaluator' }]);
});

test('the person adds words without the receipt, once however often they are sent; nobody else can', async () => {
  const { number, accessKey } = await anonymousRating();
  const [person, stranger] = [await signInEvaluator(system), await signInEvaluator(system)];
  await person.send('POST', `${PATH}/claims`, { number, accessKey });
  const said = { detailsId: randomUUID(), options: [], text: '后来补了材料就办好了。' };
  for (let round = 0; round < 2; round++)
    await expectStatus(await person.send('POST', `${PATH}/${number}/details`, said), 200);
  const view = OwnRatingView.parse(await expectStatus(await person.get(`${PATH}/${number}`), 200));
  expect(view.details.map(({ text }) => text)).toEqual(['后来补了材料就办好了。']);
  expect((await stranger.send('POST', `${PATH}/${number}/details`, said)).status).toBe(404);
});

test('a receipt and the one rating say for whom it was given, to each as they know it', async () => {
  const who = { name: '甄演示', certNumber: randomIdentityNumber() };
  const { applicant } = await demoTransaction();
  const phone = randomPhone();
  const { token } = await issueInvitation(system, { applicant: { ...applicant, ...who, phone } });
  const agent = await signInEvaluator(system);
  const onBehalf = { relation: 'helper' };
  const body = { invitation: token, intakeId: randomUUID(), level: 4, onBehalf };
  const receipt = Receipt.parse(await expectStatus(await agent.send('POST', '/api/v1/ratings', body), 201));
  expect(receipt.givenForName).toBe('您代来办事的群众评的');
  const seenBy = async (client: { get(path: string): Promise<Response> }, number: string) =>
    OwnRatingView.parse(await expectStatus(await client.get(`${PATH}/${number}`), 200)).givenForName;
  expect(await seenBy(agent, receipt.number)).toBe('您代来办事的群众评的');
  const evaluator = await signInEvaluator(system, { verified: who, phone });
  expect(await seenBy(evaluator, receipt.number)).toBe('由代办人替您评的');

  const withKey = await withReceipt(system, 'ratings', receipt);
  const held = OwnRatingView.parse(await expectStatus(withKey, 200));
  expect(held.givenForName).toBe('您代来办事的群众评的');

  const own = await anonymousRating();
  expect(own.givenForName).toBeNull();
  const { number, accessKey } = own;
  await agent.send('POST', `${PATH}/claims`, { number, accessKey });
  expect(await seenBy(agent, number)).toBeNull();
});
