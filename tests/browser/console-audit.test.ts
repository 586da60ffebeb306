import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import mongoose from 'mongoose';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// The audit administrator reads what happened, checks that it is as it was sealed, and takes a period away (FA-3.2-a).

const RATINGS = 60;
// Its own: its whole log is read, and parts are killed.
let system: OwnSystem;
let browser: Browser;
let database: mongoose.Connection;
let clerk: StaffClient;
let one: Visitor;
let page: Page;

interface Stored {
  _id: string;
  seq: number;
  action: string;
}
const entries = () => database.collection<Stored>('audit_entries');

/** As many events as make a second page, sealed by the worker; then refusals, which come in a row. */
async function happen(): Promise<void> {
  const at = new Date();
  const events = Array.from({ length: RATINGS }, () => ({
    _id: randomUUID(),
    at,
    action: 'rating.accepted',
    actor: { kind: 'evaluator', id: randomUUID() },
    subject: { kind: 'rating', id: randomUUID() },
    detail: { level: 5 },
    pending: [{ kind: 'seal', notBefore: at, attempts: 0 }],
    dead: [],
  }));
  await database.collection('audit_events').insertMany(events as never);
  await quiet();
  clerk = await signInStaff(system, 'window_clerk');
  await quiet();
  for (let n = 0; n < 3; n++) await clerk.get('/api/v1/staff/audit/entries');
  await quiet();
}

const quiet = () =>
  eventually('everything is sealed', async () =>
    (await database.collection('audit_events').countDocuments()) === 0 ? true : undefined,
  );

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), launchBrowser()]);
  database = await mongoose.createConnection(system.mongoUri).asPromise();
  await happen();
}, 90_000);
beforeEach(async () => {
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
});
afterEach(async () => {
  await one.leave();
  expect(one.errors).toEqual([]);
});
afterAll(async () => {
  await database?.close();
  await browser?.close();
  await system?.stop();
});

const rows = () => page.locator('tbody tr[data-row]');
const asAuditor = (path = '/audit') => signIn(page, system, accountOf(system, 'audit_admin'), path);
const search = () => new URL(page.url()).searchParams;
const said = (words: string | RegExp) => page.getByText(words).first().waitFor();
const fold = () => rows().filter({ hasText: '拒绝请求，连续 3 次' });

test('refusals in a row are one row that opens; an entry shows everything it was sealed with', async () => {
  await asAuditor();
  await fold().getByText(clerk.session.displayName).waitFor();
  expect(await rows().filter({ hasText: 'listAuditEntries' }).count()).toBe(1);
  await fold().getByRole('button', { name: '展开' }).click();
  expect(await rows().filter({ hasText: 'listAuditEntries' }).count()).toBe(4);
  await rows().filter({ hasText: '收下评价' }).first().getByRole('button', { name: '细看' }).click();
  await said('收下评价（rating.accepted）');
  await said('前一条的散列');
  expect(await wcagFindings(page)).toEqual([]);
});

test('the log is narrowed by action, day, actor and subject; the address keeps it and holds nothing of a person', async () => {
  await asAuditor();
  await page.getByLabel('做了什么').click();
  await page.keyboard.type('收下评价');
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: /^收下评价$/ })
    .click();
  await said(`共 ${RATINGS} 条`);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '下一页' }).click();
  await said('第 2 页，共 2 页');
  await page.reload();
  await said('第 2 页，共 2 页');
  expect(search().get('action')).toBe('rating.accepted');
  await page.getByRole('button', { name: '细看' }).first().click();
  await page.getByRole('button', { name: '只看对它做的' }).click();
  await said('共 1 条');
  expect(search().get('subjectId')).toMatch(/^[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.getByLabel('谁做的').fill('13812345678');
  await said('这里只能填编号');
  expect(page.url()).not.toContain('13812345678');
  await page.getByLabel('谁做的').fill('nobody-at-all');
  await said('没有符合这些条件的记录');
  await page.goto(`${system.baseUrl}/admin/audit?to=2020-01-01`);
  await said('没有符合这些条件的记录');
});

test('a period is taken away as a file, with the keyboard alone', async () => {
  await asAuditor();
  await rows().first().waitFor();
  await page.getByRole('button', { name: '导出' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: '导出审计日志' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载' }).focus();
  await page.keyboard.press('Enter');
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('"序号"');
  expect(lines.length).toBeGreaterThan(RATINGS);
  await said('已交给浏览器保存');
  await page.keyboard.press('Escape');
  await eventually('the export is told', async () =>
    (await entries().countDocuments({ action: 'audit.exported' })) === 1 ? true : undefined,
  );
});

test('the efficiency office checks, and reads nothing', async () => {
  await signIn(page, system, accountOf(system, 'efficiency_office'), '/audit');
  await said('里面的记录由审计管理员看');
  expect(await rows().count()).toBe(0);
  await page.getByRole('button', { name: '核对', exact: true }).click();
  await said('没有对不上的');
});

describe('when somebody changed the database', () => {
  beforeAll(async () => {
    await quiet();
    await system.kill('worker', 'SIGTERM');
    await entries().updateOne({ seq: 20 }, { $set: { 'detail.level': 1 } });
    await entries().deleteOne({ seq: 30 });
  });

  test.each([
    ['light', 1280],
    ['dark', 768],
  ] as const)('the check names each broken entry, in %s at %d pixels', async (theme, width) => {
    const other = await visitor(browser, { width, height: 900, theme, touch: false });
    await signIn(other.page, system, accountOf(system, 'audit_admin'), '/audit');
    await other.page.getByRole('button', { name: '核对', exact: true }).click();
    const report = other.page.getByRole('region', { name: '是不是原样' });
    await report.getByText('有 2 处对不上').waitFor();
    await report.getByText(/^第20条被改过，和封存时不一样/).waitFor();
    await report.getByText('第30条不见了').waitFor();
    expect(await wcagFindings(other.page)).toEqual([]);
    expect(await other.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await other.leave();
  });
});
