import { jest } from '@jest/globals';
import { guardProvince } from '../../server/src/modules/forwarding/guarded.js';
import { dialectFor } from './support.js';

const REST_MS = 60_000;

afterEach(() => jest.restoreAllMocks());

test('after five calls without an answer the province is left alone, then tried by one call', async () => {
  const dialect = dialectFor('http://127.0.0.1:1');
  const guarded = guardProvince(dialect, REST_MS);
  let calls = 0;
  const answer = (kind: 'unknown' | 'unavailable' | 'accepted') =>
    guarded.call(async () => {
      calls += 1;
      return { kind };
    });
  for (const kind of ['unknown', 'unavailable', 'unknown', 'unavailable', 'unknown'] as const) {
    expect(await answer(kind)).toEqual({ kind });
  }
  expect(await answer('accepted')).toBeNull();
  expect(calls).toBe(5);
  const now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now + REST_MS);
  expect(await answer('accepted')).toEqual({ kind: 'accepted' });
  expect(await answer('accepted')).toEqual({ kind: 'accepted' });
  await dialect.close();
});

test('refusals are answers: they do not open the circuit', async () => {
  const dialect = dialectFor('http://127.0.0.1:1');
  const guarded = guardProvince(dialect, REST_MS);
  for (let i = 0; i < 10; i += 1) {
    expect(await guarded.call(async () => ({ kind: 'rejected' }))).toEqual({ kind: 'rejected' });
  }
  await dialect.close();
});
