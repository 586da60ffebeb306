import { randomInt } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { eventually, issueInvitation } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';
import { wcagFindings } from './console-support.js';
import { openRecords, type Records } from './support/records.js';
import { button, rateAs, see, visitor, type Look, type Visitor } from './support/visitor.js';

// The questionnaire below the level: folded, voluntary, and still there after the page was closed. FA-2.2.3-b FA-2.2.3-c.

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

async function rated(look: Look = {}) {
  const one = await visitor(browser, look);
  visitors.push(one);
  const projectNo = `ASKED-${Date.now()}-${randomInt(1000, 10_000)}`;
  const { link } = await issueInvitation(system, { projectNo });
  await one.page.goto(link);
  await rateAs(one.page, '满意');
  await see(one.page, '哪里让您觉得好？');
  const said = async () => (await records.ratings({ projectNo }))[0]?.details;
  return { page: one.page, link, said };
}

test('what was begun is there when the page is opened again, and goes when it is sent', async () => {
  const { page, link, said } = await rated();
  expect(await page.getByText('办事指南说得清楚吗？').count()).toBe(0);
  await button(page, '再答5个小问题（自愿）').click();
  await page.getByRole('radio', { name: '有点多' }).click();
  await page.getByRole('radio', { name: '清楚', exact: true }).click();
  // A tap takes back what a tap said.
  await page.getByRole('radio', { name: '清楚', exact: true }).click();
  expect(await wcagFindings(page)).toEqual([]);
  expect(await said()).toEqual([]);

  await page.goto('about:blank');
  await page.goto(link);
  await page.waitForURL(/\/pages\/done\//);
  const chosen = page.getByRole('radio', { name: '有点多' });
  expect(await chosen.getAttribute('aria-checked')).toBe('true');
  await page.getByRole('textbox', { name: '您有什么改进的建议？' }).fill('少要一份复印件。');
  await button(page, '说完了').click();
  await see(page, '要交的材料多不多？');
  await see(page, '少要一份复印件。');
  const [arrived] = await eventually('the answers are there', async () => {
    const details = await said();
    return details?.length ? details : undefined;
  });
  expect([arrived]).toMatchObject([
    {
      text: '',
      questionnaire: {
        answers: [
          { question: 'materials', chosen: ['2'] },
          { question: 'advice', text: '少要一份复印件。' },
        ],
      },
    },
  ]);
});

test('large type, dark, a small phone: one question at a time, and nothing need be answered', async () => {
  const { page, said } = await rated({ elder: true, theme: 'dark', width: 320, height: 568 });
  await button(page, '再答5个小问题（自愿）').click();
  await see(page, '第1问，共5问');
  await button(page, '下一问').click();
  await see(page, '办事的步骤方便吗？');
  expect(await page.getByText('办事指南说得清楚吗？').count()).toBe(0);
  expect(await wcagFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await button(page, '不说了').click();
  await page.waitForURL(/\/pages\/done\//);
  expect(await said()).toEqual([]);
});
