import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { sharedSystem, type System } from '../support/system.js';
import { expectToFit, violations } from './support/access.js';
import { openInvitation, STOPS, type Stop } from './support/stops.js';
import { face, title, visitor, type Look, type Visitor } from './support/visitor.js';

// Every page, for every eye and hand: WCAG 2.2 AA in light and dark, 320 pixels wide, targets a thumb can hit. FA-2.1.3-a.

let system: System;
let browser: Browser;
const visitors: Visitor[] = [];

beforeAll(async () => {
  [system, browser] = await Promise.all([sharedSystem(), launchBrowser()]);
}, 60_000);
afterEach(async () => {
  const errors = visitors.flatMap((one) => one.errors);
  await Promise.all(visitors.splice(0).map((one) => one.leave()));
  expect(errors).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
});

async function at(stop: Stop, look: Look = {}): Promise<Page> {
  const one = await visitor(browser, look);
  visitors.push(one);
  await stop.reach(one.page, system);
  await title(one.page).waitFor();
  return one.page;
}

const switchMode = (page: Page) => page.getByRole('switch').and(page.locator(':visible')).click();

test.each(STOPS)(
  '$name has no accessibility violation and fits: phone and desk, standard and elder, light and dark, 320 pixels, thumbs',
  async (stop) => {
    // Colours fade over when the mode changes; what counts is where they end.
    const page = await at(stop, { reducedMotion: true });
    const found: Record<string, string[]> = {};
    const look = async (name: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        found[`${name}, ${colorScheme}`] = await violations(page);
      }
    };
    const narrow = async (least: number) => {
      await page.setViewportSize({ width: 320, height: 568 });
      await expectToFit(page, least);
      await page.setViewportSize({ width: 375, height: 667 });
    };
    await look('phone');
    await narrow(44);
    await page.setViewportSize({ width: 1280, height: 800 });
    await look('desk');
    await page.setViewportSize({ width: 375, height: 667 });
    await switchMode(page);
    await look('elder');
    await narrow(60);
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    expect(Object.keys(found)).toHaveLength(6);
  },
);

test('the colours a person chooses hold on every page and at the next visit, whatever the phone says', async () => {
  const page = await at({ name: 'home', reach: async (one) => void (await one.goto(system.baseUrl)) });
  const ground = () =>
    page
      .locator('.page:visible')
      .evaluate((one) => getComputedStyle(one).backgroundColor.match(/\d+/g)?.map(Number));
  expect(await ground()).toEqual([246, 247, 244]);
  await page.getByRole('link', { name: '字大小和颜色' }).click();
  await page.getByRole('radio', { name: '深色，暗处看不刺眼' }).click();
  expect(await ground()).toEqual([16, 24, 28]);
  expect(await violations(page)).toEqual([]);
  await page.goto(`${system.baseUrl}/pages/privacy/index`);
  await title(page).waitFor();
  expect(await ground()).toEqual([16, 24, 28]);
  await page.goto(`${system.baseUrl}/pages/looks/index`);
  await page.getByRole('radio', { checked: true, name: /深色/ }).focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('radio', { name: /黑白分明/ }).getAttribute('aria-checked')).toBe('true');
  expect(await ground()).toEqual([255, 255, 255]);
  expect(await violations(page)).toEqual([]);
});

test('who has asked the system for more contrast gets it unasked', async () => {
  const page = await at({ name: 'home', reach: async (one) => void (await one.goto(system.baseUrl)) });
  await page.emulateMedia({ contrast: 'more' });
  const ink = await page.locator('.page:visible').evaluate((one) => getComputedStyle(one).color);
  expect(ink).toBe('rgb(0, 0, 0)');
});

test('letters follow the size a person has set in the browser', async () => {
  const page = await at({ name: 'rate', reach: openInvitation });
  const size = () => title(page).evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  const before = await size();
  await page.addStyleTag({ content: ':root { font-size: 200%; }' });
  expect(await size()).toBeCloseTo(before * 2, 0);
});

test('nothing moves for who asks for less motion', async () => {
  const page = await at({ name: 'rate', reach: openInvitation }, { reducedMotion: true });
  await face(page, '满意').click();
  const durations = await page
    .locator('.page:visible *')
    .evaluateAll((all) => [
      ...new Set(
        all.flatMap((one) => [
          getComputedStyle(one).transitionDuration,
          getComputedStyle(one).animationDuration,
        ]),
      ),
    ]);
  expect(durations).toEqual(['0s']);
});

test('a screen reader hears five named choices in one group, and none is chosen beforehand', async () => {
  const page = await at({ name: 'rate', reach: openInvitation });
  const group = page.getByRole('radiogroup', { name: '五个表情，从非常满意到非常不满意' });
  const heard = [...(await group.ariaSnapshot()).matchAll(/- radio "([^"]+)"(.*)/g)];
  expect(heard.map(([, name]) => name)).toEqual(['非常满意', '满意', '基本满意', '不满意', '非常不满意']);
  expect(heard.map(([, , state]) => state).join()).not.toContain('checked');
});
