import { StaffAccountPage, StaffCorrectionPage, StaffRatingPage } from '@haochaping/shared/contracts';
import { eventually } from '../../support/journey.js';
import { signInStaff, type StaffClient } from '../../support/staff.js';
import { openToRatedSide } from '../../support/veil.js';
import { command, placeOf } from '../../vault/support.js';
import { json, text, type Run } from './flows.js';

/** What every role of staff can fetch without knowing an id. */
const STAFF_PATHS = [
  'session',
  'me',
  'sessions',
  'overview',
  'ratings?pageSize=100',
  'texts?state=waiting',
  'reveals?by=me',
  'reveals?by=others',
  'corrections?state=waiting',
  'forwarding/submissions?pageSize=100',
  'static-codes',
  'directory/windows',
  'directory/windows/export.csv',
  'directory/staff/export.csv',
  'effects/dead',
  'retention-reports',
  'accounts',
  'audit/entries?pageSize=100',
  'audit/chain',
];
const ROLES = [
  'window_clerk',
  'department',
  'center',
  'reform_office',
  'efficiency_office',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const;

/** Everybody on the staff reads whatever they are let read, among it every rating they see. */
export async function workAsStaff(run: Run): Promise<void> {
  const { system, recorder, secret } = run;
  await openToRatedSide(system.mongoUri);
  for (const role of ROLES)
    await recorder.as(role, async () => {
      const client = await signInStaff(system, role);
      for (const path of STAFF_PATHS) await client.get(`/api/v1/staff/${path}`);
      const list = await client.get('/api/v1/staff/ratings?pageSize=100');
      if (list.status !== 200) return;
      for (const { id } of StaffRatingPage.parse(await list.json()).items)
        await json(client.get(`/api/v1/staff/ratings/${id}`));
    });
  for (const { username, password } of system.accounts) secret(`password of ${username}`, `${password}-neu`);
  await recorder.as('center', async () => callBack(await signInStaff(system, 'center')));
  await recorder.as('audit_admin', async () => {
    const auditor = await signInStaff(system, 'audit_admin');
    const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
    await text(auditor.get(`/api/v1/staff/audit/export?from=${day(-1)}&to=${day(1)}`));
  });
  await recorder.as('security_admin', async () => {
    const client = await signInStaff(system, 'security_admin');
    const accounts = StaffAccountPage.parse(await json(client.get('/api/v1/staff/accounts')));
    await json(client.get(`/api/v1/staff/accounts/${accounts.items[0]?.id}`));
  });
}

/** Reveals the applicant, opens and answers the correction. */
async function callBack(center: StaffClient): Promise<void> {
  const search = async (level: number) =>
    StaffRatingPage.parse(await json(center.get(`/api/v1/staff/ratings?level=${level}&pageSize=100`))).items;
  for (const { id } of await search(1)) {
    await json(center.get(`/api/v1/staff/reveals/subjects/${id}`));
    const asked = { purpose: 'call_back', subject: { kind: 'rating', id }, reason: '按期回访差评' };
    await json(center.send('POST', '/api/v1/staff/reveals', asked), 201);
  }
  const corrections = StaffCorrectionPage.parse(
    await json(center.get('/api/v1/staff/corrections?state=waiting')),
  );
  for (const { id } of corrections.items) {
    await json(center.send('POST', `/api/v1/staff/corrections/${id}/opening`), 201);
    const answer = { done: true, answer: '已请报送单位改过来' };
    await json(center.send('POST', `/api/v1/staff/corrections/${id}/decision`, answer));
  }
}

/** Waits until the worker has done everything, then runs the operators' commands. */
export async function workAsOperator({ system, recorder }: Run): Promise<string[]> {
  await eventually(
    'all three ratings of an event are with the province',
    async () => {
      const kept = await fetch(`${system.provinceUrl}/__sandbox/ratings`);
      return ((await kept.json()) as unknown[]).length >= 3 ? true : undefined;
    },
    40_000,
  );
  const said: string[] = [];
  for (const args of [
    ['keys', 'status'],
    ['keys', 'rotate'],
    ['audit', 'verify'],
    ['retention', 'run'],
  ]) {
    const { code, output } = await command({ ...placeOf(system), LOG_LEVEL: 'info' }, args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}: ${output}`);
    said.push(output);
  }
  await recorder.as('operator', () => text(fetch(`${system.baseUrl}/metrics`)));
  return said;
}
