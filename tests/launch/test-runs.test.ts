import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { runTests } from '../support/jest-runs.mjs';
import { eventually } from '../support/journey.js';
import { inLanes } from '../support/lanes.mjs';
import { timesOfFiles } from '../support/times.mjs';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'haochaping-test-runs-')));
});

afterAll(() => rm(folder, { recursive: true }));

async function file(path: string, content: string): Promise<void> {
  const whole = join(folder, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, content);
}

/** A test that passes from its second run on. */
const UNSTEADY = `
  const { existsSync, writeFileSync } = require('node:fs');
  test('shows', () => {
    const before = existsSync(__filename + '.ran');
    writeFileSync(__filename + '.ran', '');
    if (!before) throw new Error('too early');
  });`;

test('page tests that fail run once more, alone; other tests do not', async () => {
  await file('jest.config.json', JSON.stringify({ testMatch: ['**/*.test.js'], transform: {} }));
  await file('tests/browser/unsteady.test.js', UNSTEADY);
  await file('tests/browser/steady.test.js', `test('shows', () => {});`);
  await file('tests/http/unsteady.test.js', UNSTEADY);
  const repeated: string[][] = [];
  const jest = {
    root: folder,
    config: 'jest.config.json',
    report: join(folder, 'report.json'),
    env: { PATH: process.env.PATH },
    // These failures are wanted and would only frighten whoever reads the output of the whole run.
    stderr: 'ignore' as const,
  };
  const run = await runTests(jest, ['browser', 'http'], (files) => repeated.push(files));
  expect(repeated).toEqual([['tests/browser/unsteady.test.js']]);
  expect(run).toMatchObject({
    passed: 2,
    failed: 1,
    skipped: 0,
    lines: ['✗ tests/http/unsteady.test.js › shows：Error: too early'],
  });
  expect(run.unsteady).toEqual(['unsteady: tests/browser/unsteady.test.js — shows: Error: too early']);
  const [folders, title, ...slowest] = timesOfFiles(run.files);
  expect(folders).toMatch(/^各文件夹：(browser [\d.]+ 秒，http|http [\d.]+ 秒，browser) [\d.]+ 秒$/);
  expect(title).toBe('最慢的 3 个文件：');
  expect(slowest.join('\n')).toMatch(/ {2}tests\/browser\/steady\.test\.js [\d.]+ 秒/);
});

test('two lanes do every task, short ones beside a long one, never three at once', async () => {
  const done: string[] = [];
  let busy = 0;
  const task = (name: string, work: Promise<void>) => async () => {
    expect(++busy).toBeLessThanOrEqual(2);
    await work;
    busy -= 1;
    done.push(name);
  };
  let allowed = () => {};
  const long = new Promise<void>((resolve) => (allowed = resolve));
  const short = Promise.resolve();
  const last = async () => allowed();
  await inLanes([task('long', long), task('a', short), task('b', short), last], 2);
  expect(done).toEqual(['a', 'b', 'long']);
});

/** `npm test` where the temporary folder is this one, so that it never meets the run that it is part of. */
function npmTest(temporary: string): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [join(ROOT, 'tests/run.mjs'), 'unit'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  return { child, said: () => said };
}

test('a second npm test on the machine waits, and says for whom in one line', async () => {
  await file('haochaping-test.lock', String(process.pid));
  const { child, said } = npmTest(folder);
  await eventually('it says that it waits', async () => said() || undefined);
  // Long enough to ask several times more.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(said()).toBe(`另一个 npm test（进程 ${process.pid}）正在这台机器上跑，等它跑完…\n`);
  child.kill();
  await once(child, 'close');
});
