import type { Page } from 'playwright-core';
import { idOfFeedback, SORT, stepFeedback } from '../support/feedback.js';
import { signInStaff } from '../support/staff.js';
import { violations } from './support/access.js';
import { button, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// What was written without an account is found again: which is answered, also without network; and how a page is called where it is passed on. FA-2.2.3-a.

const place = visits();

const row = (page: Page, name: RegExp) => page.getByRole('link', { name }).and(page.locator(':visible'));

async function write(page: Page, text: string): Promise<string> {
  await page.goto(`${place.system.baseUrl}/packages/feedback/write/index`);
  await page.getByRole('radio', { name: '大厅环境和设施' }).click();
  await page.getByRole('textbox', { name: '您的意见' }).fill(text);
  await button(page, '送出意见').click();
  return (await page.getByText(/回执号 DP/).innerText()).replace('回执号 ', '').trim();
}

test('我的意见: says which are answered; one opened once is read without network, with the time it was seen', async () => {
  const { page, context } = await place.come();
  const number = await write(page, '等候区的座椅太少了');
  await write(page, '叫号的声音太小了');
  await page.goto(place.system.baseUrl);
  await row(page, /^我的意见$/).click();
  await see(page, '一共2条，还没有答复。');
  const center = await signInStaff(place.system, 'center');
  const id = await idOfFeedback(center, number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, { type: 'answer', words: '加了两排座椅。' });
  await page.reload();
  await see(page, '一共2条，1条有答复了。');
  await row(page, /^叫号的声音太小了，.*，还没有答复$/).waitFor();
  expect(await violations(page)).toEqual([]);

  await context.setOffline(true);
  await row(page, /^等候区的座椅太少了，.*，有答复了$/).click();
  await see(page, '加了两排座椅。');
  await see(page, /^没有网络，这是今天 \d\d:\d\d看到的。$/);
  await context.setOffline(false);
  await page
    .getByText(/^没有网络/)
    .and(page.locator(':visible'))
    .waitFor({ state: 'detached' });
});

test('意见和答复 without network: the error once, and one press brings all of it', async () => {
  const { page } = await place.come();
  await page.route(/\/api\/v1\/(directory\/regions|feedback-answers)/, (route) => route.abort());
  await page.goto(`${place.system.baseUrl}/packages/feedback/answers/index`);
  const again = button(page, '再试一次').and(page.locator(':visible'));
  await again.waitFor();
  expect(await again.count()).toBe(1);
  await page.unroute(/\/api\/v1\/(directory\/regions|feedback-answers)/);
  await again.click();
  await button(page, /^换一个：全市/).waitFor();
});

test('a place and the public answers are called by their own names, before any script ran and in the tab', async () => {
  const base = place.system.baseUrl;
  const answer = await fetch(`${base}/api/v1/places/hall/350400-H01/static-code`);
  const { code } = (await answer.json()) as { code: string };
  const shell = async (path: string) => (await fetch(base + path)).text();
  const named = await shell(`/s/${code}`);
  expect(named).toContain('<title>三明市行政服务中心的服务怎么样？</title>');
  expect(named).toContain('property="og:title" content="三明市行政服务中心的服务怎么样？"');
  expect(named).not.toContain('三明政务服务好差评');
  expect(await shell('/packages/feedback/answers/index?topic=other')).toContain(
    'property="og:title" content="大家提的意见，和各单位的答复"',
  );
  for (const path of [
    '/pages/rate/index?c=11111111',
    '/pages/rate/index?c=%3Cscript%3E',
    '/pages/mine/index',
  ])
    expect(await shell(path)).toContain('<title>三明政务服务好差评</title>');
  const { page } = await place.come();
  await page.goto(`${base}/s/${code}`);
  await page.waitForFunction(() => document.title === '三明市行政服务中心的服务怎么样？');
  await page
    .getByRole('link', { name: /三明政务服务好差评/ })
    .and(page.locator(':visible'))
    .click();
  await page.waitForFunction(() => document.title === '好差评');
});
