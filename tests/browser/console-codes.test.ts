import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// The centre prints the codes of a whole hall, and of a person. FA-1-a FA-2.1.1-d.

// Its own: the list of codes begins empty.
let system: OwnSystem;
let browser: Browser;
let one: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ worker: false }), launchBrowser()]);
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
  await signIn(page, system, accountOf(system, 'center'), '/codes');
}, 90_000);
afterAll(async () => {
  await one?.leave();
  await browser?.close();
  await system?.stop();
});

const dialog = () => page.getByRole('dialog');
const option = (name: string | RegExp) => page.locator('.ant-select-item-option', { hasText: name }).last();
const picture = async (name: string) => {
  const folder = process.env['PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

async function savedPdf(press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFile(await download.path());
}

test('all windows of a hall are chosen at once and saved as sheets', async () => {
  await page.getByRole('button', { name: '做一批' }).click();
  await dialog().getByLabel('整个大厅').click();
  await page.keyboard.type('三明市行政服务中心');
  await option('三明市行政服务中心').click();
  await dialog()
    .getByRole('button', { name: /^选上全部 \d+ 个窗口/ })
    .click();
  await picture('console-many');
  expect(await wcagFindings(page)).toEqual([]);
  const pdf = await savedPdf(() =>
    dialog()
      .getByRole('button', { name: /^做好 \d+ 张/ })
      .click(),
  );
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.locator('tr[data-row]').first().waitFor();
});

test('single ones of the list are chosen and printed together', async () => {
  await page.getByRole('checkbox').nth(0).check();
  await page.getByRole('checkbox').nth(1).check();
  await picture('console-list');
  const pdf = await savedPdf(() => page.getByRole('button', { name: '打印选中的 2 张' }).click());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await wcagFindings(page)).toEqual([]);
});

test('the code of a person carries the number and the office', async () => {
  await page.getByRole('button', { name: '做一张' }).click();
  await dialog().getByLabel('代表什么').click();
  await option('工作人员').click();
  await page.getByText('码上和评价页上只写工号和单位，不写姓名。').waitFor();
  await dialog().getByLabel('哪一个').click();
  await page.keyboard.type('350400-P001');
  await option('350400-P001').click();
  await dialog().getByRole('button', { name: '做好，去打印' }).click();
  await page.getByRole('heading', { name: '工号 350400-P001' }).waitFor();
  await picture('console-person');
  expect(await page.content()).not.toContain('林志镕');
  expect(one.errors).toEqual([]);
});
