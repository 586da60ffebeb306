import type { Browser, Page } from 'playwright-core';
import { answer, messageThatIs, noticesOf, poorRating } from '../notifications/support.js';
import { idOfFeedback, PASS_ON, SORT, stepFeedback, writeFeedback } from '../support/feedback.js';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { see, visitor, type Visitor } from './support/visitor.js';

// The inbox and the log of messages, as people use them.

// Its own: what was not read yet is counted.
let system: OwnSystem;
let browser: Browser;
let center: StaffClient;
let department: StaffClient;
let one: Visitor;
let page: Page;
beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ peers: true }), launchBrowser()]);
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
}, 90_000);
beforeEach(async () => {
  one = await visitor(browser, { width: 1280, height: 900, touch: false });
  page = one.page;
});
afterEach(async () => {
  await one.leave();
  expect(one.errors).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

test('how many are unread stands beside the name; a notice leads to its case and counts as read', async () => {
  const { id } = await poorRating(system);
  await eventually('told', async () => (await noticesOf(department, id))[0]);
  await signIn(page, system, accountOf(system, 'department'));
  await page.getByRole('link', { name: /^通知\s*1/ }).click();
  await see(page, '没看过的 1 条');
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('link', { name: '有一件差评交给您办' }).click();
  await see(page, '评价人说');
  await page.getByRole('link', { name: /^通知$/ }).click();
  await see(page, '没有新的通知。');
});

test('a unit is told of feedback that was passed on to it, and the notice leads there', async () => {
  const { number } = await writeFeedback(system);
  const id = await idOfFeedback(center, number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, PASS_ON);
  await signIn(page, system, accountOf(system, 'department'), '/notices');
  const link = page.getByRole('link', { name: '有一条意见转给你们单位，请答复' });
  await eventually('told', async () => {
    await page.reload();
    return (
      (await link.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      )) || undefined
    );
  });
  await link.click();
  await see(page, /这是遮过的话/);
});

test('the centre sees what was sent, and what it looks like', async () => {
  const { id } = await poorRating(system);
  await answer(center, department, id);
  await messageThatIs(center, id, 'sent');
  await poorRating(system, null).then(async (silent) => {
    await answer(center, department, silent.id);
    await messageThatIs(center, silent.id, 'unreachable');
  });
  await signIn(page, system, accountOf(system, 'center'));
  await page.getByRole('navigation').getByRole('link', { name: '消息' }).click();
  await see(page, '已送出（短信）');
  await page.getByText(/^消息的样子/).click();
  await page.getByRole('button', { name: '试过 1 次' }).click();
  await see(page, /短信：送到了/);
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '再送一次' }).click();
  await see(page, '没有办法联系');
});
