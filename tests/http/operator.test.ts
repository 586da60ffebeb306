import { mayReadMetrics } from '../../server/src/http/operator.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** What operators look at, and what nobody else may: figures tell the moment of a tap at a quiet counter (FA-3.3-c). */
const TOKEN = 'a-token-for-the-figures';
// Its own: its figures are read.
let system: OwnSystem;
let guarded: OwnSystem;
beforeAll(async () => {
  [system, guarded] = await Promise.all([
    startSystem({ worker: false }),
    startSystem({ env: { METRICS_TOKEN: TOKEN, TRUST_PROXY: '1', RATE_LIMIT_FACTOR: '0.1' } }),
  ]);
}, 60_000);
afterAll(async () => {
  await system.stop();
  await guarded.stop();
});

const metrics = (baseUrl: string, headers: Record<string, string> = {}) =>
  fetch(`${baseUrl}/metrics`, { headers }).then(async (response) => ({
    status: response.status,
    text: await response.text(),
  }));

/** The worker says its port when it starts. */
function workerUrl(of: OwnSystem): string {
  const line = of.logs('worker').find((one) => one.includes('"event":"listening"'));
  return `http://127.0.0.1:${(JSON.parse(line ?? '{}') as { port: number }).port}`;
}

test('without a token, figures are for this machine alone: whoever comes through a proxy finds nothing', async () => {
  const here = await metrics(system.baseUrl);
  expect(here.status).toBe(200);
  expect(here.text).toContain('# TYPE http_request_seconds histogram');
  for (const header of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'X-Forwarded-Proto', 'Via']) {
    const through = await metrics(system.baseUrl, { [header]: '127.0.0.1' });
    expect(through.status).toBe(404);
    expect(through.text).not.toContain('http_request_seconds');
  }
});

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.5', false],
  ['::ffff:10.0.0.5', false],
  ['fe80::1', false],
  ['128.0.0.1', false],
  [undefined, false],
])('a connection from %s without a token configured: %s', (address, allowed) => {
  expect(mayReadMetrics(undefined, { address, headers: {} })).toBe(allowed);
});

test('with a token, figures are for whoever brings it, at the api and at the worker', async () => {
  for (const baseUrl of [guarded.baseUrl, workerUrl(guarded)]) {
    expect((await metrics(baseUrl)).status).toBe(404);
    for (const wrong of ['Bearer ', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN])
      expect((await metrics(baseUrl, { Authorization: wrong })).status).toBe(404);
    const shown = await metrics(baseUrl, {
      Authorization: `Bearer ${TOKEN}`,
      'X-Forwarded-For': '203.0.113.9',
    });
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('process_cpu_seconds_total');
  }
});

test('HEAD asks after life and readiness as GET does', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const [head, get] = await Promise.all(
      ['HEAD', 'GET'].map((method) => fetch(`${system.baseUrl}${path}`, { method })),
    );
    expect(head?.status).toBe(200);
    expect(head?.headers.get('content-type')).toBe(get?.headers.get('content-type'));
    expect(head?.headers.get('content-type')).toContain('application/json');
    expect(await head?.text()).toBe('');
  }
});

test('a browser that looks for an icon at the API description finds no fault', async () => {
  expect((await fetch(`${system.baseUrl}/docs`)).status).toBe(200);
  expect((await fetch(`${system.baseUrl}/favicon.ico`)).status).toBe(204);
});

test('behind one proxy, the address that proxy saw counts, whatever the client wrote before it', async () => {
  const attempt = (forwarded: string) =>
    fetch(`${guarded.baseUrl}/api/v1/staff/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': forwarded },
      body: '{"username":"nobody","password":"x"}',
    }).then(({ status }) => status);
  const statuses = [];
  for (let n = 0; n < 3; n++) statuses.push(await attempt(`198.51.100.${n}, 203.0.113.7`));
  expect(statuses).toEqual([401, 401, 429]);
  expect(await attempt('198.51.100.0, 203.0.113.8')).toBe(401);
});

test('without a proxy, nobody chooses the address they come from', async () => {
  const open = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '0.1' } });
  try {
    const statuses = [];
    for (let n = 0; n < 3; n++) {
      const response = await fetch(`${open.baseUrl}/api/v1/staff/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `198.51.100.${n}` },
        body: '{"username":"nobody","password":"x"}',
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([401, 401, 429]);
  } finally {
    await open.stop();
  }
}, 60_000);
