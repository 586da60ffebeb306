import { randomUUID } from 'node:crypto';
import {
  RatingPageView,
  ToRateLink,
  ToRateList,
  type ToRateRow,
  type TransactionInput,
} from '@haochaping/shared/contracts';
import { randomPhone, signInEvaluator, type EvaluatorClient } from '../support/evaluator.js';
import {
  demoTransaction,
  expectStatus,
  issueInvitation,
  randomIdentityNumber,
  rate,
  sendRating,
} from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

// What a person was served with and has not rated: all in one, or one by one. FA-2.2.1-a FA-2.2.1-c FA-2.2.1-d.

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const PATH = '/api/v1/me/to-rate';

interface Somebody {
  client: EvaluatorClient;
  applicant: TransactionInput['applicant'];
}

/** Whoever has proven the document and the telephone that a business system names. */
async function somebody(): Promise<Somebody> {
  const person = { name: '陈小满', certNumber: randomIdentityNumber() };
  const phone = randomPhone();
  const client = await signInEvaluator(system, { client: 'web', phone, verified: person });
  return { client, applicant: { kind: 'person', userProp: '1', certType: '111', ...person, phone } };
}

const served = ({ applicant }: Somebody, changes: Parameters<typeof issueInvitation>[1] = {}) =>
  issueInvitation(system, { projectNo: `TORATE-${randomUUID()}`, applicant, ...changes });

const list = async (client: EvaluatorClient, query = ''): Promise<ToRateRow[]> =>
  ToRateList.parse(await expectStatus(await client.get(`${PATH}${query}`), 200)).items;

async function link(client: EvaluatorClient, id: string, institutionCode?: string): Promise<string> {
  const answer = await client.send('POST', `${PATH}/${id}/link`, {
    channel: 'mobile',
    ...(institutionCode ? { institutionCode } : {}),
  });
  return ToRateLink.parse(await expectStatus(answer, 200)).token;
}

test('a served person finds what is not rated yet, rates it from there, and it leaves the list', async () => {
  const person = await somebody();
  const { client } = person;
  expect(await list(client)).toEqual([]);
  const { token: sms } = await served(person);
  const [row, ...others] = await list(client);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ whole: true, departments: [], businessName: null });
  const token = await link(client, row!.id);
  // The same right, however many links there are to it.
  expect(token).not.toBe(sms);
  const receipt = await rate(system.baseUrl, token, 5);
  expect(receipt.title).toBe(row!.title);
  expect(await list(client)).toEqual([]);
  await expectStatus(await sendRating(system.baseUrl, { invitation: sms, level: 1 }), 409);
  // Nobody opens another's.
  const stranger = (await somebody()).client;
  expect(await list(stranger)).toEqual([]);
  await expectStatus(await stranger.send('POST', `${PATH}/${row!.id}/link`, { channel: 'mobile' }), 404);
});

test('a parallel approval is rated all in one, or each department for itself, never both', async () => {
  const parallel = ['350400-SCJG', '350400-WJW'];
  const person = await somebody();
  const { client } = person;
  const { token: whole } = await served(person, { parallel });
  const [row] = await list(client);
  expect(row!.departments.map(({ code, rated }) => [code, rated])).toEqual(
    expect.arrayContaining(parallel.map((code) => [code, false])),
  );
  const first = await link(client, row!.id, parallel[0]);
  const page = RatingPageView.parse(
    await expectStatus(await fetch(`${system.baseUrl}/api/v1/invitations/${first}`), 200),
  );
  expect(page.scope).toBe('stage');
  expect(page.targets.filter(({ kind }) => kind === 'institution')).toHaveLength(1);
  await rate(system.baseUrl, first, 2);
  const [after] = await list(client);
  expect(after).toMatchObject({ whole: false });
  expect(after!.departments.find(({ code }) => code === parallel[0])).toMatchObject({ rated: true });
  const refused = await sendRating(system.baseUrl, { invitation: whole, level: 5 });
  expect(await expectStatus(refused, 409)).toMatchObject({ error: { code: 'already_rated' } });
  await expectStatus(
    await client.send('POST', `${PATH}/${row!.id}/link`, { channel: 'mobile', institutionCode: parallel[0] }),
    409,
  );
  for (const { code } of after!.departments.filter(({ rated }) => !rated))
    await rate(system.baseUrl, await link(client, row!.id, code), 4);
  expect(await list(client)).toEqual([]);

  // And the other way round: rated as a whole, no department is left.
  await served(person, { parallel });
  const [second] = await list(client);
  const part = await link(client, second!.id, parallel[1]);
  await rate(system.baseUrl, await link(client, second!.id), 5);
  await expectStatus(await sendRating(system.baseUrl, { invitation: part, level: 1 }), 409);
  expect(await list(client)).toEqual([]);
});

test('at a printed code a signed-in person is shown what they had done there', async () => {
  const person = await somebody();
  const { client } = person;
  await served(person);
  const [row] = await list(client);
  const code = async (kind: string, of: string) => {
    const answer = await fetch(`${system.baseUrl}/api/v1/places/${kind}/${of}/static-code`);
    return ((await expectStatus(answer, 200)) as { code: string }).code;
  };
  const { event } = await demoTransaction();
  const here = await code('window', event.windowCode!);
  const elsewhere = await code('window', '350481-W001');
  expect((await list(client, `?staticCode=${here}`)).map(({ id }) => id)).toEqual([row!.id]);
  expect(await list(client, `?staticCode=${elsewhere}`)).toEqual([]);
});
