import '../server/launch/lib/check-node.mjs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { ensureBrowser, refuseWrongBrowser } from '../server/launch/lib/browser.mjs';
import { ensureDovecot } from '../server/launch/lib/dovecot.mjs';
import { ensureInstalled } from '../server/launch/lib/install.mjs';
import { withLock } from '../server/launch/lib/lock.mjs';
import { ROOT } from '../server/launch/lib/programs.mjs';
import { fail, say, wordsOf } from '../server/launch/lib/say.mjs';
import { runTests } from './support/jest-runs.mjs';
import { inLanes } from './support/lanes.mjs';
import { lastLine } from './support/outcome.mjs';
import { Times, timesOfFiles } from './support/times.mjs';

/**
 * `npm test [-- NAME…]`: installs what is missing, builds what is stale, and runs lint, types and every folder of
 * tests/; with names only those folders, without lint and types. The last line is `N passed, N failed`, with
 * `, N skipped` when there are any. A skipped test says why at the end of its name, after ` — `; one that does not
 * counts as failed. A file of page tests that fails runs once more alone (support/outcome.mjs says what counts then).
 */
const LOCK = join(tmpdir(), 'haochaping-test.lock');

/** Builds, rules and types each keep one core busy. */
const LANES = 2;

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
const needBrowser = (chosen) => chosen.some((name) => NEED_BROWSER.includes(name));

/** Folders whose tests read a real mailbox. */
const NEED_MAIL = ['browser', 'feedback'];

const outcome = { passed: 0, failed: 0, skipped: 0 };
const steps = new Times();
const gatesShut = [];

/**
 * Runs one gate and counts it as one check; what it found is shown only when it failed, and that it failed again at the end,
 * where it is looked for.
 */
async function gate(step, name, run) {
  const started = performance.now();
  const { ok, output } = await steps.of(step, run);
  say(`${ok ? '✓' : '✗'} ${name}（${((performance.now() - started) / 1000).toFixed(1)} 秒）`);
  if (!ok) {
    say(output);
    gatesShut.push(`✗ ${name}`);
  }
  outcome[ok ? 'passed' : 'failed'] += 1;
}

async function buildGate(part) {
  const { buildParts } = await import('../server/launch/lib/build-parts.mjs');
  await gate('构建', `build of ${part}`, () =>
    buildParts([part]).then(
      () => ({ ok: true, output: '' }),
      (error) => ({ ok: false, output: wordsOf(error) }),
    ),
  );
}

/** Builds wait for one another anyway, so together they are one task. */
const buildTask = (parts) => async () => {
  for (const part of parts) await buildGate(part);
};

/** What takes longest of the rules and types; the rest is short. */
const LONGEST_FIRST = ['eslint', 'types of tests', 'prettier', 'types of server'];

async function staticTasks() {
  const { LINT_CHECKS, typeChecks } = await import('../server/launch/lib/checks.mjs');
  const checks = [...LINT_CHECKS, ...(await typeChecks())];
  const rank = ({ name }) => (LONGEST_FIRST.includes(name) ? LONGEST_FIRST.indexOf(name) : checks.length);
  checks.sort((a, b) => rank(a) - rank(b));
  return checks.map((check) => () => gate('规则和类型', check.name, check.run));
}

async function jestGate(chosen, browser) {
  const jest = {
    root: ROOT,
    config: 'tests/jest.config.js',
    report: join(ROOT, '.cache/jest.json'),
    env: { ...process.env, ...(browser ? { BROWSER_PATH: browser } : {}) },
  };
  const run = await steps.of('测试', () =>
    runTests(jest, chosen, (files) => say(`\n没有通过的页面测试，单独再跑一次：${files.join('、')}`)),
  );
  for (const key of ['passed', 'failed', 'skipped']) outcome[key] += run[key];
  run.lines.forEach((line) => say(line));
  return run;
}

async function main(chosen, whole) {
  await steps.of('安装', ensureInstalled);
  let browser;
  if (needBrowser(chosen)) browser = await steps.of('安装', ensureBrowser);
  if (NEED_MAIL.some((name) => chosen.includes(name))) await steps.of('安装', ensureDovecot);
  const parts = new Set(['server', ...chosen.flatMap((name) => PARTS_OF_FOLDER[name] ?? [])]);
  if (whole) parts.add('weapp');
  await steps.of('这两样并行共', async () =>
    inLanes([buildTask(parts), ...(whole ? await staticTasks() : [])], LANES),
  );
  const { files, unsteady } = await jestGate(chosen, browser);
  if (whole) [`\n用时：${steps.line()}`, ...timesOfFiles(files)].forEach((line) => say(line));
  [...unsteady, ...gatesShut].forEach((line) => say(line));
}

const known = await folders();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) fail(`tests/ 里没有“${unknown.join('、')}”；可以选：${known.join('、')}。`);
const chosen = names.length > 0 ? names : known;

// Whoever ends this command ends what it runs too: the next one takes over the lock and wants the machine for itself.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

try {
  // What is wrong with the command itself is said at once, before waiting for anybody.
  if (needBrowser(chosen)) refuseWrongBrowser();
  // Two runs at once on one machine make each other's tests slow, not only those of one checkout.
  await withLock(LOCK, () => main(chosen, names.length === 0), {
    tellAfterMs: 0,
    words: (holder) => `另一个 npm test（进程 ${holder}）正在这台机器上跑，等它跑完…`,
  });
} catch (error) {
  fail(wordsOf(error));
}
say(`\n${lastLine(outcome)}`);
process.exit(outcome.failed > 0 ? 1 : 0);
