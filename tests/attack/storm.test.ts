import fc from 'fast-check';
import { STAFF_ROLES } from '@haochaping/shared/contracts';
import { eventually, issueInvitation } from '../support/journey.js';
import { report, sized } from '../support/soak.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { signedIn, STRANGER, type Caller } from './callers.js';
import { leaksIn } from './leaks.js';
import { addressOf, fitting, OPERATIONS, type Operation } from './operations.js';

/**
 * Thousands of bad requests over every operation: nearly right ones with something twisted, and noise. Whatever comes in,
 * nothing answers 5xx and nothing tells how the house is built.
 */
const REQUESTS = sized(2000, 10_000);
/** At once; the server works through them in the order they come. */
const SIDE_BY_SIDE = 12;
/** These end the very session the others are tried with, or the account behind it. */
const ENDS_THE_SESSION = /^(signOut|end|delete|close|disable|reset|change)/i;

let system: OwnSystem;
let callers: Caller[];
let shots: Shot[];
beforeAll(async () => {
  // Before anybody connects: drawing them takes seconds in which no connection is tended, and the server closes idle ones.
  const perOperation = Math.ceil(REQUESTS / OPERATIONS.length);
  shots = OPERATIONS.flatMap((operation, index) =>
    fc.sample(shotOf(operation), { numRuns: perOperation, seed: 20_261_125 + index }),
  );
  system = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '1000' } });
  callers = [STRANGER, ...(await Promise.all(STAFF_ROLES.map((role) => signedIn(system, role))))];
}, 90_000);
afterAll(() => system.stop());

const NASTY_TEXT = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '\ud800',
  '../../../../etc/passwd',
  '%00',
  '%zz',
  '{{7*7}}',
  '${7*7}',
  "' OR 1=1 --",
  '{"$gt":""}',
  '[object Object]',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e309',
  '0x10',
  '9'.repeat(400),
  'a'.repeat(5000),
  '٣',
  '\u202e开头',
  '😀',
  '<script>alert(1)</script>',
  '\r\nX-Injected: yes',
);
const NASTY_VALUE: fc.Arbitrary<unknown> = fc.oneof(
  NASTY_TEXT,
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e21,
    { $gt: '' },
    { $ne: null },
    { $where: 'sleep(1000)' },
    { $regex: '(a+)+$' },
    [],
    [[]],
    [{ $gt: '' }],
    { toString: 'x' },
    { length: 5 },
    { valueOf: null },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** One value of a JSON tree is put in the place of another, taken away, or one is added. */
function twisted(value: unknown, put: unknown, at: number): unknown {
  if (typeof value !== 'object' || value === null) return put;
  const keys = Object.keys(value);
  const key = keys[at % (keys.length + 1)];
  if (key === undefined)
    return Array.isArray(value) ? [...(value as unknown[]), put] : { ...value, $where: put, role: put };
  const inner = (value as Record<string, unknown>)[key];
  const deeper = at % 3 === 0 ? twisted(inner, put, Math.floor(at / 3)) : put;
  if (Array.isArray(value)) return value.map((one: unknown, index) => (String(index) === key ? deeper : one));
  return { ...value, [key]: deeper };
}

interface Shot {
  operation: Operation;
  address: string;
  headers: Record<string, string>;
  body: string | undefined;
  caller: number;
}

const bodies = (operation: Operation): fc.Arbitrary<string | undefined> => {
  if (operation.method === 'GET' || operation.method === 'DELETE') return fc.constant(undefined);
  const near = fc
    .tuple(operation.body ? fitting(operation.body) : fc.constant({}), NASTY_VALUE, fc.nat(1000))
    .map(([value, put, at]) => JSON.stringify(twisted(value, put, at)));
  return fc.oneof(
    { weight: 8, arbitrary: near },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 1, arbitrary: fc.constantFrom('', '{', '[]', '"', 'null', '{"a":{"a":'.repeat(500)) },
  );
};

const shotOf = (operation: Operation): fc.Arbitrary<Shot> =>
  fc.record({
    operation: fc.constant(operation),
    caller: fc.nat(1000),
    body: bodies(operation),
    address: fc
      .tuple(
        fc.record(
          Object.fromEntries(
            operation.parameters
              .filter((one) => one.in === 'path')
              .map(({ name, schema }) => [name, fc.oneof(fitting(schema).map(String), NASTY_TEXT)]),
          ),
        ),
        fc.array(
          fc.tuple(
            fc
              .constantFrom(
                'x',
                '__proto__',
                ...operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name),
              )
              .chain((name) => fc.constantFrom(name, `${name}[$gt]`, `${name}[]`)),
            NASTY_TEXT,
          ),
          { maxLength: 3 },
        ),
      )
      .map(([parameters, query]) => addressOf(operation, parameters as Record<string, string>, query)),
    headers: fc
      .tuple(
        fc.constantFrom(
          'application/json',
          'application/json; charset=utf-8',
          'text/plain',
          'multipart/form-data; boundary=x',
          'text/csv',
          '',
        ),
        fc.constantFrom(
          {},
          { 'X-Receipt-Key': 'x'.repeat(40) },
          { 'X-HTTP-Method-Override': 'DELETE' },
          { Authorization: 'Bearer x.y.z' },
          { 'X-App-Key': '__proto__', 'X-Timestamp': '1', 'X-Nonce': 'aaaaaaaa', 'X-Signature': 'x' },
        ),
      )
      .map(([type, more]) => ({
        ...(type ? { 'Content-Type': type } : {}),
        ...(more as Record<string, string>),
      })),
  });

async function fire({ operation, address, headers, body, caller }: Shot): Promise<string | undefined> {
  const who = ENDS_THE_SESSION.test(operation.id) ? STRANGER : (callers[caller % callers.length] as Caller);
  const response = await fetch(`${system.baseUrl}${address}`, {
    method: operation.method,
    headers: { ...who.headers, ...headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  const answer = await response.text();
  const told = [
    ...leaksIn(response.ok ? '' : answer),
    ...(response.headers.has('x-injected') ? ['a header of the caller’s'] : []),
  ];
  if (response.status < 500 && told.length === 0) return undefined;
  return `${who.name} ${operation.method} ${address} ${body?.slice(0, 300) ?? ''} → ${response.status} ${told.join(', ')} ${answer.slice(0, 300)}`;
}

test(`${REQUESTS} bad requests over all operations: no 5xx, no leak`, async () => {
  expect(shots.length).toBeGreaterThanOrEqual(REQUESTS);
  const complaints: string[] = [];
  let next = 0;
  const lane = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) {
      const complaint = await fire(shot);
      if (complaint) complaints.push(complaint);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  expect(complaints.slice(0, 5)).toEqual([]);
  const failed = system.logs('api').filter((line) => line.includes('"level":50'));
  expect(failed).toEqual([]);
  report('Bad requests over every operation', {
    operations: OPERATIONS.length,
    requests: shots.length,
    'answered 5xx or leaking': complaints.length,
  });
  // The storm was heard: it is the server that answered, and it still does.
  expect((await fetch(`${system.baseUrl}/readyz`)).status).toBe(200);
  await eventually('an honest invitation after the storm', () => issueInvitation(system));
}, 600_000);

test('the check sees a leak when there is one', () => {
  expect(leaksIn('MongoServerError: E11000 duplicate key')).toEqual(['the database']);
  expect(leaksIn('Error\n    at serve (/srv/app/server.js:10:5)')).toContain('a stack');
  expect(leaksIn('{"error":{"code":"invalid_input","message":"有些内容填得不对"}}')).toEqual([]);
});
