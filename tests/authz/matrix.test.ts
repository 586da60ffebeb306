import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { disconnectDatabase } from '../../server/src/database.js';
import { accountsFile } from '../support/accounts-file.js';
import { signInEvaluator } from '../support/evaluator.js';
import { signInStaff } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { CALLERS, MAY_CALL, type Caller } from './may-call.js';
import { RECORDS } from './records.js';
import { makeWorld, SIDES, type World } from './world.js';

/**
 * Who may call what: every operation of the API description against everybody who could call it, on the running server.
 * An operation that is missing in the table (may-call.ts) fails, and so does one that no longer exists. Every
 * operation about one record is then called with a real one of one's own organisation and with one of another (records.ts).
 */
interface Operation {
  id: string;
  method: string;
  path: string;
}

const description = JSON.parse(readFileSync(join(ROOT, 'server/docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { operationId: string }>>;
};
const operations: Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    id: operationId,
    method: method.toUpperCase(),
    path,
  })),
);

/** What ends the session it is called with; whoever calls it signs in anew for each. */
const ENDS_SESSION = ['signOutStaff', 'endOwnStaffSessions', 'signOut', 'signOutEverywhere'];

/** Values that fit the parameters' form and name nothing that exists. */
const EXAMPLES: Readonly<Record<string, string>> = {
  kind: 'windows',
  code: 'AAAAAAAA',
  unitClass: 'hall',
  token: 'AAAAAAAAAAAAAAAA',
  number: 'HP20260101-AAAA2222',
  detailsId: '00000000-0000-4000-8000-000000000000',
  id: '00000000-0000-4000-8000-000000000000',
  handlerId: '00000000-0000-4000-8000-000000000000',
  invitationId: '00000000-0000-4000-8000-000000000000',
  fileId: '00000000-0000-4000-8000-000000000000',
  ratingId: '00000000-0000-4000-8000-000000000000',
};

let system: OwnSystem;
beforeAll(async () => {
  const yongan = { institutionCode: '350481-XZFW', regionCodes: ['350481'] };
  const file = await accountsFile(
    { username: 'yongan-anquan', role: 'security_admin', ...yongan },
    {
      username: 'yongan-xiaoneng',
      role: 'efficiency_office',
      institutionCode: '350481-XNB',
      regionCodes: ['350481'],
    },
  );
  system = await startSystem({
    worker: false,
    peers: true,
    env: { ACCOUNTS_FILE: file, REVEAL_APPROVAL: 'always' },
  });
}, 60_000);
afterAll(async () => {
  await disconnectDatabase();
  await system.stop();
});

async function credentials(caller: Caller): Promise<Readonly<Record<string, string>>> {
  if (caller === 'anyone') return {};
  return (await (caller === 'evaluator' ? signInEvaluator(system) : signInStaff(system, caller))).headers;
}

/** Whether the server let the caller through to the operation itself: anything but 401 and 403, which come before. */
async function letThrough(
  { id, method, path }: Operation,
  headers: Readonly<Record<string, string>>,
): Promise<boolean> {
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => EXAMPLES[name] ?? 'x');
  const response = await fetch(`${system.baseUrl}${url}`, { method, headers, redirect: 'manual' });
  const { error } = (response.headers.get('content-type') ?? '').includes('json')
    ? ((await response.json()) as { error?: { code: string } })
    : { error: undefined };
  expect({ id, failed: response.status >= 500 }).toEqual({ id, failed: false });
  // Signing in answers 400 here, for want of a password; only these two codes mean "not you".
  return !['not_signed_in', 'not_allowed', 'bad_signature', 'device_unknown', 'csrf'].includes(
    error?.code ?? '',
  );
}

test('every operation stands in the table, and the table names no other', () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(MAY_CALL).sort());
});

test.each(CALLERS)('%s may do exactly what the table says', async (caller) => {
  const headers = await credentials(caller);
  // Signing out last: it ends the very session the others are tried with.
  const ends = ({ id }: Operation) => ENDS_SESSION.includes(id);
  const order = [...operations].sort((a, b) => Number(ends(a)) - Number(ends(b)));
  const allowed: string[] = [];
  for (const operation of order) {
    const fresh = ends(operation) ? await credentials(caller) : headers;
    if (await letThrough(operation, fresh)) allowed.push(operation.id);
  }
  expect(allowed.sort()).toEqual(
    operations
      .map(({ id }) => id)
      .filter((id) => MAY_CALL[id]?.includes(caller))
      .sort(),
  );
});

describe('about a record', () => {
  /** Operations whose path names one, from the declarations of the routes. */
  const aboutRecords = operations.filter(({ path }) => path.includes('{'));
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(system);
  }, 60_000);

  test('every operation that names one is tried with one of one’s own and one of another', () => {
    const missing = aboutRecords
      .filter(({ id }) => !RECORDS[id])
      .map(
        ({ id, method, path }) =>
          `${id} (${method} ${path}): add to RECORDS in tests/authz/records.ts who calls it, how a record of each side is made, and what is answered about each`,
      );
    expect(missing).toEqual([]);
    const known = aboutRecords.map(({ id }) => id);
    expect(Object.keys(RECORDS).filter((id) => !known.includes(id))).toEqual([]);
  });

  test.each(aboutRecords)('$id answers about one’s own, and not about another’s', async (operation) => {
    const { id, method, path } = operation;
    const tried = RECORDS[id];
    if (!tried) throw new Error(`no record for ${id}`);
    const answers: Partial<Record<(typeof SIDES)[number], number>> = {};
    const read: unknown[] = [];
    // The other's first: what is one's own may be gone afterwards.
    for (const side of [...SIDES].reverse()) {
      const { params, body, headers } = await tried.named(world, side);
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? 'none'));
      const response = await fetch(`${system.baseUrl}${url}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(tried.by === 'anyone' ? {} : world[tried.by].headers),
          ...(typeof body === 'object' ? { 'Content-Type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      answers[side] = response.status;
      if (tried.reads) read.push(tried.reads(await response.json()));
    }
    expect({ id, answers }).toEqual({ id, answers: tried.answers });
    if (tried.reads) expect(read).toEqual([true, false]);
  });
});
