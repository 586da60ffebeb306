import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type AxeCore from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe objects to, by rule, and the rules it found something to say yes to. */
export interface Judgement {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  passed: string[];
}

/**
 * Lets axe judge the page as it stands. It is put in once and stays as long as the document does, and judges in the page
 * itself: a page beside it to sum up in, as axe's own builder for Playwright opens, costs more than the judging.
 */
export async function judge(page: Page, runOnly: AxeCore.RunOnly): Promise<Judgement> {
  if (page.frames().length > 1)
    throw new Error('axe is put into the page only: what a frame holds is not judged');
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof AxeCore };
    // Of all but the violations one element a rule is worked out, enough to know that the rule met something.
    const { violations, passes } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
    return {
      violations: violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html, failureSummary = '' }) => ({ html, failureSummary })),
      })),
      passed: passes.map(({ id }) => id),
    };
  }, runOnly);
}

/**
 * Waits until nothing fades or moves any more: what is half faded in has colours that nobody stays with. A layer of antd
 * is there some frames before it begins to fade, and wears the class of its motion meanwhile. Such a class alone does not
 * hold anybody up for good: antd misses the end of a motion now and then (a button's spinner shrunk to nothing keeps it),
 * and the page then stays as it is.
 */
export async function atRest(page: Page): Promise<void> {
  // Kept in the page: what is asked anew at every frame may not be a promise, which would count as yes.
  const seen = await page.evaluateHandle(() => ({ stillFrames: 0 }));
  await page.waitForFunction((kept) => {
    const moves = (one: Animation) =>
      one.playState !== 'finished' && one.effect?.getComputedTiming().iterations !== Infinity;
    const begins = '[class*="-appear-"], [class*="-enter-"], [class*="-leave-"]';
    kept.stillFrames = document.getAnimations().some(moves) ? 0 : kept.stillFrames + 1;
    return kept.stillFrames > (document.querySelector(begins) ? 30 : 3);
  }, seen);
  await seen.dispose();
}
