/** A reason stands at the end of a skipped test's name, after this mark. */
const REASON = ' — ';

function judge(test) {
  if (test.status === 'passed') return { passed: 1 };
  if (test.status === 'failed') return { failed: 1 };
  if (test.fullName.includes(REASON)) return { skipped: 1, line: `○ 跳过：${test.fullName}` };
  return { failed: 1, line: `✗ 跳过却没有说明原因（在名称后加“${REASON}原因”）：${test.fullName}` };
}

/**
 * Counts what jest reports: every test, and as a failure every file that did not run, that failed outside its tests,
 * and a jest that ended badly without saying where. `lines` tells of skips and of what would not show otherwise.
 * @param {{testResults: {name: string, status: string, assertionResults: {status: string, fullName: string}[]}[]} | undefined} results
 * @param {number | null} exitCode of jest
 */
export function countResults(results, exitCode) {
  const outcome = { passed: 0, failed: 0, skipped: 0, lines: [] };
  for (const file of results?.testResults ?? []) {
    const failedBefore = outcome.failed;
    for (const test of file.assertionResults) {
      const { passed = 0, failed = 0, skipped = 0, line } = judge(test);
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

/** The line a run ends with. */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
