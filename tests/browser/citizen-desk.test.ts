import type { Page } from 'playwright-core';
import { wcagFindings } from './console-support.js';
import { openInvitation, STOPS } from './support/stops.js';
import { button, face, facePositions, see, title, type Look } from './support/visitor.js';
import { visits } from './support/visits.js';

// The citizen pages in front of a desk: two columns, read from left to right, and nothing that sticks out. FA-2.1.3-a.

const place = visits();
const DESK = { width: 1280, height: 800, touch: false };

const someone = async (look: Look = {}) => (await place.come({ ...DESK, ...look })).page;

/** How many stand side by side in what is shown first of these. */
const abreast = (page: Page, within: string): Promise<number> =>
  page
    .locator(`${within}:visible`)
    .first()
    .evaluate((box) => {
      const tops = [...box.children]
        .map((one) => one.getBoundingClientRect())
        .filter(({ width }) => width > 0);
      return tops.filter(({ top }) => top === tops[0]?.top).length;
    });

const sticksOut = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Pages by what they lie in, side by side. */
const PAGES: readonly [name: string, path: string, within: string][] = [
  ['the first page', '/', '.columns'],
  ['a place to rate', '/packages/place/index', '.tiles'],
  ['an opinion', '/packages/feedback/write/index', '.columns'],
  ['a complaint', '/packages/citizen/complaint/index', '.columns'],
  ['how one is protected', '/pages/privacy/index', '.tiles'],
  ['looks', '/pages/looks/index', '.columns'],
];

test.each(PAGES)(
  '%s has two columns, fits from a tablet on, and is one column in large type',
  async (_, path, within) => {
    const page = await someone({ reducedMotion: true });
    await page.goto(`${place.system.baseUrl}${path}`);
    await page.locator(`${within}:visible`).first().waitFor();
    expect(await abreast(page, within)).toBe(2);
    expect(await wcagFindings(page)).toEqual([]);
    for (const width of [1280, 1024, 768]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await sticksOut(page)).toBe(false);
    }
    expect(await abreast(page, within)).toBe(1);
    await page.setViewportSize(DESK);
    await page.getByRole('switch').and(page.locator(':visible')).click();
    expect(await abreast(page, within)).toBe(1);
  },
);

test('the details unfold beside the faces, which stay where they are', async () => {
  const page = await someone();
  await openInvitation(page, place.system);
  const before = await facePositions(page);
  await see(page, '点了以后');
  await face(page, '不满意').click();
  expect(await facePositions(page)).toEqual(before);
  await button(page, /^送出/).click();
  await see(page, '是哪里让您不满意？');
  expect(await facePositions(page)).toEqual(before);
  const [faces, words] = await Promise.all([
    page.getByRole('radiogroup').first().boundingBox(),
    page.getByRole('textbox', { name: '写几句' }).boundingBox(),
  ]);
  expect(words?.x).toBeGreaterThan((faces?.x ?? 0) + (faces?.width ?? 0));
  expect(await wcagFindings(page)).toEqual([]);
});

test('from the line at the top to one’s own, an opinion and help; on a phone it is not there', async () => {
  const page = await someone();
  await page.goto(`${place.system.baseUrl}/pages/privacy/index`);
  const line = page.getByRole('navigation').and(page.locator(':visible'));
  await line.getByRole('link', { name: '提意见' }).click();
  await see(page, '您想说的是');
  await line.getByRole('link', { name: '我的' }).click();
  await see(page, '请先登录');
  await line.getByRole('link', { name: '帮助' }).click();
  await see(page, '怎么评价？');
  // The questions are the index; the answer stands beside the one that is open.
  const question = button(page, '怎么评价？');
  expect(await question.getAttribute('aria-expanded')).toBe('true');
  const [asked, answer] = await Promise.all([
    question.boundingBox(),
    page.locator('.help-answer:visible').boundingBox(),
  ]);
  expect(answer?.x).toBeGreaterThan((asked?.x ?? 0) + (asked?.width ?? 0));
  expect(await wcagFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 375, height: 667 });
  expect(await line.count()).toBe(0);
});

test('the receipt stands left, how far it has come on the right', async () => {
  const page = await someone();
  const done = STOPS.find(({ name }) => name === 'done');
  await done?.reach(page, place.system);
  await title(page).waitFor();
  expect(await abreast(page, '.columns')).toBe(2);
  const [receipt, way] = await Promise.all([
    page.locator('.receipt:visible').boundingBox(),
    page.getByRole('heading', { name: '办到哪一步了', exact: true }).boundingBox(),
  ]);
  expect(way?.x).toBeGreaterThan((receipt?.x ?? 0) + (receipt?.width ?? 0));
  expect(await sticksOut(page)).toBe(false);
});
