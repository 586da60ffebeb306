import { randomInt } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { eventually, issueInvitation } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';
import { startGateway, type Gateway } from './support/gateway.js';
import { openRecords, type Records, type StoredRating } from './support/records.js';
import { button, rateAs, see, title, visitor, type Visitor } from './support/visitor.js';

// A rating that was tapped is not lost and counts once, whatever the network does. FA-2.2.1-a, FA-2.2.2-b.

const KEPT = '没有网络。您的评价已存在手机里，有网后会自动送出。';
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

/** Opens the rating page of a fresh invitation; answers its project number. */
async function openInvited(): Promise<string> {
  const projectNo = `WEB-${Date.now()}-${randomInt(1000, 10_000)}`;
  const { token } = await issueInvitation(system, { projectNo });
  await page.goto(`${gateway.url}/pages/rate/index?i=${token}`);
  await title(page).waitFor();
  return projectNo;
}

const arrived = (projectNo: string, enough: (stored: StoredRating) => boolean = () => true) =>
  eventually('the rating arrives', async () => (await records.ratings({ projectNo })).find(enough));

test('tapped without network: kept, said so, sent once with the time of the tap when the network is back', async () => {
  const projectNo = await openInvited();
  await one.context.setOffline(true);
  const before = Date.now();
  await rateAs(page, '不满意');
  await see(page, KEPT);
  await page.getByRole('checkbox', { name: '服务态度生硬' }).click();
  await page.getByRole('textbox').fill('话说到一半就叫下一位。');
  await button(page, '说完了').click();
  await see(page, '已存在手机里，有网后自动送出。');
  const after = Date.now();
  expect(await records.ratings({ projectNo })).toEqual([]);

  const back = Date.now();
  await one.context.setOffline(false);
  await see(page, '收到了。');
  const stored = await arrived(projectNo, ({ details }) => details.length > 0);
  expect(stored).toMatchObject({ level: 2, details: [{ options: ['214'], text: '话说到一半就叫下一位。' }] });
  expect(stored.ratedAt.getTime()).toBeGreaterThanOrEqual(before - 1000);
  expect(stored.ratedAt.getTime()).toBeLessThanOrEqual(after);
  expect(stored.receivedAt.getTime()).toBeGreaterThanOrEqual(back);
  expect(await records.ratings({ projectNo })).toHaveLength(1);
});

test('the answer is lost after the server took the rating in: sending again counts once', async () => {
  const projectNo = await openInvited();
  gateway.weather = 'answers lost';
  await rateAs(page, '满意');
  await see(page, '暂时连不上。您的评价已存在手机里，连上后会自动送出。');
  const stored = await arrived(projectNo);
  gateway.weather = 'clear';
  await see(page, '网络好了，刚才的评价已经送到。');
  expect((await records.ratings({ projectNo })).map(({ number }) => number)).toEqual([stored.number]);
  await button(page, '不说了').click();
  await see(page, stored.number);
});

test('maintenance while sending: kept, and sent by itself afterwards', async () => {
  const projectNo = await openInvited();
  gateway.weather = 'maintenance';
  await rateAs(page, '基本满意');
  await see(page, '我们这边暂时收不了。您的评价已存在手机里，过一会儿会自动送出。');
  gateway.weather = 'clear';
  await see(page, '网络好了，刚才的评价已经送到。');
  expect(await records.ratings({ projectNo })).toHaveLength(1);
});

test('closed before the network came back: sent at the next visit, and its link does not ask again', async () => {
  const projectNo = await openInvited();
  const link = page.url();
  await one.context.setOffline(true);
  await rateAs(page, '非常满意');
  await see(page, KEPT);
  await page.close();
  await one.context.setOffline(false);
  gateway.weather = 'maintenance';
  page = await one.context.newPage();
  await page.goto(link);
  await see(page, '已存在手机里，有网后自动送出。');
  expect(await page.getByRole('radio').count()).toBe(0);
  gateway.weather = 'clear';
  await page.goto(gateway.url);
  await arrived(projectNo);
  expect(await records.ratings({ projectNo })).toHaveLength(1);
});

test('kept too long: the refusal is shown with its reason, not hidden', async () => {
  const projectNo = await openInvited();
  await one.context.setOffline(true);
  await rateAs(page, '满意');
  await see(page, KEPT);
  await records.expire(projectNo);
  await one.context.setOffline(false);
  await button(page, '不说了').click();
  await see(page, '这条没有送成。');
  expect(await records.ratings({ projectNo })).toEqual([]);
});

test('a slow answer is told while it is awaited', async () => {
  const projectNo = await openInvited();
  gateway.weather = { lateMs: 5500 };
  await rateAs(page, '满意');
  await see(page, '正在送出…');
  await see(page, '网络有点慢，还在送。评价已存在手机里，不会丢。');
  await see(page, '收到了。');
  expect(await records.ratings({ projectNo })).toHaveLength(1);
});

test('the own list opens without network, with what was last seen', async () => {
  await openInvited();
  await rateAs(page, '满意');
  await button(page, '不说了').click();
  await see(page, '收到了您的评价');
  await one.context.setOffline(true);
  await button(page, '我评过的').click();
  await see(page, '没有网络，下面是上次看到的情况。');
  const row = page.getByRole('link', { name: /满意，三明市行政服务中心.*正在送往省/ });
  await row.click();
  await see(page, /没有网络，这是今天 \d\d:\d\d看到的进度。/);
  await see(page, '收到了您的评价');
});

test('the own list says what it is for while it is empty', async () => {
  await page.goto(`${gateway.url}/pages/mine/index`);
  await see(page, '还没有评过');
  await see(page, '办完事后扫一扫窗口上的二维码');
});

test('a device that stores nothing is not told that something was kept', async () => {
  await one.context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const projectNo = await openInvited();
  await one.context.setOffline(true);
  await rateAs(page, '满意');
  await see(page, '没有送出去，这台手机也存不下来。请连上网后再点一次“送出”。');
  await one.context.setOffline(false);
  await button(page, /^送出/).click();
  await see(page, '收到了。');
  expect(await records.ratings({ projectNo })).toHaveLength(1);
});

test('where the browser blocks site data, the page opens all the same and the rating arrives', async () => {
  await one.page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });
  const projectNo = await openInvited();
  await rateAs(page, '满意');
  expect(await arrived(projectNo)).toMatchObject({ level: 4 });
});
