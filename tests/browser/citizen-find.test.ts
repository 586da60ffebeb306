import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { sharedSystem, type System } from '../support/system.js';

import { wcagFindings } from './console-support.js';
import { openRecords, type Records } from './support/records.js';
import { button, rateAs, see, title, visitor, type Look, type Visitor } from './support/visitor.js';

// Whoever has no code finds what to rate by typing a few letters. FA-1-a FA-2.1.1-b FA-2.1.1-d.

const NAME = '林志镕';

let system: System;
let browser: Browser;
let records: Records;
const visitors: Visitor[] = [];

beforeAll(async () => {
  [system, browser] = await Promise.all([sharedSystem(), launchBrowser()]);
  records = await openRecords(system);
}, 60_000);
afterEach(async () => {
  const errors = visitors.flatMap((one) => one.errors);
  await Promise.all(visitors.splice(0).map((one) => one.leave()));
  expect(errors).toEqual([]);
});
afterAll(async () => {
  await records?.close();
  await browser?.close();
});

async function atPlaces(look?: Look): Promise<Page> {
  const one = await visitor(browser, look);
  visitors.push(one);
  await one.page.goto(`${system.baseUrl}/packages/place/index`);
  await see(one.page, '您在哪里办的事？');
  return one.page;
}

const field = (page: Page) => page.getByRole('textbox', { name: '找您要评的' });

/** Kept for whoever wants to look, where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function staticRatings(targetKind: string, targetCode: string) {
  const answer = await fetch(`${system.baseUrl}/api/v1/places/${targetKind}/${targetCode}/static-code`);
  const { code } = (await answer.json()) as { code: string };
  return records.ratings({ staticCode: code });
}

test('a hall is found by the first letters of its name, and rated', async () => {
  const before = (await staticRatings('hall', '350400-H01')).length;
  const page = await atPlaces();
  await picture(page, 'place-phone');
  await field(page).fill('smszwzx');
  await see(page, '找到这些');
  await see(page, /^大厅$/);
  await picture(page, 'found-phone');
  expect(await wcagFindings(page)).toEqual([]);
  await button(page, '三明市行政服务中心 三明市行政服务中心管理委员会').click();
  await page.waitForURL(/\/pages\/rate\//);
  await see(page, '三明市行政服务中心');
  await rateAs(page, '满意');
  await see(page, '收到了。');
  expect(await staticRatings('hall', '350400-H01')).toHaveLength(before + 1);
});

test('a person is rated by the number on the badge, and no page shows the name', async () => {
  const page = await atPlaces();
  await field(page).fill(NAME);
  await see(page, `没有找到“${NAME}”。`);
  await picture(page, 'nothing-phone');
  await field(page).fill('350400-p001');
  await button(page, /^工号 350400-P001/).click();
  await page.waitForURL(/\/pages\/rate\//);
  await see(page, '工号 350400-P001');
  await see(page, '三明市行政服务中心管理委员会');
  await picture(page, 'person-phone');
  expect(await page.content()).not.toContain(NAME);
  await rateAs(page, '非常满意');
  await see(page, '收到了。');
  expect(await page.content()).not.toContain(NAME);
  const [rating] = (await staticRatings('staff', '350400-P001')).slice(-1);
  expect(rating).toMatchObject({ level: 5, title: '工号 350400-P001' });
});

test('a long list is shown more of when asked, and the way by places is still there, hall and window', async () => {
  const page = await atPlaces();
  await field(page).fill('登记');
  const more = button(page, /^办的事：再看/);
  await more.waitFor();
  const items = page.getByRole('listitem').and(page.locator(':visible'));
  const before = await items.count();
  await more.click();
  await items.nth(before).waitFor();
  await field(page).fill('火星办事处');
  await see(page, '没有找到“火星办事处”。');
  await button(page, '按地方选').click();
  expect(await title(page).innerText()).toBe('您在哪里办的事？');
  await button(page, /三明市（市级大厅）/).click();
  await button(page, /^三明市行政服务中心/).click();
  await button(page, /^评整个大厅/).waitFor();
  await button(page, /^A01 综合收件窗口1/).click();
  await page.waitForURL(/\/pages\/rate\//);
});

test('nothing sticks out on a narrow phone, in elder mode or on a desktop', async () => {
  const looks: Record<string, Look> = {
    narrow: { width: 320 },
    elder: { elder: true },
    desktop: { width: 1280, height: 800, touch: false },
    dark: { theme: 'dark' },
  };
  for (const [name, look] of Object.entries(looks)) {
    const page = await atPlaces(look);
    await field(page).fill('gongan');
    await see(page, '找到这些');
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);
    await picture(page, `found-${name}`);
  }
});
