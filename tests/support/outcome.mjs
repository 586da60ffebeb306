import { stripVTControlCharacters } from 'node:util';

/** A reason stands at the end of a skipped test's name, after this mark. */
const REASON = ' — ';

/** Folders whose tests drive a browser: there a file that failed gets a second run, alone. */
const SECOND_RUN = /^tests\/(browser|weapp)\//;

/** So many files that only pass alone are no accident any more. */
const TOO_MANY_UNSTEADY = 3;

const firstLine = (text = '') => stripVTControlCharacters(text).trim().split('\n')[0];

/** What a failed test said first. */
const complaintOf = (test) => firstLine(test.failureMessages?.[0]);

function judge(test, fileName) {
  if (test.status === 'passed') return { passed: 1 };
  if (test.status === 'failed')
    return { failed: 1, line: `✗ ${fileName} › ${test.fullName}：${complaintOf(test)}` };
  if (test.fullName.includes(REASON)) return { skipped: 1, line: `○ 跳过：${test.fullName}` };
  return { failed: 1, line: `✗ 跳过却没有说明原因（在名称后加“${REASON}原因”）：${test.fullName}` };
}

/**
 * Counts what jest reports: every test, and as a failure every file that did not run, that failed outside its tests,
 * and a jest that ended badly without saying where. `lines` names what failed, at the end where it is found, and tells
 * of skips.
 * @param {import('./outcome.mjs').JestResults | undefined} results
 * @param {number | null} exitCode of jest
 */
export function countResults(results, exitCode) {
  const outcome = { passed: 0, failed: 0, skipped: 0, lines: [] };
  for (const file of results?.testResults ?? []) {
    const failedBefore = outcome.failed;
    for (const test of file.assertionResults) {
      const { passed = 0, failed = 0, skipped = 0, line } = judge(test, file.name);
      outcome.passed += passed;
      outcome.failed += failed;
      outcome.skipped += skipped;
      if (line) outcome.lines.push(line);
    }
    const noneRan = file.assertionResults.length === 0;
    if (noneRan || (file.status === 'failed' && outcome.failed === failedBefore)) {
      outcome.failed += 1;
      outcome.lines.push(`✗ ${file.name} ${noneRan ? '没有跑起来' : '在测试之外出错'}`);
    }
  }
  if (!results?.testResults.length || (exitCode !== 0 && outcome.failed === 0)) {
    outcome.failed += 1;
    outcome.lines.push(`✗ jest 没有正常跑完，退出码 ${exitCode}`);
  }
  return outcome;
}

/** The files of a run that get a second one. */
export function filesToRepeat(results) {
  const failed = (results?.testResults ?? []).filter((file) => file.status === 'failed');
  return failed.map((file) => file.name).filter((name) => SECOND_RUN.test(name));
}

/** Why a file failed: its first failing test and what that said first, or what was wrong outside its tests. */
function reasonOf(file) {
  const test = file.assertionResults.find(({ status }) => status === 'failed');
  return test ? `${test.fullName}: ${complaintOf(test)}` : firstLine(file.message);
}

/**
 * Counts a run together with the second run of some of its files. A file that passes alone counts as it did then and
 * is named as unsteady; when there are too many such files, how they did alone does not count.
 * @param {{results: object | undefined, exitCode: number | null}} first
 * @param {{results: object | undefined, exitCode: number | null} | undefined} again none when no file had to be repeated
 */
export function countRuns(first, again) {
  const once = countResults(first.results, first.exitCode);
  const repeated = again?.results?.testResults ?? [];
  const alone = new Map(
    repeated.filter(({ status }) => status === 'passed').map((file) => [file.name, file]),
  );
  // A second jest that ended badly although every file passed proves nothing.
  if (alone.size === 0 || (again.exitCode !== 0 && alone.size === repeated.length))
    return { ...once, unsteady: [] };
  const unsteady = first.results.testResults
    .filter((file) => alone.has(file.name))
    .map((file) => `unsteady: ${file.name} — ${reasonOf(file)}`);
  if (unsteady.length >= TOO_MANY_UNSTEADY) {
    unsteady.push(`✗ ${unsteady.length} 个文件单独再跑才通过，太多了，都按失败算`);
    return { ...once, unsteady };
  }
  const testResults = first.results.testResults.map((file) => alone.get(file.name) ?? file);
  // jest ends with 1 when tests failed, and those that still do are counted.
  return { ...countResults({ testResults }, first.exitCode === 1 ? 0 : first.exitCode), unsteady };
}

/** The line a run ends with. */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
