import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { issueInvitation } from '../support/journey.js';
import { scriptsAboveLevel } from '../support/language-level.js';
import { sharedSystem } from '../support/system.js';
import { FIRST_LOAD_MOST, firstLoad } from './support/first-load.js';

// What a phone has to fetch before the first face can be tapped, and whether an old one can run it.

const DIST = fileURLToPath(new URL('../../miniapp/dist/h5/', import.meta.url));

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

test(`the first page of the web build loads with ${FIRST_LOAD_MOST / 1024} KB or less, gzipped`, () => {
  const page = readFileSync(`${DIST}index.html`);
  const linked = [...page.toString().matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path,
  );
  expect(linked.length).toBeGreaterThanOrEqual(3);
  const bytes = [page, ...linked.map((path) => readFileSync(`${DIST}${path}`))]
    .map((content) => gzipSync(content).length)
    .reduce((sum, length) => sum + length, 0);
  expect(bytes).toBeGreaterThan(50 * 1024);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_MOST);
});

test('so does every other page one comes to by a code or a link without signing in', async () => {
  const system = await sharedSystem();
  const { link } = await issueInvitation(system);
  const weights: Record<string, number> = {};
  for (const [name, address] of [
    ['rate', link],
    ['place', `${system.baseUrl}/packages/place/index`],
    ['mine', `${system.baseUrl}/pages/mine/index`],
  ] as const)
    weights[name] = (await firstLoad(browser, address)).bytes;
  expect(Object.entries(weights).filter(([, bytes]) => bytes > FIRST_LOAD_MOST)).toEqual([]);
});

test('nothing is fetched from elsewhere', () => {
  const page = readFileSync(`${DIST}index.html`, 'utf8');
  expect(page.match(/https?:\/\//g)).toBeNull();
});

test('the phones of our visitors can run every script', () => {
  expect(scriptsAboveLevel(DIST)).toEqual([]);
});
