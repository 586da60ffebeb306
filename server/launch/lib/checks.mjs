import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './programs.mjs';
import { runTool } from './tools.mjs';

const require = createRequire(import.meta.url);

const runCheck = (script, args) => runTool(process.execPath, [script, ...args]);
const packageFile = (name, file) => join(require.resolve(`${name}/package.json`), '..', file);

/** The two checks of `npm run lint`: typed rules, and formatting. */
export const LINT_CHECKS = [
  {
    name: 'eslint',
    run: () =>
      runCheck(packageFile('eslint', 'bin/eslint.js'), [
        '-c',
        '.config/eslint.config.js',
        '--max-warnings=0',
        '.',
      ]),
  },
  {
    name: 'prettier',
    // What it found in order is not read again until it, prettier or the settings change: formatting, unlike typed
    // rules, hangs on nothing outside the file.
    run: () =>
      runCheck(packageFile('prettier', 'bin/prettier.cjs'), [
        '--check',
        '--log-level=warn',
        '--cache',
        '--cache-strategy=content',
        '--cache-location=.cache/prettier',
        '.',
      ]),
  },
];

/** One check of types for each workspace that has a tsconfig. */
export async function typeChecks() {
  const { workspaces } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return workspaces.map((workspace) => ({
    name: `types of ${workspace}`,
    run: () => runCheck(packageFile('typescript', 'bin/tsc'), ['-p', workspace]),
  }));
}
