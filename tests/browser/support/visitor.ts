import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { eventually } from '../../support/journey.js';

export interface Look {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  elder?: boolean;
  reducedMotion?: boolean;
  /** A finger instead of a mouse: what the page calls “手机”. */
  touch?: boolean;
}

/** Somebody with a device of their own: fresh storage, a page, and an ear for what goes wrong in it. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Errors thrown in the page; a test ends with none. */
  errors: string[];
  leave(): Promise<void>;
}

/** A visitor with a phone in the hand, if nothing else is said. */
export async function visitor(browser: Browser, look: Look = {}): Promise<Visitor> {
  const { width = 375, height = 667, theme = 'light', elder, reducedMotion, touch = true } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  // Long enough for a busy machine: a wait ends when the thing is there, so only a failure lasts this long.
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  if (elder) {
    await context.addInitScript(() =>
      localStorage.setItem('haochaping.elder', JSON.stringify({ data: true })),
    );
  }
  return { context, page, errors, leave: () => context.close() };
}

/** The page that is on the screen: earlier pages stay in the document, hidden. */
export const title = (page: Page) => page.locator('h1:visible');
export const face = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).and(page.locator(':visible'));
export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

/** The first tap, then the second. */
export async function rateAs(page: Page, name: string): Promise<void> {
  await face(page, name).click();
  await button(page, /^送出/).click();
}

/** Waits until these words can be seen. */
export async function see(page: Page, words: string | RegExp): Promise<void> {
  await page.getByText(words).and(page.locator(':visible')).first().waitFor();
}

/** Comes back to the page until it shows this, which the worker may be at still. @param there words it has anyway */
export const comeBackUntil = (what: string, page: Page, there: string, shown: Locator): Promise<true> =>
  eventually(what, async () => {
    await page.reload();
    await see(page, there);
    return shown.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => undefined,
    );
  });

/** Where the five faces stand on the screen, rounded to whole pixels. */
export async function facePositions(page: Page): Promise<string[]> {
  await face(page, '非常不满意').waitFor();
  const boxes = await page
    .getByRole('radio')
    .evaluateAll((faces) =>
      faces
        .map((one) => one.getBoundingClientRect())
        .map(({ x, y }) => `${Math.round(x)},${Math.round(y + window.scrollY)}`),
    );
  return boxes;
}
