import { randomInt } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { issueInvitation, rate } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';
import { startGateway, type Gateway } from './support/gateway.js';
import { openRecords, type Records } from './support/records.js';
import { button, rateAs, see, title, visitor, type Visitor } from './support/visitor.js';

// When there is nothing to rate, or no way to the server: each time a page that says what to do. FA-2.1.3-a.

let system: System;
let gateway: Gateway;
let browser: Browser;
let records: Records;
let one: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([sharedSystem(), launchBrowser()]);
  [records, gateway] = await Promise.all([openRecords(system), startGateway(system.baseUrl)]);
}, 60_000);
beforeEach(async () => {
  gateway.weather = 'clear';
  one = await visitor(browser);
  page = one.page;
});
afterEach(async () => {
  await one.leave();
  expect(one.errors).toEqual([]);
});
afterAll(async () => {
  await records?.close();
  await gateway?.close();
  await browser?.close();
});

async function invited() {
  const projectNo = `WEB-${Date.now()}-${randomInt(1000, 10_000)}`;
  const { token } = await issueInvitation(system, { projectNo });
  return { projectNo, token, page: `${gateway.url}/pages/rate/index?i=${token}` };
}

/** What every such page has: a heading, no faces, a way on. */
async function expectExplained(heading: string): Promise<void> {
  await see(page, heading);
  expect(await title(page).innerText()).toBe(heading);
  expect(await page.getByRole('radio').count()).toBe(0);
  await button(page, '回首页').waitFor();
}

test('an invitation used on another device tells whoever opens it nothing, and whoever rates again that it was used, not when', async () => {
  const { token } = await invited();
  await rate(system.baseUrl, token, 4);
  await page.goto(`${system.baseUrl}/r/${token}`);
  await see(page, '刚才的服务怎么样？');
  expect(await page.locator('body').innerText()).not.toContain('评过了');
  await rateAs(page, '满意');
  await expectExplained('这次服务已经评过了');
  await see(page, '一次服务只评一次');
  expect(await page.locator('body').innerText()).not.toMatch(/\d\d:\d\d|今天/);
  await button(page, '打电话 12345').waitFor();
});

test('an expired invitation says until when it held', async () => {
  const { token, projectNo } = await invited();
  await records.expire(projectNo);
  await page.goto(`${system.baseUrl}/r/${token}`);
  await expectExplained('这个评价链接过期了');
  await see(page, /有效期到/);
});

test('an invitation that runs out while its page is open is explained too', async () => {
  const invitation = await invited();
  await page.goto(invitation.page);
  await title(page).waitFor();
  await records.expire(invitation.projectNo);
  await rateAs(page, '满意');
  await expectExplained('这个评价链接过期了');
  expect(await records.ratings({ projectNo: invitation.projectNo })).toEqual([]);
});

test.each([
  ['an unknown invitation', '/r/1111111111111111', '没有找到这个评价链接'],
  ['a cut-off link', '/r/11111111', '这个评价链接不完整'],
  ['a link with a stray character', '/pages/rate/index?i=%E0%A4%A', '这个评价链接不完整'],
  ['an unknown printed code', '/s/11111111', '没有找到这个窗口'],
  ['a malformed printed code', '/s/0', '这个评价链接不完整'],
  ['no code at all', '/pages/rate/index', '还不知道您要评哪一次服务'],
  ['a receipt of another device', '/pages/done/index?id=1', '没有找到这条评价'],
])('%s is explained', async (_name, path, heading) => {
  await page.goto(system.baseUrl + path);
  await expectExplained(heading);
});

test('an address that is no page leads to the first page', async () => {
  await page.goto(`${system.baseUrl}/pages/nowhere`);
  await see(page, '办完事，说说怎么样');
});

test('maintenance in front of the server is told as our fault, and trying again helps', async () => {
  const invitation = await invited();
  gateway.weather = 'maintenance';
  await page.goto(invitation.page);
  await expectExplained('我们这边出了点问题');
  gateway.weather = 'clear';
  await button(page, '再试一次').click();
  await see(page, '刚才的服务怎么样？');
});

test('a slow network is said to be slow, and the page still opens', async () => {
  const invitation = await invited();
  gateway.weather = { lateMs: 5500 };
  await page.goto(invitation.page);
  await see(page, '正在打开…');
  await see(page, '网络有点慢，请稍等一下。');
  await see(page, '刚才的服务怎么样？');
});

test('without network the page says so, and opens by itself when there is one', async () => {
  const invitation = await invited();
  await page.goto(gateway.url);
  await title(page).waitFor();
  await one.context.setOffline(true);
  await page.getByRole('textbox').fill(invitation.token);
  await button(page, '去评价').click();
  await expectExplained('没有网络');
  await one.context.setOffline(false);
  await see(page, '刚才的服务怎么样？');
});

test('a server that cannot be reached is not called a missing network', async () => {
  const invitation = await invited();
  const lost = await startGateway(system.baseUrl);
  await page.goto(lost.url);
  await title(page).waitFor();
  await lost.close();
  await page.getByRole('textbox').fill(invitation.token);
  await button(page, '去评价').click();
  await expectExplained('暂时连不上');
});
