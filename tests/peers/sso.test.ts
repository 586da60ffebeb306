import { SSO_CALLBACK_PATH } from '../../server/launch/lib/peers.mjs';
import { BASE_URL, clientsOf, outcomeOf, startSandbox, UNAVAILABLE, type Sandbox } from './support.js';

let sso: Sandbox;
let clients: ReturnType<typeof clientsOf>;
beforeAll(async () => {
  sso = await startSandbox('sso');
});
beforeEach(() => {
  clients = clientsOf('sso', sso.url);
});
afterEach(async () => {
  await sso.heal();
  await clients.peers.close();
});
afterAll(() => sso.stop());

const redirectUri = `${BASE_URL}${SSO_CALLBACK_PATH}`;
const client = () => clients.peers.sso!;

/** From the first page to the way back, as this person or by saying no. */
async function goThere(answer: 'agree' | 'deny' = 'agree', sub?: string) {
  const { url, ...kept } = await client().begin(redirectUri);
  const address = new URL(url);
  address.searchParams.set('__sandbox', answer);
  if (sub) address.searchParams.set('__sandbox_person', sub);
  const page = await fetch(address, { redirect: 'manual' });
  return { back: new URL(page.headers.get('location') ?? ''), expected: { ...kept, redirectUri } };
}

interface Claims {
  sub: string;
  name: string;
  cert_type: string;
  cert_number: string;
  phone_number: string;
  loa: number;
}

test('a person comes back with who they are, and how surely', async () => {
  const people = await sso.own<Claims[]>('GET', 'people');
  expect(people.map(({ loa }) => loa)).toEqual([3, 2, 1]);
  for (const person of people) {
    const { back, expected } = await goThere('agree', person.sub);
    expect(await client().finish(back, expected)).toEqual({
      ok: true,
      subject: person.sub,
      name: person.name,
      certType: person.cert_type,
      certNumber: person.cert_number,
      phone: person.phone_number,
      assured: person.loa >= 2,
      seen: person.loa >= 3,
    });
  }
});

test('the page asks, and nobody is sent back to an address that is not registered to the letter', async () => {
  const { url } = await client().begin(redirectUri);
  expect(await (await fetch(url)).text()).toContain('同意');
  const elsewhere = await client().begin(`${redirectUri}/`);
  expect((await fetch(elsewhere.url, { redirect: 'manual' })).status).toBe(400);
  const plain = new URL(url);
  plain.searchParams.delete('code_challenge');
  expect((await fetch(plain, { redirect: 'manual' })).status).toBe(400);
});

test('behind a proxy that changes the address only what came with it counts', async () => {
  const { back, expected } = await goThere();
  const seen = new URL(`http://inner:1234/callback${back.search}`);
  expect(await client().finish(seen, expected)).toMatchObject({ ok: true });
});

test('saying no, another state and a used code are refusals, not errors', async () => {
  const no = await goThere('deny');
  expect(await client().finish(no.back, no.expected)).toEqual({ ok: false, reason: 'cancelled' });
  const { back, expected } = await goThere();
  const other = { ...expected, state: 'another' };
  expect(await client().finish(back, other)).toEqual({ ok: false, reason: 'state' });
  expect(await client().finish(back, expected)).toMatchObject({ ok: true });
  expect(await client().finish(back, expected)).toEqual({ ok: false, reason: 'code' });
});

test('a code is worth nothing without the verifier it was asked for with', async () => {
  const { back, expected } = await goThere();
  const stolen = { ...expected, codeVerifier: 'x'.repeat(43) };
  expect(await client().finish(back, stolen)).toEqual({ ok: false, reason: 'code' });
});

test.each(['wrongNonce', 'expiredIdToken', 'badSignature', 'wrongIssuer'])(
  'an ID token with %s is not believed, the next one is',
  async (fault) => {
    await sso.faults({ [fault]: 1 });
    const first = await goThere();
    expect(await client().finish(first.back, first.expected)).toEqual({ ok: false, reason: 'id_token' });
    const second = await goThere();
    expect(await client().finish(second.back, second.expected)).toMatchObject({ ok: true });
  },
);

test.each([
  ['slow', { delayMs: 4000 }],
  ['answering 5xx', { serverErrors: 9 }],
  ['cutting before', { cutBeforeCommit: 9 }],
  ['cutting after', { cutAfterCommit: 9 }],
])('a sign-in that is %s: people are told, nothing personal is logged', async (_, order) => {
  const impatient = clientsOf('sso', sso.url, { PEER_TIMEOUT_SECONDS: '0.5' });
  const { back, expected } = await goThere();
  await sso.faults(order);
  expect(await outcomeOf(impatient.peers.sso!.begin(redirectUri))).toEqual(UNAVAILABLE);
  expect(await outcomeOf(impatient.peers.sso!.finish(back, expected))).toEqual(UNAVAILABLE);
  expect(await outcomeOf(client().finish(back, expected))).toEqual(UNAVAILABLE);
  const logs = [...impatient.logged, ...clients.logged].join('');
  expect(logs).toContain('peer unavailable');
  for (const secret of [back.searchParams.get('code') ?? '', expected.state, 'sso-demo-secret', sso.url])
    expect(logs).not.toContain(secret);
  await sso.heal();
  expect(await impatient.peers.sso!.begin(redirectUri)).toMatchObject({
    state: expect.any(String) as string,
  });
  await impatient.peers.close();
});

test('with a wrong client secret people hear that it is not there, and the log hears why', async () => {
  const other = clientsOf('sso', sso.url, { SSO_CLIENT_SECRET: 'guessed' });
  const { back, expected } = await goThere();
  expect(await outcomeOf(other.peers.sso!.finish(back, expected))).toEqual(UNAVAILABLE);
  expect(other.logged.join('')).not.toContain('guessed');
  await other.peers.close();
});
