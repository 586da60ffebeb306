import type { FujianDialect } from '../../server/src/modules/forwarding/fujian/index.js';
import { eventually } from '../support/journey.js';
import {
  startGate,
  strangerFor,
  dialectFor,
  documentOf,
  makeRating,
  startProvince,
  type RunningProvince,
} from './support.js';

/** Longer than any test here, so that an access token grows old by the clock of its client alone. */
const TOKEN_SECONDS = 60;

let province: RunningProvince;
let dialect: FujianDialect;
beforeAll(async () => {
  province = await startProvince('--tokenSeconds', String(TOKEN_SECONDS));
});
beforeEach(() => {
  dialect = dialectFor(province.url);
});
afterEach(async () => {
  await dialect.close();
  await fetch(`${province.url}/__sandbox/faults`, { method: 'DELETE' });
});
afterAll(() => province.stop());

const newDocument = () => documentOf(dialect, makeRating());

test('a rating goes through encryption and real HTTP and arrives as it was told', async () => {
  const document = newDocument();
  const outcome = await dialect.push(document);
  const [stored] = await province.received(document.naturalKey.projectNo);
  expect(outcome).toEqual({ kind: 'accepted', evaluateUnid: stored?.evaluateUnid });
  expect(Object.entries(stored?.fields ?? {})).toEqual(document.fields);
});

test('in CBC as well, with the vector both sides were given', async () => {
  const iv = '000102030405060708090a0b0c0d0e0f';
  const other = await startProvince('--cipher', 'sm4-cbc', '--iv', iv);
  const client = dialectFor(other.url, { cipher: 'sm4-cbc', iv });
  const keyless = dialectFor(other.url);
  try {
    expect(await client.push(newDocument())).toMatchObject({ kind: 'accepted' });
    expect(await keyless.push(newDocument())).toMatchObject({ kind: 'unavailable' });
  } finally {
    await Promise.all([client.close(), keyless.close(), other.stop()]);
  }
});

test('names in rare characters arrive whole where the province takes GB18030', async () => {
  const other = await startProvince('--encoding', 'gb18030');
  const client = dialectFor(other.url, { encoding: 'gb18030' });
  try {
    const rating = makeRating({ text: '镕祎堃喆𠮷都写对了' });
    expect(await client.push(documentOf(client, rating))).toMatchObject({ kind: 'accepted' });
    const [stored] = await other.received(rating.transaction?.projectNo ?? '');
    expect(stored?.fields.writingevalua).toBe('镕祎堃喆𠮷都写对了');
  } finally {
    await Promise.all([client.close(), other.stop()]);
  }
});

/** A client whose clock can be put forward: tokens grow old without anybody waiting. */
function clientAhead(url: string) {
  const clock = { aheadMs: 0 };
  return { clock, client: dialectFor(url, {}, 5000, () => Date.now() + clock.aheadMs) };
}

test('a token that expires in use is renewed unseen, by its own clock and on refusal', async () => {
  const { clock, client } = clientAhead(province.url);
  const push = () => client.push(newDocument());
  try {
    expect(await push()).toMatchObject({ kind: 'accepted' });
    await province.faults({ expireTokens: 'access' });
    expect(await push()).toMatchObject({ kind: 'accepted' });
    await province.faults({ expireTokens: 'all' });
    expect(await push()).toMatchObject({ kind: 'accepted' });
    await province.faults({ expireTokens: 'access' });
    clock.aheadMs = TOKEN_SECONDS * 1000;
    expect(await push()).toMatchObject({ kind: 'accepted' });
  } finally {
    await client.close();
  }
});

test('twenty pushes at once buy one token, and the refresh token buys the next', async () => {
  const gate = await startGate(province.url);
  const { clock, client } = clientAhead(gate.url);
  try {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => client.push(newDocument())));
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(20);
    expect(gate.seen.filter((path) => !path.includes('webservice'))).toEqual(['/gateway/get-token']);
    clock.aheadMs = TOKEN_SECONDS * 1000;
    expect(await client.push(newDocument())).toMatchObject({ kind: 'accepted' });
    expect(gate.seen.slice(-2)).toEqual(['/gateway/refresh-token', '/gateway/webservice/getSaveEvaluation']);
  } finally {
    await client.close();
    await gate.stop();
  }
});

test('a rating sent twice is told as a duplicate, and the look-up finds the first', async () => {
  const document = newDocument();
  const first = await dialect.push(document);
  expect(await dialect.push(document)).toMatchObject({ kind: 'duplicate', code: '4090' });
  expect(await dialect.lookUp(document.naturalKey)).toEqual({
    kind: 'found',
    evaluateUnid: first.kind === 'accepted' ? first.evaluateUnid : '',
    level: document.level,
    assessTime: document.assessTime,
  });
});

test('cut after commit: the outcome is unknown, the look-up finds exactly one', async () => {
  const document = newDocument();
  await province.faults({ cutAfterCommit: 1 });
  expect(await dialect.push(document)).toMatchObject({ kind: 'unknown' });
  expect(await dialect.lookUp(document.naturalKey)).toMatchObject({ kind: 'found' });
  expect(await province.received(document.naturalKey.projectNo)).toHaveLength(1);
});

test('cut before commit: the outcome is unknown, the look-up finds nothing, and it may be sent again', async () => {
  const document = newDocument();
  await province.faults({ cutBeforeCommit: 1 });
  expect(await dialect.push(document)).toMatchObject({ kind: 'unknown' });
  expect(await dialect.lookUp(document.naturalKey)).toEqual({ kind: 'absent' });
  expect(await dialect.push(document)).toMatchObject({ kind: 'accepted' });
  expect(await province.received(document.naturalKey.projectNo)).toHaveLength(1);
});

test('no answer in time is unknown: the province may have kept it', async () => {
  const patient = dialectFor(province.url);
  const hasty = dialectFor(province.url, {}, 300);
  const document = newDocument();
  try {
    await province.faults({ delayMs: 1000 });
    expect(await hasty.push(document)).toMatchObject({ kind: 'unknown' });
    await eventually('the province has kept it', async () => {
      const [stored] = await province.received(document.naturalKey.projectNo);
      return stored;
    });
    await province.faults({ delayMs: 0 });
    expect(await patient.lookUp(document.naturalKey)).toMatchObject({ kind: 'found' });
  } finally {
    await Promise.all([patient.close(), hasty.close()]);
  }
});

test('a server error is unknown, and a look-up that fails proves nothing', async () => {
  await province.faults({ serverErrors: 2, serverErrorStatus: 502 });
  const document = newDocument();
  expect(await dialect.push(document)).toMatchObject({ kind: 'unknown' });
  expect(await dialect.lookUp(document.naturalKey)).toMatchObject({ kind: 'unavailable' });
});

test('a province that is not there was certainly not reached', async () => {
  const nowhere = dialectFor('http://127.0.0.1:1');
  expect(await nowhere.push(newDocument())).toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('ECONNREFUSED') as string,
  });
  await nowhere.close();
});

test('wrong keys are unavailable, not a fault of the rating', async () => {
  const stranger = strangerFor(province.url);
  expect(await stranger.push(newDocument())).toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('sign_invalid') as string,
  });
  await stranger.close();
});

test('what the province refuses comes back with its code and word', async () => {
  const document = newDocument();
  const fields = document.fields.map(
    ([name, value]) => [name, name === 'certKey' ? '350404199003071234' : value] as const,
  );
  expect(await dialect.push({ ...document, fields })).toEqual({
    kind: 'rejected',
    code: '4005',
    message: expect.stringContaining('certKey') as string,
  });
});

test('the address of the provincial page is fetched before anybody has rated, and the page says what it is', async () => {
  const outcome = await dialect.pageAddress(makeRating());
  if (outcome.kind !== 'address') throw new Error(JSON.stringify(outcome));
  const page = await fetch(outcome.url);
  expect(await page.text()).toContain('这是省平台沙箱页面');
});

test('without a transaction there is no page address, and nothing is sent', async () => {
  expect(await dialect.pageAddress(makeRating({ transaction: null }))).toMatchObject({ kind: 'held' });
});
