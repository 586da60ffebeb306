import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { ErrorBody } from '@haochaping/shared/contracts';
import { issueInvitation, sendRating } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';
import { signedIn } from './callers.js';
import { OPERATIONS, resolve, type Schema } from './operations.js';

/** Fields nobody asked for, and operators in the place of values: refused by name, never obeyed. */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

function openObjects(told: Schema, where: string, seen = new Set<Schema>()): string[] {
  const schema = resolve(told);
  if (seen.has(schema)) return [];
  seen.add(schema);
  const inner = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
      openObjects(one, `${where}.${name}`, seen),
    ),
    ...(schema.items ? openObjects(schema.items, `${where}[]`, seen) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((one) =>
      openObjects(one, where, seen),
    ),
  ];
  return schema.type === 'object' && schema.additionalProperties !== false ? [where, ...inner] : inner;
}

test('no body takes a field it does not declare, at any depth', () => {
  const bodies = OPERATIONS.flatMap(({ id, body }) => (body ? openObjects(body, id) : []));
  expect(bodies).toEqual([]);
});

test.each([
  'level',
  'assurance',
  'evaluatorId',
  'standing',
  'attribution',
  'receivedAt',
  'number',
  'institutionCodes',
  'pending',
])('a rating cannot bring its own “%s” along where it is not asked for it', async (field) => {
  const { token } = await issueInvitation(system);
  const extra = field === 'level' ? { details: { level: 1 } } : { [field]: 'x' };
  const response = await sendRating(system.baseUrl, { invitation: token, level: 5, ...(extra as object) });
  expect(response.status).toBe(400);
  expect(ErrorBody.parse(await response.json()).error.code).toBe('invalid_input');
  expect((await sendRating(system.baseUrl, { invitation: token, level: 5 })).status).toBe(201);
});

const OPERATORS: unknown[] = [
  { $gt: '' },
  { $ne: null },
  { $exists: true },
  { $regex: '.*' },
  { $where: 'true' },
  { $in: [[]] },
  ['$gt'],
  { $expr: { $eq: [1, 1] } },
];

test.each(OPERATORS)('%j in the place of a name or a password signs nobody in', async (operator) => {
  const tries = [
    { username: operator, password: operator },
    { username: system.accounts[0]?.username, password: operator },
    { username: operator, password: system.accounts[0]?.password },
  ];
  for (const body of tries) {
    const response = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
  }
});

test.each(OPERATORS)(
  '%j in the place of an invitation, a code or a receipt key finds nothing',
  async (operator) => {
    const body = { intakeId: randomUUID(), level: 5 as const };
    expect((await sendRating(system.baseUrl, { ...body, invitation: operator as string })).status).toBe(400);
    expect((await sendRating(system.baseUrl, { ...body, staticCode: operator as string })).status).toBe(400);
    const details = await fetch(`${system.baseUrl}/api/v1/ratings/HP20260101-AAAA2222/details`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ accessKey: operator, detailsId: randomUUID(), options: [] }),
    });
    expect(details.status).toBe(400);
  },
);

test('operators in an address are letters: a list that is filtered by them is refused or empty, never wider', async () => {
  const { headers } = await signedIn(system, 'center');
  const { token } = await issueInvitation(system);
  await sendRating(system.baseUrl, { invitation: token, level: 4 });
  for (const query of [
    'level[$gt]=0',
    'level[]=4',
    'regionCode[$ne]=x',
    'search[$regex]=.*',
    '$where=true',
    'level=4&level=5',
  ]) {
    const response = await fetch(`${system.baseUrl}/api/v1/staff/ratings?${query}`, { headers });
    expect([query, response.status]).toEqual([query, 400]);
  }
});

test('a search by any signs finds what contains exactly them, and never costs more', async () => {
  const { headers } = await signedIn(system, 'center');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.constantFrom('(a+)+$', '.*', '[', '\\', '(?=', '^$', '$where'),
      ),
      async (search) => {
        const query = new URLSearchParams({ search }).toString();
        const response = await fetch(`${system.baseUrl}/api/v1/staff/ratings?${query}`, { headers });
        expect([200, 400]).toContain(response.status);
      },
    ),
    { numRuns: 60 },
  );
});
