import { StatisticsPage, StatisticsSummary } from '@haochaping/shared/contracts';
import { dayOf, dayPlus } from '@haochaping/shared/domain';
import { tableOf } from '@haochaping/shared/domain/figures/index';
import { audited, collection } from '../support/evaluator.js';
import { demoTransaction, eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { rowsIn, rowsOf } from '../support/workbooks.js';

// 统计 through the running system: what was rated is counted from the facts, and read as far as an account may.

let system: System;
let center: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
});

const BASE = '/api/v1/staff/statistics';
const today = dayOf(new Date());
const period = `from=${dayPlus(today, -29)}&to=${today}`;

const summary = async (client: StaffClient, query = '') =>
  StatisticsSummary.parse(await expectStatus(await client.get(`${BASE}/summary?${period}${query}`), 200));

/** Once nothing of the period waits to be counted. */
const counted = (client: StaffClient, query = '') =>
  eventually('the days are counted', async () => {
    const read = await summary(client, query);
    return read.waiting === 0 ? read : undefined;
  });

test('FA-2.4.1-a: a rating is counted for the city, its item and its reason; with the formula of every figure', async () => {
  const { taskCode } = await demoTransaction();
  const about = `&kind=item&code=${encodeURIComponent(taskCode)}`;
  const before = await counted(center, about);
  const { token } = await issueInvitation(system);
  const { number } = await rate(system.baseUrl, token, 1);
  const marked = () =>
    collection(system, 'ratings', async (all) => {
      const pending = ((await all.findOne({ number }))?.pending ?? []) as { kind: string }[];
      return pending.some(({ kind }) => kind === 'veil' || kind === 'rollup') ? undefined : true;
    });
  await eventually('its day is marked', marked);
  const after = await counted(center, about);
  const poor = (read: StatisticsSummary, of: 'all' | 'adopted') =>
    read.levels.find(({ level }) => level === 1)?.[of] ?? 0;
  expect([
    poor(after, 'all') - poor(before, 'all'),
    poor(after, 'adopted') - poor(before, 'adopted'),
  ]).toEqual([1, 1]);
  expect(after.figures.map(({ id }) => id)).toContain('realname_rectified_share');
});

test('a department reads its own alone, as the veil opened it', async () => {
  const own = await summary(department);
  expect(own).toMatchObject({ book: 'shown', subject: { kind: 'institution' }, channels: [] });
  expect((await department.get(`${BASE}/summary?${period}&kind=city`)).status).toBe(404);
  const rows = StatisticsPage.parse(
    await expectStatus(await department.get(`${BASE}/subjects?${period}&kind=institution`), 200),
  );
  expect(rows.items.map(({ code }) => code).filter((code) => code !== own.subject.code)).toEqual([]);
});

test('days nobody counts, and a city there is not, are refused; the service stays', async () => {
  const far = ['from=9999-12-01&to=9999-12-31', 'from=0001-01-01&to=0001-01-31'];
  for (const client of [center, department])
    for (const days of far) expect((await client.get(`${BASE}/summary?${days}`)).status).toBe(400);
  expect((await center.get(`${BASE}/summary?${period}&kind=city&code=110000`)).status).toBe(404);
});

test('what stands behind the charts is taken along as it is read, and that is audited', async () => {
  const read = await counted(center);
  const saved = await rowsOf(await center.get(`${BASE}/summary/export.xlsx?${period}&chart=levels`));
  const { columns, rows } = tableOf('levels', read);
  expect(saved).toEqual(rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]]))));
  const whole = await center.get(`${BASE}/summary/export.xlsx?${period}`);
  expect(whole.status).toBe(200);
  expect(Object.keys((await rowsIn(await whole.arrayBuffer()))[0] ?? {})).toContain('什么不算');
  const entries = await audited(system, { action: 'statistics.exported', 'subject.id': 'city' });
  expect(entries.length).toBeGreaterThanOrEqual(2);
});

test('a subject says what it belongs to, as far as the account reads that', async () => {
  const { taskCode } = await demoTransaction();
  const read = await summary(center, `&kind=item&code=${encodeURIComponent(taskCode)}`);
  expect(read.above.map(({ kind }) => kind)).toEqual(['city', 'region', 'institution']);
  expect((await summary(department)).above).toEqual([]);
});
