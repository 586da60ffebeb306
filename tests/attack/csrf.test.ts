import { ErrorBody } from '@haochaping/shared/contracts';
import { sharedSystem, type System } from '../support/system.js';
import { signedIn, type Caller } from './callers.js';
import { addressOf, OPERATIONS } from './operations.js';

/** Another site makes the browser of a signed-in person write: the cookie comes along, and nothing is written. */
let system: System;
let caller: Caller;
beforeAll(async () => {
  system = await sharedSystem();
  caller = await signedIn(system, 'center');
}, 60_000);

const writes = OPERATIONS.filter(({ method, security }) => method !== 'GET' && security.includes('staff'));
const parameters = {
  kind: 'windows',
  id: '00000000-0000-4000-8000-000000000000',
  ratingId: '00000000-0000-4000-8000-000000000000',
};

async function codeOf(
  headers: Record<string, string>,
  { method, path }: (typeof writes)[number],
): Promise<string> {
  const operation = { path } as (typeof writes)[number];
  const response = await fetch(system.baseUrl + addressOf(operation, parameters), { method, headers });
  return response.ok ? 'done' : ErrorBody.parse(await response.json()).error.code;
}

test('there are writes to protect', () => {
  expect(writes.length).toBeGreaterThan(4);
});

test.each<[string, (good: Record<string, string>) => Record<string, string>]>([
  ['without the page’s token', ({ Cookie = '' }) => ({ Cookie })],
  ['with an empty token', ({ Cookie = '' }) => ({ Cookie, 'X-CSRF-Token': '' })],
  ['with a guessed token', ({ Cookie = '' }) => ({ Cookie, 'X-CSRF-Token': 'a'.repeat(64) })],
  ['with the right token from another site', (good) => ({ ...good, Origin: 'https://evil.example' })],
  ['with the right token from a page without an origin', (good) => ({ ...good, Origin: 'null' })],
  [
    'with the right token from a site that is called like ours',
    (good) => ({ ...good, Origin: `${system.baseUrl}.evil.example` }),
  ],
])('%s every write is refused', async (_, twist) => {
  const answers = await Promise.all(
    writes.map(async (one) => [one.id, await codeOf(twist(caller.headers), one)]),
  );
  expect(answers.filter(([, code]) => code !== 'csrf')).toEqual([]);
});

test('the token of another session is not good for this one', async () => {
  const other = await signedIn(system, 'center');
  const mixed = { Cookie: caller.headers.Cookie ?? '', 'X-CSRF-Token': other.headers['X-CSRF-Token'] ?? '' };
  for (const one of writes) expect([one.id, await codeOf(mixed, one)]).toEqual([one.id, 'csrf']);
});

test('with its own token, from our own page, a write gets through to the operation', async () => {
  const own = { ...caller.headers, Origin: system.baseUrl, 'Content-Type': 'application/json' };
  const create = writes.find(({ id }) => id === 'createStaticCode');
  if (!create) throw new Error('createStaticCode is gone');
  expect(await codeOf(own, create)).toBe('invalid_input');
});

test('nobody is signed in by a form of another site: a sign-in takes JSON alone, and a renewal no foreign origin', async () => {
  const form = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain', Origin: 'https://evil.example' },
    body: JSON.stringify({ username: 'zhongxin', password: 'x' }),
  });
  expect(form.status).toBe(415);
  const renewal = await fetch(`${system.baseUrl}/api/v1/staff/session/refresh`, {
    method: 'POST',
    headers: { ...caller.headers, Origin: 'https://evil.example' },
  });
  expect(renewal.status).toBe(403);
});
