import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../server/launch/lib/browser.mjs';

/** Starts the browser that `npm test` found or installed, with a fresh profile and without calls to its maker. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath)
    throw new Error('There is no Chromium: run `npm test -- browser`, which installs one or says how');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
