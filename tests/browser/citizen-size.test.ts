import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { scriptsAboveLevel } from '../support/language-level.js';

// What a phone has to fetch before the first face can be tapped, and whether an old one can run it.

const DIST = fileURLToPath(new URL('../../miniapp/dist/h5/', import.meta.url));
const MOST_BYTES = 150 * 1024;

test(`the first page of the web build loads with ${MOST_BYTES / 1024} KB or less, gzipped`, () => {
  const page = readFileSync(`${DIST}index.html`);
  const linked = [...page.toString().matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path,
  );
  expect(linked.length).toBeGreaterThanOrEqual(3);
  const bytes = [page, ...linked.map((path) => readFileSync(`${DIST}${path}`))]
    .map((content) => gzipSync(content).length)
    .reduce((sum, length) => sum + length, 0);
  expect(bytes).toBeGreaterThan(50 * 1024);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test('nothing is fetched from elsewhere', () => {
  const page = readFileSync(`${DIST}index.html`, 'utf8');
  expect(page.match(/https?:\/\//g)).toBeNull();
});

test('the phones of our visitors can run every script', () => {
  expect(scriptsAboveLevel(DIST)).toEqual([]);
});
