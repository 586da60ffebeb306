import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { ErrorBody } from '@haochaping/shared/contracts';
import { sharedSystem, startSystem, type System, type OwnSystem } from '../support/system.js';

/** Bad input is a user too: every mistake answers 4xx with the field named, in the one error shape, and never 5xx. */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const post = (
  path: string,
  body: BodyInit,
  headers: Record<string, string> = { 'Content-Type': 'application/json' },
) => fetch(`${system.baseUrl}${path}`, { method: 'POST', body, headers });

const errorOf = async (response: Response) => {
  const { error } = ErrorBody.parse(await response.json());
  return { status: response.status, ...error };
};

const rating = { staticCode: 'AAAAAAAA', intakeId: randomUUID(), level: 5 };

test.each([
  ['an unknown field', { ...rating, evaluator: '张三' }, 'evaluator'],
  ['a level that is none', { ...rating, level: 6 }, 'level'],
  ['a level as text', { ...rating, level: '5' }, 'level'],
  ['a level in between', { ...rating, level: 4.5 }, 'level'],
  ['a missing intake id', { staticCode: 'AAAAAAAA', level: 5 }, 'intakeId'],
  ['an instant that is none', { ...rating, ratedAt: '昨天' }, 'ratedAt'],
  ['a channel nobody may claim', { ...rating, channel: 'paper' }, 'channel'],
  ['a list instead of an object', [rating], 'body'],
  ['nothing', null, 'body'],
  [
    'an inherited field',
    JSON.parse(`{"__proto__":{"level":5},"staticCode":"AAAAAAAA","intakeId":"${randomUUID()}"}`) as unknown,
    'level',
  ],
])('%s is refused, and the field is named', async (_, body, field) => {
  const error = await errorOf(await post('/api/v1/ratings', JSON.stringify(body)));
  expect(error).toMatchObject({ status: 400, code: 'invalid_input' });
  expect(error.details?.map((detail) => detail.field)).toContain(field);
  // In words for whoever filled it in, none of a programmer's.
  for (const detail of error.details ?? [])
    expect(detail.message).toMatch(/^(?!.*(?:无效|期望|ISO|undefined|string|UUID)).*[\u4e00-\u9fff]/);
});

test('cut-off JSON, bytes that are no text, another type, a compressed and an oversized body each get their own sentence', async () => {
  expect(await errorOf(await post('/api/v1/ratings', '{"level":'))).toMatchObject({
    status: 400,
    code: 'malformed_json',
  });
  expect(
    await errorOf(await post('/api/v1/ratings', new Uint8Array([0x22, 0xff, 0xfe, 0x22]))),
  ).toMatchObject({ status: 400, code: 'malformed_json' });
  expect(
    await errorOf(
      await post('/api/v1/ratings', 'level=5', { 'Content-Type': 'application/x-www-form-urlencoded' }),
    ),
  ).toMatchObject({ status: 415, code: 'unsupported_type' });
  expect(
    await errorOf(
      await post('/api/v1/ratings', 'x', { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }),
    ),
  ).toMatchObject({ status: 415 });
  expect(
    await errorOf(await post('/api/v1/ratings', JSON.stringify({ ...rating, text: 'x'.repeat(70_000) }))),
  ).toMatchObject({ status: 413, code: 'too_large' });
});

test('an oversized body without a declared length is cut off as well', async () => {
  const stream = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 80; n++) controller.enqueue(new TextEncoder().encode(`"${'x'.repeat(1022)}"`));
      controller.close();
    },
  });
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body: stream,
    headers: { 'Content-Type': 'application/json' },
    duplex: 'half',
  };
  expect(await errorOf(await fetch(`${system.baseUrl}/api/v1/ratings`, init))).toMatchObject({ status: 413 });
});

test('an unknown address and a wrong method are told apart', async () => {
  expect(await errorOf(await fetch(`${system.baseUrl}/api/v1/nothing`))).toMatchObject({
    status: 404,
    code: 'not_found',
  });
  const wrong = await fetch(`${system.baseUrl}/api/v1/ratings`, { method: 'DELETE' });
  expect(await errorOf(wrong)).toMatchObject({ status: 405, code: 'method_not_allowed' });
  expect(wrong.headers.get('allow')).toContain('POST');
});

test('a path that cannot be decoded, and one that climbs out of its folder, find nothing', async () => {
  const raw = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(system.baseUrl).port), '127.0.0.1', () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket
        .on('data', (chunk) => (text += chunk.toString()))
        .on('end', () => resolve(text))
        .on('error', reject);
    });
  for (const path of [
    '/%E0%A4%A',
    '/admin/../../../../etc/passwd',
    '/docs/..%2f..%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/api/v1/invitations/%00',
  ]) {
    const answer = await raw(path);
    expect(answer).not.toMatch(/^HTTP\/1\.1 500/);
    expect(answer).not.toMatch(/"workspaces"|root:x/);
  }
});

test('every answer carries a request id, keeps a plain one it was given, and tells no framework', async () => {
  const given = await fetch(`${system.baseUrl}/healthz`, { headers: { 'X-Request-Id': 'my-request-0001' } });
  expect(given.headers.get('x-request-id')).toBe('my-request-0001');
  const made = await fetch(`${system.baseUrl}/healthz`, { headers: { 'X-Request-Id': '<script>' } });
  expect(made.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  expect(made.headers.get('x-powered-by')).toBeNull();
  expect(made.headers.get('x-content-type-options')).toBe('nosniff');
  expect(made.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(made.headers.get('referrer-policy')).toBe('no-referrer');
});

test('other sites get no permission to read answers', async () => {
  const response = await fetch(`${system.baseUrl}/api/v1/directory/regions`, {
    headers: { Origin: 'https://example.org' },
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('whatever JSON arrives at the public addresses, the answer is a clean 4xx', async () => {
  const paths = [
    '/api/v1/ratings',
    '/api/v1/ratings/HP20261123-AAAA2222/details',
    '/api/v1/staff/session',
    '/api/v1/transactions',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 4 }), async (path, value) => {
      const response = await post(path, JSON.stringify(value));
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      ErrorBody.parse(await response.json());
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('whatever stands in the address, the answer is a clean 2xx or 4xx', async () => {
  const prefixes = [
    '/api/v1/invitations/',
    '/api/v1/static-codes/',
    '/api/v1/ratings/',
    '/r/',
    '/s/',
    '/api/v1/directory/halls?regionCode=',
    '/api/v1/places/window/',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...prefixes),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
      async (prefix, text) => {
        const response = await fetch(`${system.baseUrl}${prefix}${encodeURIComponent(text)}`, {
          redirect: 'manual',
        });
        expect(response.status).toBeLessThan(500);
        await response.arrayBuffer();
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);

test('nobody who has not signed in can make the server take in a large file', async () => {
  const status = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(system.baseUrl).port), '127.0.0.1', () =>
      // Five megabytes announced, none sent: only a server that does not wait for them can answer.
      socket.write(
        'POST /api/v1/staff/directory/windows/import HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 5000000\r\n\r\n',
      ),
    );
    socket
      .once('data', (chunk) => {
        resolve(chunk.toString().split('\r\n')[0] ?? '');
        socket.destroy();
      })
      .on('error', reject)
      .setTimeout(5_000, () => socket.destroy(new Error('the server waited for the body')));
  });
  expect(status).toMatch(/^HTTP\/1\.1 401 /);
});

describe.each(['memory', 'database'])('limits counted in the %s', (store) => {
  let strict: OwnSystem;
  beforeAll(async () => {
    strict = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '0.1', RATE_LIMIT_STORE: store } });
  }, 60_000);
  afterAll(() => strict.stop());

  test('a script is told when to come back, other operations stay open', async () => {
    const attempt = () =>
      fetch(`${strict.baseUrl}/api/v1/staff/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"username":"nobody","password":"x"}',
      });
    const statuses = [await attempt(), await attempt()].map(({ status }) => status);
    const refused = await attempt();
    expect(statuses).toEqual([401, 401]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect((await fetch(`${strict.baseUrl}/api/v1/directory/regions`)).status).toBe(200);
  });

  test('whoever guesses credentials is stopped, whoever has none yet is not', async () => {
    const visit = () => fetch(`${strict.baseUrl}/api/v1/staff/session`);
    const guess = () =>
      fetch(`${strict.baseUrl}/api/v1/staff/session`, { headers: { Cookie: 'staff_session=x' } });
    for (let n = 0; n < 10; n++) expect((await visit()).status).toBe(401);
    const statuses = [];
    for (let n = 0; n < 8; n++) statuses.push((await guess()).status);
    // 60 a minute, times the factor.
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
    const signed = await fetch(`${strict.baseUrl}/api/v1/transactions`, { method: 'POST' });
    expect(signed.status).toBe(429);
  });
});
