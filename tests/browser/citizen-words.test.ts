import { randomInt } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { issueInvitation } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';
import { wcagFindings } from './console-support.js';
import { openRecords, type Records } from './support/records.js';
import { button, rateAs, see, visitor, type Look, type Visitor } from './support/visitor.js';

// What happens before words are sent that tell who wrote them, and what their author is told of words that wait. FA-3.3-c.

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

async function asked(look?: Look) {
  const one = await visitor(browser, look);
  visitors.push(one);
  const projectNo = `WORDS-${Date.now()}-${randomInt(1000, 10_000)}`;
  const { link } = await issueInvitation(system, { projectNo });
  await one.page.goto(link);
  await rateAs(one.page, '不满意');
  await see(one.page, '是哪里让您不满意？');
  const said = async () => (await records.ratings({ projectNo }))[0]?.details;
  return { page: one.page, said };
}

const TEXT = '我叫王小明，电话138-1234-5678，窗口没有人。';

test.each<[string, Look]>([
  ['standard', {}],
  ['elder, dark', { elder: true, theme: 'dark', width: 320, height: 568 }],
])('%s: words that tell who wrote them are quoted before they go, and may be mended', async (_, look) => {
  const { page, said } = await asked(look);
  await page.getByRole('textbox').fill(TEXT);
  await button(page, '说完了').click();
  await see(page, '您写到了姓名、电话，别人可能从这里认出您。');
  await see(page, '“王小明”是姓名');
  await see(page, '“138-1234-5678”是电话');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await said()).toEqual([]);
  expect(await wcagFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

  await button(page, '改一改').click();
  expect(await page.getByRole('textbox').inputValue()).toBe(TEXT);
  await page.getByRole('textbox').fill('窗口没有人。');
  await button(page, '说完了').click();
  await page.waitForURL(/\/pages\/done\//);
  expect(await said()).toMatchObject([{ text: '窗口没有人。' }]);
});

test('whoever wants to sends the words as they are, and later additions are asked about alike', async () => {
  const { page, said } = await asked();
  await page.getByRole('textbox').fill(TEXT);
  await button(page, '说完了').click();
  await button(page, '就这样送出').click();
  await page.waitForURL(/\/pages\/done\//);
  expect(await said()).toMatchObject([{ text: TEXT }]);
  await button(page, '再补充几句').click();
  await page.getByRole('textbox').fill('我排到A12');
  await button(page, '说完了').click();
  await see(page, '您写到了排队号，别人可能从这里认出您。');
});

test('words that wait for a review stay on the author’s page, which says where they are', async () => {
  const { page } = await asked();
  await page.getByRole('textbox').fill('王八蛋才这样办事。');
  await button(page, '说完了').click();
  await see(page, '王八蛋才这样办事。');
  await see(page, '这几句在等人核对，核对前办事单位看不到。您的评价照样算数。');
});

test('a picture counts as one character, on the page as on the server', async () => {
  const { page, said } = await asked();
  const box = page.getByRole('textbox');
  await box.fill('👍🏽'.repeat(499));
  await see(page, '499/500');
  await box.press('End');
  await box.pressSequentially('满了');
  await see(page, '500/500');
  await button(page, '说完了').click();
  await page.waitForURL(/\/pages\/done\//);
  expect(await said()).toMatchObject([{ text: `${'👍🏽'.repeat(499)}满` }]);
});
