import '../server/launch/lib/check-node.mjs';
import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ROOT } from '../server/launch/lib/programs.mjs';
import { ensureInstalled } from '../server/launch/lib/install.mjs';
import { fail, say, wordsOf } from '../server/launch/lib/say.mjs';
import { countResults, lastLine } from './support/outcome.mjs';

/**
 * `npm test [-- NAME…]`: installs what is missing, builds what is stale, and runs lint, types and every folder of
 * tests/; with names only those folders. The last line is `N passed, N failed`, with `, N skipped` when there are any.
 * A skipped test says why at the end of its name, after ` — `; one that does not counts as failed.
 */
const RESULTS = join(ROOT, '.cache/jest.json');

/** What a folder needs built beside the programs. */
const PARTS_OF_FOLDER = {
  attack: ['admin', 'h5'],
  browser: ['admin', 'h5'],
  http: ['admin', 'h5'],
  launch: ['admin', 'h5'],
  weapp: ['weapp'],
};

/** The folders of tests/ that hold tests, directly or further down. */
async function folders() {
  const files = await readdir(join(ROOT, 'tests'), { recursive: true });
  const tests = files.filter((file) => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'));
  return [...new Set(tests.map((file) => file.split(sep)[0]))].sort();
}

/** Folders whose tests look at pages in a browser. */
const NEED_BROWSER = ['browser', 'weapp', 'weapp-host'];

const outcome = { passed: 0, failed: 0, skipped: 0 };

/** Runs one gate and counts it as one check; what it found is shown only when it failed. */
async function gate(name, run) {
  const started = performance.now();
  const { ok, output } = await run();
  say(`${ok ? '✓' : '✗'} ${name}（${((performance.now() - started) / 1000).toFixed(1)} 秒）`);
  if (!ok) say(output);
  outcome[ok ? 'passed' : 'failed'] += 1;
}

async function buildGate(part) {
  const { buildParts } = await import('../server/launch/lib/build-parts.mjs');
  await gate(`build of ${part}`, () =>
    buildParts([part]).then(
      () => ({ ok: true, output: '' }),
      (error) => ({ ok: false, output: wordsOf(error) }),
    ),
  );
}

async function lintAndTypes() {
  const { LINT_CHECKS, typeChecks } = await import('../server/launch/lib/checks.mjs');
  for (const check of [...LINT_CHECKS, ...(await typeChecks())]) await gate(check.name, check.run);
}

function runJest(names, browser) {
  const args = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
  args.push(
    '-c',
    'tests/jest.config.js',
    '--json',
    `--outputFile=${RESULTS}`,
    ...names.map((name) => `tests/${name}/`),
  );
  const env = { ...process.env, ...(browser ? { BROWSER_PATH: browser } : {}) };
  // With --json jest prints its results as JSON on stdout, which the file already holds; people read stderr.
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['inherit', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Takes jest's own count of the run into the whole. */
async function countJest(exitCode) {
  const results = await readFile(RESULTS, 'utf8').then(JSON.parse, () => undefined);
  const { passed, failed, skipped, lines } = countResults(results, exitCode);
  lines.forEach((line) => say(line));
  outcome.passed += passed;
  outcome.failed += failed;
  outcome.skipped += skipped;
}

const known = await folders();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) fail(`tests/ 里没有“${unknown.join('、')}”；可以选：${known.join('、')}。`);
const chosen = names.length > 0 ? names : known;

await ensureInstalled().catch((error) => fail(wordsOf(error)));
let browser;
if (chosen.some((name) => NEED_BROWSER.includes(name))) {
  const { ensureBrowser } = await import('../server/launch/lib/browser.mjs');
  browser = await ensureBrowser().catch((error) => fail(wordsOf(error)));
}
const parts = new Set(['server', ...chosen.flatMap((name) => PARTS_OF_FOLDER[name] ?? [])]);
if (names.length === 0) parts.add('weapp');
for (const part of parts) await buildGate(part);
if (names.length === 0) await lintAndTypes();
await rm(RESULTS, { force: true });
await countJest(await runJest(chosen, browser));

say(`\n${lastLine(outcome)}`);
process.exit(outcome.failed > 0 ? 1 : 0);
