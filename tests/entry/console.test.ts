import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { dayOf } from '@haochaping/shared/domain';
import { photo } from '../attachments/support.js';
import { accountOf, signIn, wcagFindings } from '../browser/console-support.js';
import { visitor, type Visitor } from '../browser/support/visitor.js';
import { launchBrowser } from '../support/browser.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { printForms, WINDOW } from './support.js';

// The centre at its desk: a form is found by its number, written down with its photo; the hotline's table is looked at, then kept. FA-2.2.1-b FA-2.2.2-b.

let system: System;
let browser: Browser;
let one: Visitor;
let page: Page;
beforeAll(async () => {
  [system, browser] = await Promise.all([sharedSystem(), launchBrowser()]);
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
  await signIn(page, system, accountOf(system, 'center'), '/entries');
}, 60_000);
afterAll(async () => {
  await one?.leave();
  await browser?.close();
});

const part = (name: string) => page.locator('.ant-segmented-item', { hasText: name }).click();
/** Where somebody who looks at the screens wants them. */
const look = async (name: string) => {
  const folder = process.env.LOOK_AT;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

test('a form: its number as it is typed off, what stands on it, its photo; a second time it is used', async () => {
  const { numbers } = await printForms(await signInStaff(system, 'center'), 1);
  const [number = ''] = numbers;
  const find = async () => {
    await page.getByLabel('评价表编号').fill(number.toLowerCase().replace('-', ' '));
    await page.keyboard.press('Enter');
  };
  await page.getByRole('heading', { name: '纸质与电话' }).waitFor();
  await find();
  await page.getByText('企业开办综合窗口1').first().waitFor();
  await page.getByRole('button', { name: '录好了' }).click();
  await page.getByText('请先拍下评价表，传上照片。').waitFor();
  await page.getByRole('radio', { name: '不满意', exact: true }).check();
  await page.getByRole('checkbox', { name: '窗口人员业务不熟练' }).check();
  await page.getByLabel('哪天评的').fill(dayOf(new Date()));
  await page.keyboard.press('Enter');
  await page.getByLabel(/写的话/).fill('问了三个人才问到');
  await page.locator('input[type=file]').setInputFiles({
    name: '评价表.jpg',
    mimeType: 'image/jpeg',
    buffer: await photo(),
  });
  await page.getByRole('button', { name: '去掉评价表.jpg' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await look('entry');
  await page.getByRole('button', { name: '录好了' }).click();
  await page.getByText('可以接着录下一张').waitFor();
  await find();
  await page.getByText('一张表只录一次').waitFor();
  await page.getByRole('link', { name: '看这条评价' }).click();
  await page.getByText(number).waitFor();
  await page.getByText('问了三个人才问到').waitFor();
  await page.getByRole('button', { name: '评价表.jpg' }).waitFor();
  await look('rating');
  // Whoever holds the stub scans it, without an account.
  const stub = await visitor(browser, { width: 375, height: 740, touch: true });
  await stub.page.goto(`${system.baseUrl}/f/${number}`);
  await stub.page.getByText('您评的是“不满意”').waitFor();
  expect(await wcagFindings(stub.page)).toEqual([]);
  if (process.env.LOOK_AT) await stub.page.screenshot({ path: join(process.env.LOOK_AT, 'stub.png') });
  await stub.page.goto(`${system.baseUrl}/f/ZB-AAAAAAAA`);
  await stub.page.getByText('没有这个编号的评价表').waitFor();
  await stub.leave();
}, 120_000);

test('the hotline’s table: wrong rows are told, right ones looked at and kept; what waits to be compared and the print stand beside', async () => {
  await page.goto(`${system.baseUrl}/admin/entries`);
  await part('导入电话评价');
  const folder = mkdtempSync(join(tmpdir(), 'phone-'));
  const choose = async (name: string, rows: string[]) => {
    const file = join(folder, name);
    writeFileSync(file, ['记录编号,评价时间,评价对象,等级,说明,坐席', ...rows].join('\n'));
    await page.locator('input[type=file]').setInputFiles(file);
  };
  const day = dayOf(new Date());
  await choose('wrong.csv', [`A-${Date.now()},${day} 00:00,没有的窗口,很好,`]);
  await page.getByText('有 2 处要改，一条也没有记下').waitFor();
  await look('phone-wrong');
  await choose('right.csv', [
    `B-${Date.now()},${day} 00:00,${WINDOW},非常不满意,电话打不通`,
    `C-${Date.now()},2026-11-20 09:30,${WINDOW},满意,`,
  ]);
  await page.getByText('其中差评 1 条').waitFor();
  await page.getByText('没有读的列：坐席').waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await look('phone');
  await page.getByRole('button', { name: '记下 2 条' }).click();
  await page.getByText('记下了 2 条，差评 1 条').waitFor();
  await part('印评价表');
  await page.getByRole('button', { name: '做成 PDF' }).waitFor();
  await look('print');
  expect(await wcagFindings(page)).toEqual([]);
  await part('待复核');
  await page.getByText('自己录的不在这里').waitFor();
  await look('check');
  expect(await wcagFindings(page)).toEqual([]);
  expect(one.errors).toEqual([]);
}, 120_000);
