import { randomUUID } from 'node:crypto';
import { ErrorBody, RatingPageView } from '@haochaping/shared/contracts';
import { demoTransaction, issueInvitation, rate, signedHeaders } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

/** Only a business system that signs may report; nothing can be altered or sent twice on the way (FA-3.2-a). */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const PATH = '/api/v1/transactions';
const send = (body: string, headers: Record<string, string>, path = PATH) =>
  fetch(`${system.baseUrl}${path}`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
const errorOf = async (response: Response) => ({
  status: response.status,
  ...ErrorBody.parse(await response.json()).error,
});
const body = async () => JSON.stringify(await demoTransaction());

test('the same request sent again is refused, the same transaction signed anew is not', async () => {
  const text = await body();
  const headers = signedHeaders(system.businessSystem, 'POST', PATH, text);
  expect((await send(text, headers)).status).toBe(201);
  expect(await errorOf(await send(text, headers))).toMatchObject({ status: 409, code: 'replayed' });
  const again = await send(text, signedHeaders(system.businessSystem, 'POST', PATH, text));
  expect(again.status).toBe(201);
  expect(((await again.json()) as { replayed: boolean }).replayed).toBe(true);
});

test('twenty copies at the same instant: one passes', async () => {
  const text = await body();
  const headers = signedHeaders(system.businessSystem, 'POST', PATH, text);
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await send(text, headers)).status),
  );
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(19);
});

test.each([
  ['an altered body', (text: string) => ({ text: text.replace('"serviceNumber":1', '"serviceNumber":2') })],
  ['another address', (text: string) => ({ text, path: `${PATH}?x=1` })],
  ['a wrong secret', (text: string) => ({ text, secret: 'wrong' })],
  ['an unknown key', (text: string) => ({ text, appKey: 'nobody' })],
  ['an old timestamp', (text: string) => ({ text, at: Date.now() - 6 * 60_000 })],
  ['a timestamp of tomorrow', (text: string) => ({ text, at: Date.now() + 6 * 60_000 })],
  ['a nonce that is none', (text: string) => ({ text, nonce: 'x' })],
])('%s does not pass', async (_, change) => {
  const text = await body();
  const altered: {
    text: string;
    path?: string;
    secret?: string;
    appKey?: string;
    at?: number;
    nonce?: string;
  } = change(text);
  const credentials = {
    appKey: altered.appKey ?? system.businessSystem.appKey,
    secret: altered.secret ?? system.businessSystem.secret,
  };
  const headers = signedHeaders(
    credentials,
    'POST',
    PATH,
    text,
    altered.at ?? Date.now(),
    altered.nonce ?? randomUUID(),
  );
  expect(await errorOf(await send(altered.text, headers, altered.path))).toMatchObject({
    status: 401,
    code: 'bad_signature',
  });
});

test('each missing header is refused', async () => {
  const text = await body();
  const headers = signedHeaders(system.businessSystem, 'POST', PATH, text);
  for (const name of Object.keys(headers)) {
    const rest = Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
    expect(await errorOf(await send(text, rest))).toMatchObject({ status: 401, code: 'bad_signature' });
  }
});

test('what the directory does not know, and times that cannot be, are named all at once', async () => {
  const wrong = issueInvitation(
    system,
    { taskCode: 'X'.repeat(31), institutionCode: '350400-NOBODY' },
    { windowCode: '350400-W99999' },
  );
  await expect(wrong).rejects.toThrow(/institutionCode.*taskCode.*event\.windowCode/s);
  await expect(issueInvitation(system, {}, { finishedAt: undefined })).rejects.toThrow(/event\.finishedAt/);
  const later = new Date(Date.now() + 3_600_000).toISOString();
  await expect(issueInvitation(system, {}, { servedAt: later })).rejects.toThrow(/event\.servedAt/);
});

test('an identity number with a wrong check digit is refused before anything is stored', async () => {
  const applicant = {
    kind: 'person' as const,
    userProp: '1' as const,
    name: '某人',
    certType: '111' as const,
    certNumber: '350404199001010011',
    phone: '13900000000',
  };
  await expect(issueInvitation(system, { applicant })).rejects.toThrow(/applicant\.certNumber/);
});

test('an event told otherwise before it was rated corrects the links that are out; another applicant is a conflict', async () => {
  const event = {
    acceptedAt: '2026-11-20T01:00:00.000Z',
    servedAt: '2026-11-20T02:00:00.000Z',
    finishedAt: '2026-11-20T02:00:00.000Z',
  };
  const transaction = await demoTransaction({ projectNo: `SAME-${Date.now()}` }, event);
  const { token } = await issueInvitation(system, transaction);
  await issueInvitation(system, { ...transaction, event: { ...transaction.event, nodeName: '受理' } });
  const page = await fetch(`${system.baseUrl}/api/v1/invitations/${token}`);
  expect(RatingPageView.parse(await page.json()).occasion).toBe('受理');
  await expect(
    issueInvitation(system, { projectNo: transaction.projectNo, event: transaction.event }),
  ).rejects.toThrow(/conflict/);
});

test('an event cannot be reported again with other departments, to be rated once more', async () => {
  const transaction = await demoTransaction({ projectNo: `MORE-${Date.now()}` });
  const { token } = await issueInvitation(system, transaction);
  await expect(issueInvitation(system, { ...transaction, parallel: ['350400-GXJ'] })).rejects.toThrow(
    /conflict/,
  );
  await expect(issueInvitation(system, { ...transaction, institutionCode: '350400-GXJ' })).rejects.toThrow(
    /conflict/,
  );
  expect((await rate(system.baseUrl, token, 5)).level).toBe(5);
});

test('codes that exist but do not belong together are refused, each by its field', async () => {
  await expect(issueInvitation(system, { packageCode: '350400-YJS01' })).rejects.toThrow(/packageCode/);
  await expect(issueInvitation(system, { regionCode: '350481' })).rejects.toThrow(/regionCode/);
  const old = '2019-01-02T00:00:00.000Z';
  const event = { acceptedAt: old, servedAt: old, finishedAt: old };
  await expect(issueInvitation(system, {}, event)).rejects.toThrow(/event\.servedAt/);
});
