import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser.js';
import { startSystem, type System, type SystemOptions } from '../../support/system.js';
import { visitor, type Look, type Visitor } from './visitor.js';

/** A system of its own for the tests of one file, and everybody who visits it. */
export interface Visits {
  /** There from the first test on. */
  readonly system: System;
  /** Somebody comes; they leave when the test is over. */
  come(look?: Look): Promise<Visitor>;
}

/** Opens a system and a browser before the tests of a file. A test fails when a page of its visitors told of an error. */
export function visits(options: SystemOptions): Visits {
  let system: System;
  let browser: Browser;
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(options), launchBrowser()]);
  }, 90_000);
  afterEach(async () => {
    const errors = visitors.flatMap((one) => one.errors);
    await Promise.all(visitors.splice(0).map((one) => one.leave()));
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
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
