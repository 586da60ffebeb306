import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StaffSession, type AuditEntryPage, type AuditEntryView } from '@haochaping/shared/contracts';
import mongoose from 'mongoose';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { eventually, expectStatus } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** What is refused is told, the log can be searched and taken away by period, and checked from the command line (FA-3.2-a). */
// Its own: its whole log is read.
let system: OwnSystem;
let database: mongoose.Connection;
let auditor: Record<string, string>;
let clerk: Record<string, string>;

async function signedIn(role: string): Promise<Record<string, string>> {
  const account = system.accounts.find((one) => one.role === role);
  const response = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: account?.username, password: account?.password }),
  });
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return { Cookie: cookies.join('; ') };
}

beforeAll(async () => {
  system = await startSystem();
  database = await mongoose.createConnection(system.mongoUri).asPromise();
  [auditor, clerk] = [await signedIn('audit_admin'), await signedIn('window_clerk')];
}, 60_000);
afterAll(async () => {
  await database?.close();
  await system?.stop();
});

const api = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
  fetch(`${system.baseUrl}/api/v1${path}`, { ...init, headers });
const list = async (query: string) =>
  (await expectStatus(await api(`/staff/audit/entries?${query}`, auditor), 200)) as AuditEntryPage;
const sealed = (action: string, count: number) =>
  eventually(`${count} of ${action} are sealed`, async () => {
    const page = await list(`action=${action}`);
    return page.total === count ? page.items : undefined;
  });
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());

test('refused requests are told with operation, code and who it was; never with path, query or network address', async () => {
  await expectStatus(await api('/staff/audit/entries?subjectId=SECRET-IN-QUERY', clerk), 403);
  await expectStatus(await api('/staff/session', clerk, { method: 'DELETE' }), 403);
  await expectStatus(await api('/staff/session', { Cookie: 'forged=1' }), 401);
  await expectStatus(await api('/staff/session', {}), 401);
  const told = await sealed('request.refused', 3);
  const by = (operationId: string) => told.find(({ subject }) => subject.id === operationId);
  expect(by('listAuditEntries')).toMatchObject({
    actionName: '拒绝请求',
    actor: { kind: 'staff' },
    detail: { code: 'not_allowed' },
  });
  expect(by('signOutStaff')?.detail.code).toBe('csrf');
  expect(by('readStaffSession')).toMatchObject({ actor: { kind: 'unknown', id: 'unknown' } });
  const stored = JSON.stringify(await database.collection('audit_entries').find().toArray());
  expect(stored).not.toMatch(/SECRET-IN-QUERY|127\.0\.0\.1|api\/v1/);
});

test('a flood of refusals leaves three entries, and their count when the minute or the process ends', async () => {
  await Promise.all(Array.from({ length: 30 }, () => api('/staff/effects/dead', clerk)));
  await system.kill('api', 'SIGTERM');
  const counted = await eventually(
    'the count is sealed',
    async () =>
      (await database
        .collection('audit_entries')
        .findOne({ action: 'request.refused_many', 'subject.id': 'listDeadEffects' })) ?? undefined,
  );
  expect(counted.detail).toMatchObject({ count: 27, code: 'not_allowed' });
  await system.restart('api');
});

test('the log is searched by period, action, who and about what', async () => {
  const all = await list(`from=${today}&to=${today}`);
  expect(all.total).toBeGreaterThan(5);
  expect(all.items.map(({ seq }) => seq)).toEqual(all.items.map(({ seq }) => seq).sort((a, b) => b - a));
  expect((await list('to=2020-01-01')).total).toBe(0);
  expect((await list('from=2099-01-01')).total).toBe(0);
  const [entry] = (await list('action=staff.signed_in')).items;
  const { displayName } = StaffSession.parse(await expectStatus(await api('/staff/session', auditor), 200));
  const names = (await list('action=staff.signed_in')).items.map(({ actorName }) => actorName);
  expect(names).toContain(displayName);
  expect((await list('action=request.refused')).items.map(({ subjectName }) => subjectName)).not.toContain(
    displayName,
  );
  const mine = await list(`actorId=${entry?.actor.id}`);
  expect(mine.items.every(({ actor }) => actor.id === entry?.actor.id)).toBe(true);
  const about = await list(`subjectId=${entry?.subject.id}`);
  expect(about.items.every(({ subject }) => subject.id === entry?.subject.id)).toBe(true);
  await expectStatus(await api('/staff/audit/entries?from=yesterday', auditor), 400);
});

test('a period is exported as CSV and as JSON lines, and the export itself is told', async () => {
  const csv = await api(`/staff/audit/export?from=${today}&to=${today}&format=csv`, auditor);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="audit-${today}-${today}.csv"`);
  const rows = (await csv.text()).trim().split('\r\n');
  expect(rows[0]).toContain('"序号","时间","做了什么"');
  const jsonl = await api(`/staff/audit/export?from=${today}&to=${today}&format=jsonl`, auditor);
  const entries = (await jsonl.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditEntryView);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(entries.length).toBeGreaterThanOrEqual(rows.length - 1);
  await sealed('audit.exported', 2);
  const turned = await api(`/staff/audit/export?from=2026-11-02&to=2026-11-01`, auditor);
  expect(await expectStatus(turned, 400)).toMatchObject({ error: { details: [{ field: 'to' }] } });
});

describe('from the command line', () => {
  const run = (...args: string[]): Promise<{ code: number; out: string; said: string }> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [join(ROOT, 'server/launch/run.mjs'), 'audit', ...args],
        {
          env: {
            PATH: process.env.PATH,
            MONGODB_URI: system.mongoUri,
            KEYSTORE_URI: system.keyStoreUri,
            KEYS_FILE: join(system.dataDir, 'keys.json'),
            LOG_LEVEL: 'silent',
          },
        },
        (_, out, said) => resolve({ code: child.exitCode ?? -1, out, said }),
      );
    });

  test('the chain is checked, also against anchors out of the worker’s log, and a broken one ends with 1', async () => {
    const kept = join(system.dataDir, 'anchors.log');
    await writeFile(kept, system.logs('worker').join('\n'));
    const whole = await run('verify', '--anchor', kept);
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.out).toMatch(/条，全部完好。对照了 2 个签名链头/);
    const entries = database.collection<{ _id: string; seq: number }>('audit_entries');
    const victim = await entries.findOne({ seq: 2 });
    if (!victim) throw new Error('no entry to remove');
    await entries.deleteOne({ _id: victim._id });
    const broken = await run('verify');
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/第2条不见了/);
    expect(JSON.parse((await run('verify', '--json')).out)).toMatchObject({
      intact: false,
      problems: [{ kind: 'removed', seq: 2 }],
    });
    await entries.insertOne(victim);
    expect((await run('verify')).code).toBe(0);
  }, 60_000);

  test('a period is exported into a file only its owner may read', async () => {
    const out = join(system.dataDir, 'export.jsonl');
    const args = ['--from', today, '--to', today, '--format', 'jsonl', '--out', out];
    expect(await run('export', ...args)).toMatchObject({ code: 0 });
    const lines = (await readFile(out, 'utf8')).trim().split('\n');
    expect((JSON.parse(lines[0] ?? '') as AuditEntryView).seq).toBe(1);
  }, 60_000);

  test.each([[[]], [['verfy']], [['export', '--from', 'yesterday']], [['verify', '--everything']]])(
    'what it does not understand (%j) it says, with the way to use it',
    async (args) => {
      const { code, said } = await run(...args);
      expect(code).toBe(1);
      expect(said).toMatch(/npm run audit -- verify/);
    },
  );
});
