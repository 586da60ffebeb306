import jwt from 'jsonwebtoken';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ErrorBody } from '@haochaping/shared/contracts';
import type { Keys } from '../../server/src/keys.js';
import { sharedSystem, type System } from '../support/system.js';
import { signedIn } from './callers.js';

/** Tokens that somebody made, changed, kept or copied: none opens a door, whatever it claims. */
let system: System;
let keys: Keys;
beforeAll(async () => {
  system = await sharedSystem();
  keys = JSON.parse(readFileSync(join(system.dataDir, 'keys.json'), 'utf8')) as Keys;
}, 60_000);

const SESSION = '/api/v1/staff/session';
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function accessTokenOf(role: string): Promise<string> {
  const { headers } = await signedIn(system, role);
  return /staff_session=([^;]+)/.exec(headers.Cookie ?? '')?.[1] ?? '';
}

const withCookie = (token: string) =>
  fetch(`${system.baseUrl}${SESSION}`, { headers: { Cookie: `staff_session=${token}` } });

function claimsOf(token: string): jwt.JwtPayload {
  return jwt.decode(token) as jwt.JwtPayload;
}

test('a token of one’s own opens the door: the others fail for their own reason', async () => {
  expect((await withCookie(await accessTokenOf('department'))).status).toBe(200);
});

test.each<[string, (token: string) => string]>([
  ['without an algorithm', (token) => `${encoded({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`],
  [
    'with NONE in capitals and our key id',
    (token) => `${encoded({ alg: 'NONE', kid: keys.session.current })}.${token.split('.')[1]}.`,
  ],
  ['with its signature cut off', (token) => token.split('.').slice(0, 2).join('.') + '.'],
  [
    'with another’s claims under its signature',
    (token) => {
      const [header, , signature] = token.split('.');
      return `${header}.${encoded({ ...claimsOf(token), sub: 'somebody-else' })}.${signature}`;
    },
  ],
  [
    'signed with a key that was guessed',
    (token) => jwt.sign(claimsOf(token), 'secret', { keyid: keys.session.current }),
  ],
  [
    'signed with an empty key',
    (token) => {
      const head = encoded({ alg: 'HS256', typ: 'JWT', kid: keys.session.current });
      return `${head}.${token.split('.')[1]}.${'A'.repeat(43)}`;
    },
  ],
  [
    'under a key id that leads out of the list',
    (token) => jwt.sign(claimsOf(token), 'x', { keyid: 'toString' }),
  ],
  [
    'under a key id that is a path',
    (token) => jwt.sign(claimsOf(token), 'x', { keyid: '../../../dev/null' }),
  ],
  [
    'with a key brought along',
    (token) =>
      jwt.sign(claimsOf(token), 'mine', {
        header: { alg: 'HS256', jwk: { kty: 'oct', k: 'bWluZQ' } } as never,
      }),
  ],
])('%s nobody is let in', async (_, make) => {
  const forged = make(await accessTokenOf('center'));
  const response = await withCookie(forged);
  expect({ status: response.status, code: ErrorBody.parse(await response.json()).error.code }).toEqual({
    status: 401,
    code: 'not_signed_in',
  });
});

test('even with the server’s key: a token for evaluators, or of no session, opens nothing of staff', async () => {
  const token = await accessTokenOf('center');
  const key = Buffer.from(keys.session.keys[keys.session.current] ?? '', 'hex');
  const sign = (claims: object) => jwt.sign(claims, key, { algorithm: 'HS256', keyid: keys.session.current });
  const claims = claimsOf(token);
  for (const changed of [
    { aud: 'evaluator' },
    { sid: 'none' },
    { iss: 'elsewhere' },
    { exp: 1 },
    { sid: { $ne: null } },
  ])
    expect((await withCookie(sign({ ...claims, ...changed }))).status).toBe(401);
  const longer = jwt.sign(claims, key, { algorithm: 'HS512', keyid: keys.session.current });
  expect((await withCookie(longer)).status).toBe(401);
});

test('a token of staff in a bearer header, and one of a session that was ended, open nothing', async () => {
  const { headers } = await signedIn(system, 'reform_office');
  const token = /staff_session=([^;]+)/.exec(headers.Cookie ?? '')?.[1] ?? '';
  const bearer = await fetch(`${system.baseUrl}${SESSION}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(bearer.status).toBe(401);
  expect((await fetch(`${system.baseUrl}${SESSION}`, { method: 'DELETE', headers })).status).toBe(204);
  expect((await withCookie(token)).status).toBe(401);
});

test('a refresh token renews once; kept by a thief and used later, it ends the session for both', async () => {
  const { headers } = await signedIn(system, 'efficiency_office');
  const refreshOf = (cookies: string) => /staff_refresh=([^;]+)/.exec(cookies)?.[1] ?? '';
  const stolen = refreshOf(headers.Cookie ?? '');
  const renew = (token: string) =>
    fetch(`${system.baseUrl}${SESSION}/refresh`, {
      method: 'POST',
      headers: { Cookie: `staff_refresh=${token}` },
    });
  let latest = stolen;
  for (let round = 0; round < 2; round++) {
    const renewed = await renew(latest);
    expect(renewed.status).toBe(200);
    latest = refreshOf(renewed.headers.getSetCookie().join('; '));
  }
  expect((await renew(stolen)).status).toBe(401);
  expect((await renew(latest)).status).toBe(401);
});

test('a refresh token opens nothing but its own address, and an access token does not renew', async () => {
  const { headers } = await signedIn(system, 'efficiency_office');
  const [access = '', refresh = ''] = ['staff_session', 'staff_refresh'].map(
    (name) => new RegExp(`${name}=([^;]+)`).exec(headers.Cookie ?? '')?.[1],
  );
  expect((await withCookie(refresh)).status).toBe(401);
  const renewed = await fetch(`${system.baseUrl}${SESSION}/refresh`, {
    method: 'POST',
    headers: { Cookie: `staff_refresh=${access}` },
  });
  expect(renewed.status).toBe(401);
});
