import { readFile } from 'node:fs/promises';
import { dayOf } from '@haochaping/shared/domain';
import { lastPeriod, periodBefore } from '@haochaping/shared/domain/figures/index';
import type { Browser, Page } from 'playwright-core';
import { disconnectDatabase } from '../../server/src/database.js';
import { draftNextDue } from '../../server/src/modules/statistics/index.js';
import { besideServer } from '../identity/rights-support.js';
import { launchBrowser } from '../support/browser.js';
import { staffAccount } from '../support/staff.js';
import { startSystem, type Account, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// A report is drafted, its words edited, signed by a second of the office, handed back, and read by its department. FA-2.4.2-a.

// Its own: it has a city.
let system: OwnSystem;
let browser: Browser;
let one: Visitor;
let page: Page;
beforeAll(async () => {
  [system, browser] = await Promise.all([
    startSystem({ worker: false, env: { DEMO_DAYS: '60' } }),
    launchBrowser(),
  ]);
  await besideServer(system);
  while (await draftNextDue(new Date()));
}, 120_000);
afterAll(async () => {
  await disconnectDatabase();
  await browser?.close();
  await system?.stop();
});

const opened = async (account: Account, path: string) => {
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
  await signIn(page, system, account, path);
};
const left = async () => {
  expect(one.errors).toEqual([]);
  await one.leave();
};
const heading = (name: string | RegExp) => page.getByRole('heading', { name });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
/** Presses what asks first, and says yes. */
const deed = async (name: string) => {
  await press(name);
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
};
const pictured = async (name: string) => {
  expect(await wcagFindings(page)).toEqual([]);
  const folder = process.env['PICTURES'];
  if (!folder) return;
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.setViewportSize({ width: 375, height: 812 });
  await page.screenshot({ path: `${folder}/${name}-375.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
};
/** In a month's first days the last is not yet opened to a unit. */
const MONTH_BEFORE_LAST = periodBefore(lastPeriod('month', dayOf(new Date()))).name;
const NEXT = '下个月起，取号和收件并到一个窗口。镕祎堃喆𠮷';

test('a department’s report goes from a draft to whom it is about, and nobody writes in it after it is signed', async () => {
  const center = accountOf(system, 'center');
  await opened(center, '/reports');
  await heading('报告').waitFor();
  await page.getByRole('link', { name: /^全市.*月政务.*情况报告$/ }).waitFor();
  await pictured('reports');
  await page.getByRole('link', { name: /^全市.*月政务.*情况报告$/ }).click();
  await heading('起草时的数字').waitFor();
  await pictured('report-city');
  for (const format of ['PDF', 'Word']) {
    const saving = page.waitForEvent('download');
    await press(`存为 ${format}`);
    const file = await (await saving).path();
    expect((await readFile(file)).length).toBeGreaterThan(5000);
    const folder = process.env['PICTURES'];
    if (folder) await (await saving).saveAs(`${folder}/city.${format === 'PDF' ? 'pdf' : 'docx'}`);
  }

  await press('回到列表');
  await press('起草一份');
  await page.getByText('单位', { exact: true }).click();
  await press('照数字起草');
  await page.getByText('请选是哪一个。').waitFor();
  await page.getByLabel('哪个单位').click();
  await page.keyboard.type('三明市发展和改革');
  await page.locator('.ant-select-item-option', { hasText: '三明市发展和改革委员会' }).first().click();
  await page.getByLabel('哪一期').click();
  await page.locator('.ant-select-item-option', { hasText: MONTH_BEFORE_LAST }).click();
  await pictured('report-new');
  await press('照数字起草');
  await heading(/^三明市发展和改革委员会/).waitFor();
  await page.getByLabel('下一步').fill(NEXT);
  await press('存下');
  await page.getByText('改以前是怎样写的（1 次）').waitFor();
  await pictured('report-draft');
  await deed('送签');
  await page.getByText('等送签的单位另一个没有写过这份报告的人签发。').waitFor();
  expect(await page.getByLabel('下一步').count()).toBe(0);
  const path = new URL(page.url()).pathname.replace('/admin', '');
  await left();

  await opened(staffAccount(system, 'center', 2), path);
  await deed('签发');
  await deed('反馈给单位');
  await page.getByText('单位还没有人看过。').waitFor();
  await left();

  await opened(accountOf(system, 'department'), '/reports');
  await page.getByRole('link', { name: /^三明市发展和改革委员会/ }).click();
  await page.getByText(NEXT).waitFor();
  await deed('看过了');
  await page.getByText(/单位看过了$/).waitFor();
  await pictured('report-returned');
  await left();
});
