import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The WeChat package as it would be uploaded (`npm test` builds it for this folder). FA-2.1.1-a.

const DIST = fileURLToPath(new URL('../../miniapp/dist/weapp/', import.meta.url));
/** The first screen has to stand before a person loses patience on a weak network. */
const MOST_BYTES = 450 * 1024;

const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const read = (name: string) => readFileSync(join(DIST, name), 'utf8');

test(`the main package stays under ${MOST_BYTES / 1024} KB`, () => {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeGreaterThan(100 * 1024);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test('every page that is announced is there', () => {
  const { pages } = JSON.parse(read('app.json')) as { pages: string[] };
  expect(pages[0]).toBe('pages/home/index');
  const names = files.map((file) => file.slice(DIST.length));
  for (const page of pages)
    for (const part of ['js', 'json', 'wxml']) expect(names).toContain(`${page}.${part}`);
});

test('what a screen reader needs reaches the templates', () => {
  const template = read('base.wxml');
  for (const attribute of [
    'aria-role',
    'aria-label',
    'aria-checked',
    'aria-disabled',
    'aria-hidden',
    'aria-live',
  ])
    expect(template).toContain(`${attribute}="{{`);
});

test('types of the contracts come along, their checking library does not', () => {
  const code = files.filter((file) => file.endsWith('.js')).map((file) => readFileSync(file, 'utf8'));
  expect(code.some((text) => text.includes('/api/v1'))).toBe(true);
  expect(code.filter((text) => /ZodError|\$ZodType/.test(text))).toEqual([]);
});

test('style sheets use no universal selector, which WeChat refuses', () => {
  const sheets = files.filter((file) => file.endsWith('.wxss')).map((file) => readFileSync(file, 'utf8'));
  expect(sheets.join('').length).toBeGreaterThan(5000);
  expect(sheets.filter((text) => /[\s>+~},]\*[\s,{:.>+~]|[>+~]\s*:/.test(text))).toEqual([]);
});
