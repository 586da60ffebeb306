import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHANNEL_NAMES, CHANNELS, LEVEL_NAMES, LEVELS } from '@haochaping/shared/domain';
import { settingsTable } from '../../server/launch/lib/settings-table.js';
import { PARTS } from '../../server/launch/lib/parts.mjs';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { filesUnder } from './imports.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

test('the settings in the README are those of config/settings.ts, with their defaults and meanings (if not: npm run clauses)', () => {
  expect(readme).toContain(settingsTable());
});

test('every command the README names exists', () => {
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(8);
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  const parts = /npm run build -- ([a-z0-9 ]+)`/.exec(readme)?.[1]?.split(' ');
  expect(parts).toEqual(Object.keys(PARTS));
});

test('every command starts a file that is there', () => {
  const files = Object.values(scripts).flatMap((script) => script.match(/(?:server|tests)\/\S+/g) ?? []);
  expect(files.length).toBeGreaterThan(8);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('no link in the documents leads nowhere', () => {
  const pages = ['README.md', ...filesUnder(ROOT, ['server/docs', 'server/data'], ['.md'])];
  const dead = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(dead).toEqual([]);
});

test('the glossary has every channel and level by the name people see', () => {
  const glossary = read('server/docs/glossary.md');
  for (const channel of CHANNELS) expect(glossary).toContain(`\`${channel}\` ${CHANNEL_NAMES[channel]}`);
  for (const level of LEVELS) expect(glossary).toContain(`${level} ${LEVEL_NAMES[level]}`);
});
