import { jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { faceImage } from '../../miniapp/src/kit/face/face-art.js';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { launchBrowser } from '../support/browser.js';
import { expectToFit, violations } from './support/access.js';
import { openGallery } from './support/gallery.js';
import { button, see, title, visitor, type Look, type Visitor } from './support/visitor.js';

// Every part of the design kit, also those no page uses yet, in every mode.

// The gallery is long, and axe looks at all of it in every mode.
jest.setTimeout(120_000);

let gallery: Awaited<ReturnType<typeof openGallery>>;
let browser: Browser;
let one: Visitor;

beforeAll(async () => {
  [gallery, browser] = await Promise.all([openGallery(), launchBrowser()]);
}, 240_000);
afterEach(async () => {
  const { errors } = one;
  await one.leave();
  expect(errors).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

async function open(look: Look = {}): Promise<Page> {
  one = await visitor(browser, { reducedMotion: true, ...look });
  await one.page.goto(gallery.url);
  await title(one.page).waitFor();
  return one.page;
}

const COLOURS = [/^浅色/, /^深色/, /^黑白分明/];

test.each([false, true])('no part has an accessibility violation in any colours, elder %s', async (elder) => {
  const page = await open({ elder });
  const found: Record<string, string[]> = {};
  for (const name of COLOURS) {
    await page.getByRole('radio', { name }).click();
    found[String(name)] = await violations(page);
    for (const layer of ['打开抽屉', '打开问话']) {
      await button(page, layer).click();
      found[`${String(name)} ${layer}`] = await violations(page);
      await page.keyboard.press('Escape');
    }
  }
  expect(Object.keys(found)).toHaveLength(9);
  expect(Object.values(found).flat()).toEqual([]);
});

test.each([
  { elder: false, least: 44 },
  { elder: true, least: 60 },
])(
  'every part fits into 320 pixels, and its targets into a thumb, elder $elder',
  async ({ elder, least }) => {
    const page = await open({ width: 320, height: 568, elder });
    await expectToFit(page, least);
    await button(page, '打开问话').click();
    await expectToFit(page, least);
  },
);

test('a target that is too small is found', async () => {
  const page = await open({ width: 320, height: 568 });
  await page.addStyleTag({ content: '.small { min-height: 30px !important; padding: 0 !important }' });
  await expect(expectToFit(page, 44)).rejects.toThrow();
});

test('in elder mode no letter is smaller than 18 pixels, and there are no tabs', async () => {
  const page = await open({ elder: true });
  const sizes = await page
    .locator('.page:visible *')
    .evaluateAll((all) =>
      all
        .filter((element) =>
          [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
        )
        .map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    );
  expect(sizes.length).toBeGreaterThan(30);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(18);
  expect(await page.getByRole('tab').count()).toBe(0);
  await see(page, '没有取到名单');
});

test('arrow keys move among the tabs, and only the chosen one shows its content', async () => {
  const page = await open({ touch: false });
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('没取到');
  await see(page, '没有取到名单');
  expect(await page.getByText('还没有评过。').count()).toBe(0);
});

test('a layer holds the focus, and gives it back', async () => {
  const page = await open({ touch: false });
  await button(page, '打开问话').click();
  await page.getByRole('dialog', { name: '撤回这条补充？' }).waitFor();
  const inside = () => page.evaluate(() => document.activeElement?.closest('dialog') !== null);
  for (let step = 0; step < 4; step++) {
    expect(await inside()).toBe(true);
    await page.keyboard.press('Tab');
    // After the last stop the browser's own bar may be next; the page behind the layer never is.
    if (await page.evaluate(() => document.activeElement === document.body)) break;
  }
  await page.keyboard.press('Escape');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('打开问话');
});

test('what is wrong with a field is said with it', async () => {
  const page = await open();
  const field = page.getByRole('textbox', { name: '窗口编码' });
  const described = await field.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${described}"]`).innerText()).toContain('大小写要一样');
  await field.fill('W1');
  expect(await field.getAttribute('aria-invalid')).toBeNull();
});

test('pictures are picked, shown, and taken out again, never more than allowed', async () => {
  const page = await open();
  const picture = (name: string) => {
    const svg = decodeURIComponent(faceImage(5, true).slice('url("data:image/svg+xml,'.length, -2));
    return { name, mimeType: 'image/svg+xml', buffer: Buffer.from(svg) };
  };
  await page
    .locator('input[type=file]')
    .setInputFiles([picture('1.svg'), picture('2.svg'), picture('3.svg')]);
  await page.getByRole('img', { name: '第3张照片' }).waitFor();
  expect(await page.locator('input[type=file]').count()).toBe(0);
  await button(page, '拿掉第2张照片').click();
  expect(await page.getByRole('img', { name: /第\d张照片/ }).count()).toBe(2);
  await button(page, '加照片，还可以加1张').waitFor();
});

test('a toast says its word and goes by itself', async () => {
  const page = await open();
  await button(page, '说一句').click();
  await see(page, '已复制。');
  await page.getByText('已复制。').waitFor({ state: 'detached' });
});

test('what is published has no gallery, and none of the parts no page uses', async () => {
  await open();
  const published = join(ROOT, 'miniapp/dist/h5');
  const built = join(ROOT, 'miniapp/dist/h5-gallery');
  const has = (folder: string, words: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .some((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(words));
  for (const words of ['设计样张', 'toast-place']) {
    expect(has(built, words)).toBe(true);
    expect(has(published, words)).toBe(false);
  }
});
