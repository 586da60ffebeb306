import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser.js';
import {
  sharedSystem,
  startSystem,
  type OwnSystem,
  type System,
  type SystemOptions,
} from '../../support/system.js';
import { visitor, type Look, type Visitor } from './visitor.js';

/** A system, and everybody who visits it. */
export interface Visits {
  /** There from the first test on. */
  readonly system: System;
  /** Somebody comes; they leave when the test is over. */
  come(look?: Look): Promise<Visitor>;
}

/**
 * Opens a browser before the tests of a file, in the shared system or, with options, in one of its own.
 * A test fails when a page of its visitors told of an error.
 */
export function visits(options?: SystemOptions): Visits {
  let system: System;
  let own: OwnSystem | undefined;
  let browser: Browser;
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    own = options && (await startSystem(options));
    [system, browser] = await Promise.all([own ?? sharedSystem(), launchBrowser()]);
  }, 90_000);
  afterEach(async () => {
    const errors = visitors.flatMap((one) => one.errors);
    await Promise.all(visitors.splice(0).map((one) => one.leave()));
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await own?.stop();
  });
  return {
    get system() {
      return system;
    },
    async come(look) {
      const one = await visitor(browser, look);
      visitors.push(one);
      return one;
    },
  };
}
