import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { countRuns, filesToRepeat } from './outcome.mjs';

/** Looked for when it is needed: this file is read before anything is installed. */
const jestFile = () =>
  join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin/jest.js');

/** Runs jest to its end. The files in what it reports are named as seen from `root`. */
async function runJest({ root, config, report, env, stderr = 'inherit' }, args) {
  await rm(report, { force: true });
  const options = ['--experimental-vm-modules', '--no-warnings', jestFile(), '-c', config, '--json'];
  // With --json jest prints its results as JSON on stdout, which the file already holds; people read stderr.
  const stdio = ['inherit', 'ignore', stderr];
  const child = spawn(process.execPath, [...options, `--outputFile=${report}`, ...args], {
    cwd: root,
    env,
    stdio,
  });
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  const exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => process.off('exit', end));
  const results = await readFile(report, 'utf8').then(JSON.parse, () => undefined);
  for (const file of results?.testResults ?? []) file.name = relative(root, file.name).split(sep).join('/');
  return { results, exitCode };
}

/**
 * Runs the tests of these folders of tests/, and a second time, one after the other with nothing beside them, the
 * files that get a second run. What fails in the first is shown by jest as it happens.
 * @param {{root: string, config: string, report: string, env: Record<string, string | undefined>, stderr?: 'ignore'}} jest
 *   where and how it runs; `report` is the file its results go to
 * @param {string[]} folders
 * @param {(files: string[]) => void} onRepeat told before the second run
 */
export async function runTests(jest, folders, onRepeat) {
  const first = await runJest(
    jest,
    folders.map((folder) => `tests/${folder}/`),
  );
  const files = filesToRepeat(first.results);
  if (files.length > 0) onRepeat(files);
  const again =
    files.length > 0 ? await runJest(jest, ['--runInBand', '--runTestsByPath', ...files]) : undefined;
  return { ...countRuns(first, again), files: first.results?.testResults ?? [] };
}
