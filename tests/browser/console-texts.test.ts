import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { accountOf, giveRating, places, signIn, wcagFindings, type Given } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// Texts that a check found fault with: the centre reads them as they were written and decides; nobody overrules unawares.

// Its own: all words that wait are counted.
let system: OwnSystem;
let browser: Browser;
let given: Given;
let one: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), launchBrowser()]);
  const [place] = await places();
  if (!place) throw new Error('The directory has no item with a window');
  given = await giveRating(system, place, 2, { options: [], text: '等了两小时，这帮人都是王八蛋' });
}, 90_000);
beforeEach(async () => {
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
});
afterEach(async () => {
  await one.leave();
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

const card = () => page.getByRole('article', { name: given.receipt.number });

test('a waiting text leads from the overview to a decision with a reason, which can be taken back', async () => {
  await signIn(page, system, accountOf(system, 'center'));
  await page.getByRole('link', { name: '1 条评价的文字等着核对' }).click();
  await card().getByText('等了两小时，这帮人都是王八蛋').waitFor();
  expect(await card().getByRole('button', { name: '不予显示' }).isDisabled()).toBe(true);
  expect(await wcagFindings(page)).toEqual([]);
  await card().getByRole('button', { name: '含辱骂' }).click();
  await card().getByRole('button', { name: '不予显示' }).click();
  await page.getByText('没有等着核对的文字。').waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: `${given.receipt.number} 的文字：不予显示` })
    .waitFor();
  await page.goto(`${system.baseUrl}/admin/texts?state=hidden`);
  await card().getByText('您：不予显示（辱骂），含辱骂').waitFor();
  await card().getByLabel('理由（留作记录，评价人看不到）').fill('再看一遍');
  await card().getByRole('button', { name: '撤回决定' }).click();
  await page.getByText('还没有核对后不予显示的文字。').waitFor();
  expect(one.errors).toEqual([]);
});

test('two reviewers do not overrule each other unawares', async () => {
  const other = await visitor(browser, { width: 1280, height: 900, touch: false });
  await signIn(page, system, accountOf(system, 'center'), '/texts');
  await signIn(other.page, system, accountOf(system, 'center'), '/texts');
  await card().getByRole('button', { name: '含辱骂' }).click();
  const theirs = other.page.getByRole('article', { name: given.receipt.number });
  await theirs.getByRole('button', { name: '是对服务的意见，没有不妥' }).click();
  await theirs.getByRole('button', { name: '照常显示' }).click();
  await other.page.getByText('没有等着核对的文字。').waitFor();
  await card().getByRole('button', { name: '不予显示' }).click();
  await page.getByText('刚刚有了新的决定').waitFor();
  await page.getByText('没有等着核对的文字。').waitFor();
  await page.goto(`${system.baseUrl}/admin/texts?state=shown`);
  await card().getByText('照常显示（辱骂），是对服务的意见，没有不妥').waitFor();
  await other.leave();
});

test('whoever may not review is told so', async () => {
  await signIn(page, system, accountOf(system, 'department'), '/texts');
  await page.getByText('这个页面不归您的账号看').first().waitFor();
  expect(await page.getByRole('link', { name: '待审文字' }).count()).toBe(0);
});
