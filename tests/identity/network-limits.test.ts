import { collection, latestSmsCode, noticeInForce, randomPhone } from '../support/evaluator.js';
import { expectStatus } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** Limits by network hold for whoever has many addresses, and let nobody shut out another. */
let system: OwnSystem;
beforeAll(async () => {
  const env = { RATE_LIMIT_STORE: 'database', RATE_LIMIT_FACTOR: '1', TRUST_PROXY: '1' };
  system = await startSystem({ worker: false, peers: true, env });
}, 60_000);
afterAll(() => system.stop());

const post = (network: string, path: string, body: unknown) =>
  fetch(`${system.baseUrl}/api/v1/me/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': network },
    body: JSON.stringify(body),
  });
const askCode = (network: string, phone = randomPhone()) => post(network, 'phone-codes', { phone });
const signIn = async (network: string, phone: string, code: string) =>
  post(network, 'session/phone', { phone, code, client: 'web', noticeVersion: await noticeInForce(system) });

test('a network of many addresses gets no more codes than one address', async () => {
  for (let host = 1; host <= 20; host++) await expectStatus(await askCode(`2001:db8:0:1::${host}`), 202);
  expect((await askCode('2001:db8:0:1:abcd::21')).status).toBe(429);
  await expectStatus(await askCode('2001:db8:0:2::1'), 202);
  const counted = await collection(system, 'rate_limits', (c) => c.find({}).toArray());
  expect(counted.length).toBeGreaterThan(0);
  expect(JSON.stringify(counted)).not.toContain('2001:db8');
});

test('wrong codes of strangers do not shut the owner out; the tries of each code stay five', async () => {
  const phone = randomPhone();
  for (let stranger = 1; stranger <= 8; stranger++)
    for (let n = 0; n < 5; n++)
      expect((await signIn(`198.51.100.${stranger}`, phone, '000000')).status).toBe(401);
  await expectStatus(await askCode('203.0.113.5', phone), 202);
  const code = await latestSmsCode(system, phone);
  await expectStatus(await signIn('203.0.113.5', phone, code), 200);
});
