import type { Page } from 'playwright-core';
import { judge } from './axe.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe objects to, as `rule: elements`; throws when it looked at nothing. */
export async function violations(page: Page): Promise<string[]> {
  const found = await judge(page, { type: 'tag', values: TAGS });
  if (!found.passed.includes('color-contrast')) throw new Error('axe saw no text');
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

interface Target {
  name: string;
  width: number;
  height: number;
}

/** Everything on the screen that can be pressed, with its size. */
const targets = (page: Page): Promise<Target[]> =>
  page.locator('button:visible, input:visible, textarea:visible').evaluateAll((all) =>
    all.map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return { name: one.getAttribute('aria-label') ?? one.textContent ?? '', width, height };
    }),
  );

/** Nothing sticks out of 320 px, and everything that can be pressed is at least so large, px. */
export async function expectToFit(page: Page, least: number): Promise<void> {
  const { wide, screen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    screen: window.innerWidth,
  }));
  expect({ wide, screen }).toEqual({ wide: 320, screen: 320 });
  const all = await targets(page);
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter(({ width, height }) => Math.min(width, height) < least)).toEqual([]);
}
