import type {
  AuditEntryPage,
  InitialPassword,
  MyAccount,
  StaffAccountDetail,
  StaffAccountPage,
  StaffSession,
} from '@haochaping/shared/contracts';
import { accountsFile, FIRST_PASSWORD } from '../support/accounts-file.js';
import { eventually } from '../support/journey.js';
import { signInStaff, signInThrough, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { json } from './rights-support.js';

// Whoever administers accounts could sit behind one of them: its owner is told of what others did, and can say that it was not
// asked for. FA-3.3-b adr/020

const ME = '/api/v1/staff/me';
const ACCOUNTS = '/api/v1/staff/accounts';

let system: OwnSystem;
let admin: StaffClient;

beforeAll(async () => {
  const file = await accountsFile(
    { username: 'zhongxin-yi', role: 'center' },
    { username: 'zhongxin-er', role: 'center' },
  );
  system = await startSystem({ env: { ACCOUNTS_FILE: file } });
  admin = await signInStaff(system, 'security_admin');
}, 90_000);
afterAll(() => system.stop());

const me = (client: StaffClient) => json<MyAccount>(client.get(ME), 200);
const unseen = async (client: StaffClient) =>
  (await json<StaffSession>(client.get('/api/v1/staff/session'), 200)).changesToSee;
const see = (client: StaffClient, until: string) => client.send('PUT', `${ME}/changes/seen`, { until });
const disown = (client: StaffClient, id: string) => client.send('PUT', `${ME}/changes/${id}/disowned`);

async function idOf(username: string): Promise<string> {
  const page = await json<StaffAccountPage>(admin.get(`${ACCOUNTS}?search=${username}`), 200);
  const found = page.items.find((one) => one.username === username);
  if (!found) throw new Error(`no account ${username}`);
  return found.id;
}

/** What an administrator does, who then tells the owner the new password. */
async function reset(username: string): Promise<string> {
  const path = `${ACCOUNTS}/${await idOf(username)}/password-reset`;
  return (await json<InitialPassword>(admin.send('POST', path), 200)).initialPassword;
}

const reported = async () =>
  (await json<StaffAccountPage>(admin.get(`${ACCOUNTS}?disowned=true`), 200)).items.map(
    ({ username }) => username,
  );

test('what the owner asked for is told once, by whom and when, and what comes later is told again', async () => {
  await signInThrough(
    system.baseUrl,
    { username: 'zhongxin-yi', password: FIRST_PASSWORD },
    '竹影斜过城墙根-2026-1',
  );
  const owner = await signInThrough(
    system.baseUrl,
    { username: 'zhongxin-yi', password: await reset('zhongxin-yi') },
    '竹影斜过城墙根-2026-2',
  );
  expect(await unseen(owner)).toBe(1);
  const [change] = (await me(owner)).changes;
  expect(change).toMatchObject({ words: '重设了您的密码', seen: false, disowned: false });
  expect(change?.by).toContain(admin.session.username);
  expect((await see(owner, change?.at ?? '')).status).toBe(204);
  expect(await unseen(owner)).toBe(0);
  expect((await me(owner)).changes).toMatchObject([{ seen: true }]);

  const unlocked = await admin.send('POST', `${ACCOUNTS}/${await idOf('zhongxin-yi')}/unlock`);
  expect(unlocked.status).toBe(200);
  expect(await unseen(owner)).toBe(1);
  // What was seen before does not cover what came after.
  expect((await see(owner, change?.at ?? '')).status).toBe(204);
  expect(await unseen(owner)).toBe(1);
});

test('a change nobody asked for puts out whoever sits elsewhere, and is told to those who can act', async () => {
  await signInThrough(
    system.baseUrl,
    { username: 'zhongxin-er', password: FIRST_PASSWORD },
    '竹影斜过城墙根-2026-1',
  );
  const word = { username: 'zhongxin-er', password: await reset('zhongxin-er') };
  const intruder = await signInThrough(system.baseUrl, word, '竹影斜过城墙根-2026-3');
  // Seen by whoever sat there first: it stays, to be reported by the owner all the same.
  const [first] = (await me(intruder)).changes;
  expect((await see(intruder, first?.at ?? '')).status).toBe(204);
  const owner = await signInThrough(system.baseUrl, { ...word, password: '竹影斜过城墙根-2026-3' });
  const [change] = (await me(owner)).changes;
  expect(change).toMatchObject({ id: first?.id, seen: true });
  expect((await disown(owner, 'no-such-change')).status).toBe(404);
  for (let time = 0; time < 2; time++) expect((await disown(owner, change?.id ?? '')).status).toBe(204);

  expect((await intruder.get(ME)).status).toBe(401);
  expect((await me(owner)).changes).toMatchObject([{ disowned: true }]);
  expect(await reported()).toEqual(['zhongxin-er']);
  const detail = await json<StaffAccountDetail>(admin.get(`${ACCOUNTS}/${await idOf('zhongxin-er')}`), 200);
  expect(detail.account.disownedAt).not.toBeNull();
  expect(detail.history.filter(({ action }) => action === 'staff.change_disowned')).toHaveLength(1);
  const auditor = await signInStaff(system, 'audit_admin');
  await eventually('the report is sealed', async () => {
    const path = '/api/v1/staff/audit/entries?action=staff.change_disowned';
    return (await json<AuditEntryPage>(auditor.get(path), 200)).total === 1;
  });

  // An administrator who takes care of the account ends the alarm, not the record.
  await reset('zhongxin-er');
  expect(await reported()).toEqual([]);
});

test('a change is reported by the owner of that account alone', async () => {
  const other = await signInStaff(system, 'center');
  const detail = await json<MyAccount>(
    (await signInThrough(system.baseUrl, { username: 'zhongxin-yi', password: '竹影斜过城墙根-2026-2' })).get(
      ME,
    ),
    200,
  );
  expect((await disown(other, detail.changes[0]?.id ?? '')).status).toBe(404);
});
