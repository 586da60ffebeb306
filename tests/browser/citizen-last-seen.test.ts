import type { Page } from 'playwright-core';
import { issueInvitation } from '../support/journey.js';
import { expectToFit, violations } from './support/access.js';
import { openOwn, signInByPhone } from './support/own-pages.js';
import { button, rateAs, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// Without network the lists of an account are as they were last seen, and say so; nobody else sees them. FA-2.1.3-a, FA-3.3-c.

const place = visits();

const NOTE = /^没有网络，这是今天 \d\d:\d\d看到的。$/;
const kept = (page: Page) => page.evaluate(() => localStorage.getItem('haochaping.last-seen') ?? '');

/** Signed in, with one rating under the own name, at the list of ratings. */
async function atOwnRatings() {
  const { page, context } = await place.come();
  await page.goto((await issueInvitation(place.system)).link);
  await rateAs(page, '满意');
  await button(page, '不说了').click();
  await signInByPhone(page, place.system);
  await page.getByRole('link', { name: /^我的评价/ }).click();
  await button(page, '归到我名下').click();
  await page.getByRole('link', { name: /^满意，/ }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: /^满意，/ }).waitFor();
  return { page, context };
}

test('the network goes: the list stays with the time it was seen, and is fresh when the network is back', async () => {
  const { page, context } = await atOwnRatings();
  await page.getByRole('link', { name: /^满意，/ }).click();
  await see(page, /^回执号 HP/);
  await page.goBack();
  await page
    .getByRole('link', { name: /^满意，/ })
    .and(page.locator(':visible'))
    .waitFor();
  await page.goBack();
  await see(page, '身份：');
  await context.setOffline(true);
  await page.getByRole('link', { name: /^我的评价/ }).click();
  await see(page, NOTE);
  await page
    .getByRole('link', { name: /^满意，/ })
    .and(page.locator(':visible'))
    .waitFor();
  expect(await violations(page)).toEqual([]);
  // A rating that was opened before is as it was, too.
  await page
    .getByRole('link', { name: /^满意，/ })
    .and(page.locator(':visible'))
    .click();
  await see(page, /^回执号 HP/);
  await see(page, NOTE);
  await page.goBack();
  await page.setViewportSize({ width: 320, height: 568 });
  await expectToFit(page, 44);
  await context.setOffline(false);
  await page.getByText(NOTE).and(page.locator(':visible')).waitFor({ state: 'detached' });
  await page
    .getByRole('link', { name: /^满意，/ })
    .and(page.locator(':visible'))
    .waitFor();
});

test('what is kept carries no secret of the sign-in, and goes with it', async () => {
  const { page } = await atOwnRatings();
  await openOwn(page, place.system, 'me');
  await see(page, '身份：');
  const before = JSON.parse(await kept(page)) as { data: { lists: { path: string; data: object }[] } };
  const paths = before.data.lists.map(({ path }) => path);
  expect(paths).toContain('/me/session');
  expect(paths.some((path) => path.startsWith('/me/ratings'))).toBe(true);
  const session = before.data.lists.find(({ path }) => path === '/me/session')?.data;
  expect(session).toMatchObject({ csrfToken: '', tokens: null });
  await button(page, '退出登录').click();
  await see(page, '这一页是您自己的，请先登录。');
  expect(await kept(page)).not.toContain('/me/');
});

test('another person signs in on the same device without a sign-out before: nothing of the first is shown or left', async () => {
  const { page, context } = await atOwnRatings();
  await signInByPhone(page, place.system);
  expect(await kept(page)).not.toContain('/me/ratings');
  await context.setOffline(true);
  await page.getByRole('link', { name: /^我的评价/ }).click();
  await see(page, '没有网络。连上网后再试一次。');
  expect(
    await page
      .getByRole('link', { name: /^满意，/ })
      .and(page.locator(':visible'))
      .count(),
  ).toBe(0);
});

test('a second tap while a deed runs sends nothing twice, and the button says what happens', async () => {
  const { page } = await atOwnRatings();
  await openOwn(page, place.system, 'me');
  await see(page, '身份：');
  let sent = 0;
  await page.route('**/api/v1/me/session', async (route) => {
    if (route.request().method() !== 'DELETE') return route.continue();
    sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 800));
    return route.continue();
  });
  await button(page, '退出登录').evaluate((one: HTMLElement) => {
    one.click();
    one.click();
  });
  const running = button(page, '正在退出…');
  await running.waitFor();
  expect(await running.isDisabled()).toBe(true);
  await see(page, '这一页是您自己的，请先登录。');
  expect(sent).toBe(1);
});
