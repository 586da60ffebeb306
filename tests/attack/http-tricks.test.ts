import { connect } from 'node:net';
import { sharedSystem, type System } from '../support/system.js';
import { signedIn } from './callers.js';
import { leaksIn } from './leaks.js';

/** Paths and headers that try to be something else on the way through proxies, router and server. */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

/** Sends bytes as they are; a client library would put them right. */
function raw(lines: string[], body = ''): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(system.baseUrl);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (bytes) => (text += bytes.toString('latin1')));
    // A server that refuses early ends the connection while we still write; what it said before counts.
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? undefined : reject(error),
    );
    socket.once('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text }));
    socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  });
}

test.each([
  '/api/v1/staff/ratings/../ratings',
  '/api/v1/x/../staff/ratings',
  '/api/v1//staff/ratings',
  '//api/v1/staff/ratings',
  '/api/v1/staff/ratings/',
  '/api/v1/staff/ratings;a=b',
  '/API/V1/STAFF/RATINGS',
  '/api/v1/staff%2fratings',
  '/api/v1/staff/ratings%00',
  '/api/v1/staff/ratings?',
  '/api/v1/./staff/ratings',
  'http://elsewhere.example/api/v1/staff/ratings',
])('%s shows no rating to a stranger', async (target) => {
  const { status, text } = await raw([`GET ${target} HTTP/1.1`, 'Host: localhost']);
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/"items":|"levelName"/);
});

test.each([
  '/../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/package.json',
  '/admin/../../package.json',
  '/admin/..%2f..%2f..%2fpackage.json',
  '/docs/..%2f..%2fpackage.json',
  '/admin/%5c..%5c..%5cpackage.json',
  '/.env',
  '/admin/.git/config',
  '/%zz',
  '/admin/%',
])('%s leads to no file outside the pages', async (target) => {
  const { status, text } = await raw([`GET ${target} HTTP/1.1`, 'Host: localhost']);
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/root:x:|"workspaces"|\[core\]/);
});

test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
  '%s changes no method',
  async (header) => {
    const { headers } = await signedIn(system, 'reform_office');
    const response = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
      headers: { ...headers, [header]: 'DELETE' },
    });
    expect(response.status).toBe(200);
    expect((await fetch(`${system.baseUrl}/api/v1/staff/session`, { headers })).status).toBe(200);
  },
);

test.each([
  ['X-Original-URL', '/api/v1/staff/ratings'],
  ['X-Rewrite-URL', '/api/v1/staff/ratings'],
  ['X-Forwarded-For', '127.0.0.1'],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Proto', 'https'],
  ['Forwarded', 'for=127.0.0.1;host=evil.example'],
])('%s: %s opens nothing and turns up in no answer', async (name, value) => {
  const response = await fetch(`${system.baseUrl}/metrics`, {
    headers: { [name]: value, 'X-Request-Id': 'x'.repeat(10) },
  });
  const listed = await fetch(`${system.baseUrl}/api/v1/staff/ratings`, { headers: { [name]: value } });
  expect(listed.status).toBe(401);
  for (const one of [response, listed]) {
    expect([...one.headers].map(([, told]) => told).join('\n')).not.toContain('evil.example');
    expect(await one.text()).not.toContain('evil.example');
  }
});

test('the address in short links is the configured one, whatever Host a caller names', async () => {
  const { text, status } = await raw(['GET /r/AAAAAAAAAAAAAAAA HTTP/1.1', 'Host: evil.example']);
  expect(status).toBe(302);
  expect(text).toContain(`ocation: ${system.baseUrl}/`);
});

test('two lengths, a length and chunks, broken chunks: refused, and the connection ends', async () => {
  const head = ['POST /api/v1/ratings HTTP/1.1', 'Host: localhost', 'Content-Type: application/json'];
  const smuggled = 'GET /api/v1/staff/ratings HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const answers = [
    await raw([...head, 'Content-Length: 4', 'Content-Length: 40'], `{"a"${smuggled}`),
    await raw([...head, 'Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`),
    await raw([...head, 'Transfer-Encoding: chunked'], `ZZ\r\n${smuggled}`),
    await raw([...head, 'Transfer-Encoding : chunked'], `0\r\n\r\n${smuggled}`),
  ];
  for (const { status, text } of answers) {
    expect(status).toBe(400);
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  }
});

test('a header too long, a thousand headers and a method nobody knows are refused without a word of the inside', async () => {
  const answers = [
    await raw(['GET /api/v1/receipt-keys HTTP/1.1', 'Host: localhost', `X-Long: ${'a'.repeat(70_000)}`]),
    await raw([
      'GET /api/v1/receipt-keys HTTP/1.1',
      'Host: localhost',
      ...Array.from({ length: 2500 }, (_, n) => `X-${n}: 1`),
    ]),
    await raw(['BREW /api/v1/receipt-keys HTTP/1.1', 'Host: localhost']),
    await raw(['TRACE /api/v1/receipt-keys HTTP/1.1', 'Host: localhost', 'X-Secret: told-back']),
  ];
  for (const { status, text } of answers.slice(2)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(502);
    expect(text).not.toContain('told-back');
  }
  expect([0, 431]).toContain(answers[0]?.status);
  for (const { text } of answers) expect(leaksIn(text)).toEqual([]);
});

test('no answer names its software', async () => {
  for (const path of ['/', '/admin', '/api/v1/receipt-keys', '/nothing']) {
    const { headers } = await fetch(system.baseUrl + path);
    expect([path, headers.get('server'), headers.get('x-powered-by')]).toEqual([path, null, null]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});
