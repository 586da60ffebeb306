import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './programs.mjs';

const require = createRequire(import.meta.url);

/** Runs a checking tool in the repository's root; resolves with its exit code and everything it said. */
function runCheck(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}

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
    run: () => runCheck(packageFile('prettier', 'bin/prettier.cjs'), ['--check', '--log-level=warn', '.']),
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
