import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';

/**
 * What the oldest phones of our visitors can run: iOS 12 and the WeChat of that time (Chrome 75 on Android). A page with newer
 * syntax does not open there at all; a newer name stops it where it is called.
 */
const LEVEL = 2019;

/** Came after the level, or to iOS 12 only with a later 12.x; called on any object. */
const NEWER_METHODS = [
  ...['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced'],
  ...['replaceAll', 'matchAll', 'isWellFormed', 'replaceChildren'],
];

/** The same, called on one object. */
const NEWER_STATICS = {
  Object: ['fromEntries', 'hasOwn', 'groupBy'],
  Promise: ['allSettled', 'any', 'withResolvers'],
  AbortSignal: ['timeout', 'any'],
};

const NEWER_GLOBALS = ['structuredClone', 'ResizeObserver', 'BigInt', 'WeakRef'];

const look = (pattern: string) => `[regex.pattern=/${pattern}/]`;

const rules: Linter.RulesRecord = {
  'no-restricted-properties': [
    'error',
    ...Object.entries(NEWER_STATICS).flatMap(([object, names]) =>
      names.map((property) => ({ object, property })),
    ),
  ],
  'no-restricted-syntax': [
    'error',
    { selector: `Literal${look('\\(\\?<[=!]')}`, message: 'a look-behind, which iOS knows since 16.4' },
    ...NEWER_METHODS.map((name) => ({
      selector: `CallExpression[callee.property.name='${name}']`,
      message: `'.${name}()' is not there yet`,
    })),
    ...NEWER_GLOBALS.map((name) => ({
      selector: `:matches(CallExpression, NewExpression)[callee.name='${name}']`,
      message: `'${name}' is not there yet`,
    })),
  ],
};

/** What in a script is above the level, in words with its place; nothing is good. */
export function aboveLevel(code: string): string[] {
  const config = {
    languageOptions: { ecmaVersion: LEVEL, sourceType: 'script' },
    linterOptions: { reportUnusedDisableDirectives: 'off', noInlineConfig: true },
    rules,
  } as const;
  return new Linter().verify(code, config).map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** The same of every script of a built folder, each with the name of its file. */
export function scriptsAboveLevel(folder: string): string[] {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  if (scripts.length === 0) throw new Error(`no script in ${folder}: build it first`);
  return scripts.flatMap((name) =>
    aboveLevel(readFileSync(join(folder, name), 'utf8')).map((found) => `${name}:${found}`),
  );
}
