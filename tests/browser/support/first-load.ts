import { gzipSync } from 'node:zlib';
import type { Browser, Response } from 'playwright-core';
import { title, visitor } from './visitor.js';

/** What a page that a person meets without signing in may weigh when nothing is there yet, in bytes, gzipped. */
export const FIRST_LOAD_MOST = 150 * 1024;

const isPart = (response: Response) =>
  ['document', 'script', 'stylesheet', 'font', 'image'].includes(response.request().resourceType());

/** Opens a page with an empty cache and counts what it fetched; a redirect is a request without a body. */
export async function firstLoad(browser: Browser, address: string) {
  const one = await visitor(browser);
  const { page } = one;
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  await page.goto(address, { waitUntil: 'networkidle' });
  await title(page).waitFor();
  let bytes = 0;
  for (const response of responses.filter((answer) => isPart(answer) && answer.status() === 200))
    bytes += gzipSync(await response.body()).length;
  await one.leave();
  return { bytes, requests: responses.length, asked: responses.filter((answer) => !isPart(answer)).length };
}
