import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { staffAccount } from '../support/staff.js';
import { startSystem, type Account, type OwnSystem } from '../support/system.js';
import { rowsIn } from '../support/workbooks.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// 指标: units side by side, one opened down to its figures and on to the ratings; a scheme written by one, published by another. FA-2.1.2-a

// Its own: it has a city.
let system: OwnSystem;
let browser: Browser;
let one: Visitor;
let page: Page;
beforeAll(async () => {
  [system, browser] = await Promise.all([
    startSystem({ worker: false, env: { DEMO_DAYS: '90' } }),
    launchBrowser(),
  ]);
}, 120_000);
afterAll(async () => {
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

test('from the units of a class to one of them, its figures with both numbers, and the ratings behind', async () => {
  await opened(accountOf(system, 'center'), '/indicators');
  const rows = page.getByRole('row');
  await rows.nth(1).waitFor();
  await page.getByText('的评价是演示时编出来的，不是真的').waitFor();
  await page
    .getByRole('button', { name: /没有计入的\d+项$/ })
    .first()
    .press('Enter');
  await page.getByText(/^没有计入，权重让给了别项：/).waitFor();
  await pictured('indicators');
  const saving = page.waitForEvent('download');
  await press('存为表格');
  const book = await rowsIn(new Uint8Array(await readFile(await (await saving).path())).buffer);
  const name = (await rows.nth(1).getByRole('link').innerText()).trim();
  expect(book[0]?.['名称']).toBe(name);

  // By the keyboard: the first row, then all of it opened.
  await page.getByRole('heading', { name: '指标', exact: true }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `${name}的指标` }).waitFor();
  await page.getByText('分数从哪里来').waitFor();
  await page.keyboard.press('o');
  const leaf = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '好评率' }) });
  await leaf.getByText('怎么算的').click();
  await leaf.getByText('采信的非常满意、满意、基本满意').waitFor();
  await page.getByText('不足10条，没有计入').first().waitFor();
  await pictured('indicator-unit');
  await leaf.getByRole('link', { name: '打开这些评价' }).click();
  await page.getByText(/^共 \d+ 条/).waitFor();
  await page.getByText('采信', { exact: true }).first().waitFor();
  // Whichever row lies under the pointer is shaded.
  await page.mouse.move(0, 0);
  await pictured('indicator-ratings');
  await page.goBack();
  await page.getByRole('heading', { name: `${name}的指标` }).waitFor();
  await left();
});

test('a scheme says what does not make 100, and is published by somebody who did not write it', async () => {
  await opened(accountOf(system, 'center'), '/indicators/scheme/hall');
  await press('写下一版');
  await page.getByLabel('“服务质量”的权重').fill('30');
  await page.getByText('六项合起来 105').waitFor();
  await page.getByLabel('“办事流程”的权重').fill('15');
  await page.getByText('六项合起来 100').waitFor();
  await page.getByRole('combobox', { name: '在“服务质量”下面加一个数' }).click();
  await page.keyboard.type('差评率');
  await page.keyboard.press('Enter');
  await page.getByText(/^“服务质量”下面合起来 101/).waitFor();
  await pictured('scheme-editing');
  await press('按比例凑成 100');
  await press('存下');
  await page.getByText('存好了，等另一个人发布').waitFor();
  await press('写完了');
  await page.getByText('改过的人不能自己发布').waitFor();
  await pictured('scheme-draft');
  await left();

  await opened(staffAccount(system, 'center', 2), '/indicators/scheme/hall');
  await page.getByText('新加：“服务质量”下面的差评率').waitFor();
  await deed('发布');
  await page.getByText('第 2 版').first().waitFor();
  await pictured('scheme');
  await left();
});

test('a department sees its own score, as it was opened to it, and changes no scheme', async () => {
  await opened(accountOf(system, 'department'), '/indicators');
  await page.getByRole('status').filter({ hasText: '部门和单位' }).waitFor();
  await pictured('indicators-department');
  await page.getByRole('link', { name: '看指标体系' }).click();
  await page.getByRole('heading', { name: '发布过的' }).waitFor();
  expect(await page.getByRole('button', { name: '写下一版' }).count()).toBe(0);
  await left();
});
