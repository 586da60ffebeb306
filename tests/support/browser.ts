import { chromium, type Browser, type BrowserServer, type LaunchOptions } from 'playwright-core';
import { findBrowser } from '../../server/launch/lib/browser.mjs';
import { askShared } from './ask-shared.js';

/** The browser that `npm test` found or installed, with a fresh profile and without calls to its maker. */
function launchOptions(): LaunchOptions {
  const executablePath = findBrowser();
  if (!executablePath)
    throw new Error('There is no Chromium: run `npm test -- browser`, which installs one or says how');
  return {
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
  };
}

/** Starts a browser of one's own, for programs that are no test. */
export const launchBrowser = (): Promise<Browser> => chromium.launch(launchOptions());

/** Starts a browser that several processes may reach. */
export const serveBrowser = (): Promise<BrowserServer> => chromium.launchServer(launchOptions());

/** The browser all files of this jest worker share; closing it closes only what was opened through it. */
export async function openBrowser(): Promise<Browser> {
  return chromium.connect(await askShared<string>('browser'));
}
