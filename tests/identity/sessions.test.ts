import mongoose from 'mongoose';
import jwt from 'jsonwebtoken';
import { buildIndexes, connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { generateKeys } from '../../server/src/keys.js';
import { SessionModel } from '../../server/src/modules/sessions/model.js';
import {
  ACCESS_SECONDS,
  deviceOf,
  endSessionsOf,
  liveSessionsOf,
  openSession,
  readAccess,
  refreshSession,
  type SessionTokens,
} from '../../server/src/modules/sessions/sessions.js';
import { freshMongoUri } from '../support/system.js';

const keys = generateKeys();
const start = new Date('2026-11-25T01:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

const open = (subjectId: string, at = start): Promise<SessionTokens> =>
  openSession(
    keys,
    {
      kind: 'evaluator',
      subjectId,
      client: 'web',
      userAgent: '',
      secondFactor: false,
      lifetimeSeconds: 3600 * 5,
    },
    at,
  );

beforeAll(async () => {
  await connectDatabase(freshMongoUri());
  await buildIndexes();
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await disconnectDatabase();
});

const refused = { code: 'not_signed_in' };

test('an access token is good for a quarter of an hour and for its own kind of page alone', async () => {
  const { accessToken, session } = await open('a');
  expect((await readAccess(keys, 'evaluator', accessToken, later(ACCESS_SECONDS - 1)))._id).toBe(session._id);
  await expect(readAccess(keys, 'evaluator', accessToken, later(ACCESS_SECONDS + 1))).rejects.toMatchObject(
    refused,
  );
  await expect(readAccess(keys, 'staff', accessToken, start)).rejects.toMatchObject(refused);
});

test('unsigned, foreign, re-audienced and re-keyed tokens are refused', async () => {
  const { accessToken, session } = await open('b');
  const [, payload = ''] = accessToken.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const key = Buffer.from(keys.session.keys[keys.session.current] as string, 'hex');
  const kid = keys.session.current;
  const none = `${Buffer.from(JSON.stringify({ alg: 'none', kid })).toString('base64url')}.${payload}.`;
  const forged = [
    none,
    jwt.sign(claims, 'x'.repeat(32), { algorithm: 'HS256', keyid: kid }),
    jwt.sign(claims, key, { algorithm: 'HS512', keyid: kid }),
    jwt.sign(claims, key, { algorithm: 'HS256', keyid: '__proto__' }),
    jwt.sign({ ...claims, aud: 'staff' }, key, { algorithm: 'HS256', keyid: kid }),
    jwt.sign({ ...claims, iss: 'else' }, key, { algorithm: 'HS256', keyid: kid }),
    `${accessToken.slice(0, -2)}AA`,
    'x',
  ];
  for (const token of forged)
    await expect(readAccess(keys, 'evaluator', token, start)).rejects.toMatchObject(refused);
  await expect(readAccess(keys, 'evaluator', accessToken, start)).resolves.toMatchObject({
    _id: session._id,
  });
});

test('a refresh token is good once; used again later, the whole session ends', async () => {
  const first = await open('c');
  const second = await refreshSession(keys, 'evaluator', first.refreshToken, later(600));
  const third = await refreshSession(keys, 'evaluator', second.refreshToken, later(1200));
  await expect(refreshSession(keys, 'evaluator', first.refreshToken, later(1201))).rejects.toMatchObject(
    refused,
  );
  await expect(refreshSession(keys, 'evaluator', third.refreshToken, later(1202))).rejects.toMatchObject(
    refused,
  );
  await expect(readAccess(keys, 'evaluator', third.accessToken, later(1203))).rejects.toMatchObject(refused);
  expect(await SessionModel.findById(first.session._id).lean()).toMatchObject({ ending: 'refresh_reused' });
});

test('two tabs that renew at the same moment both stay signed in', async () => {
  const first = await open('d');
  const both = await Promise.all(
    [1, 2, 3].map(() => refreshSession(keys, 'evaluator', first.refreshToken, later(60))),
  );
  expect(new Set(both.map(({ refreshToken }) => refreshToken)).size).toBe(1);
  const [one] = both;
  await expect(refreshSession(keys, 'evaluator', one?.refreshToken, later(120))).resolves.toBeDefined();
});

test('a made-up refresh token ends nothing', async () => {
  const { session, refreshToken } = await open('e');
  for (const token of [
    `${session._id}.0.${'0'.repeat(64)}`,
    `${session._id}.1.`,
    `${session._id}.99.x`,
    '',
    '..',
  ])
    await expect(refreshSession(keys, 'evaluator', token, later(5))).rejects.toMatchObject(refused);
  await expect(refreshSession(keys, 'evaluator', refreshToken, later(6))).resolves.toBeDefined();
});

test('signing out everywhere ends all sessions but the one that is kept', async () => {
  const [one, two] = [await open('f'), await open('f')];
  expect(await liveSessionsOf('f', later(1))).toHaveLength(2);
  expect(await endSessionsOf('f', 'signed_out_everywhere', later(1), one.session._id)).toBe(1);
  await expect(readAccess(keys, 'evaluator', two.accessToken, later(2))).rejects.toMatchObject(refused);
  await expect(readAccess(keys, 'evaluator', one.accessToken, later(2))).resolves.toBeDefined();
});

test('no renewal reaches beyond the end of the session', async () => {
  const first = await open('g');
  const late = await refreshSession(keys, 'evaluator', first.refreshToken, later(3600 * 5 - 60));
  expect(late.accessExpiresAt).toEqual(first.session.expiresAt);
  await expect(refreshSession(keys, 'evaluator', late.refreshToken, later(3600 * 5))).rejects.toMatchObject(
    refused,
  );
});

test('a device is named from two lists of names, never in the caller’s words', () => {
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36')).toBe('Chrome · Windows');
  expect(deviceOf('<script>alert(1)</script>')).toBe('未知设备');
});
