import { countResults, countRuns, filesToRepeat, lastLine, type FileResult } from '../support/outcome.mjs';

const file = (status: string, ...tests: [string, string][]) => ({
  testResults: [
    {
      name: 'a.test.ts',
      status,
      assertionResults: tests.map(([status, fullName]) => ({ status, fullName })),
    },
  ],
});

test('every test counts once', () => {
  const outcome = countResults(file('failed', ['passed', 'a'], ['passed', 'b'], ['failed', 'c']), 1);
  expect(lastLine(outcome)).toBe('2 passed, 1 failed');
});

test('a skipped test with a reason is named with it', () => {
  const outcome = countResults(file('passed', ['passed', 'a'], ['pending', 'b — needs a real MongoDB']), 0);
  expect(lastLine(outcome)).toBe('1 passed, 0 failed, 1 skipped');
  expect(outcome.lines).toEqual(['○ 跳过：b — needs a real MongoDB']);
});

test.each(['pending', 'todo', 'skipped', 'disabled'])(
  'a %s test without a reason counts as failed',
  (status) => {
    expect(lastLine(countResults(file('passed', [status, 'b']), 0))).toBe('0 passed, 1 failed');
  },
);

test('a file that did not run counts as failed', () => {
  expect(lastLine(countResults(file('failed'), 1))).toBe('0 passed, 1 failed');
});

test('a file that failed outside its tests counts as failed', () => {
  expect(lastLine(countResults(file('failed', ['passed', 'a']), 1))).toBe('1 passed, 1 failed');
});

test('a jest that says nothing, or ends badly without a reason, counts as failed', () => {
  expect(countResults(undefined, 1).failed).toBe(1);
  expect(countResults({ testResults: [] }, 0).failed).toBe(1);
  expect(countResults(file('passed', ['passed', 'a']), 1).failed).toBe(1);
});

const failing = (name: string, ...said: string[]): FileResult => ({
  name,
  status: 'failed',
  assertionResults: [
    { status: 'passed', fullName: 'opens' },
    ...said.map((message) => ({ status: 'failed', fullName: 'rates', failureMessages: [message] })),
  ],
});
const passing = (name: string): FileResult => ({
  name,
  status: 'passed',
  assertionResults: ['opens', 'rates'].map((fullName) => ({ status: 'passed', fullName })),
});
const runOf = (...testResults: FileResult[]) => ({
  results: { testResults },
  exitCode: testResults.some(({ status }) => status === 'failed') ? 1 : 0,
});
const page = (n: number) => `tests/browser/page-${n}.test.ts`;

test('only files of pages that failed get a second run', () => {
  const { results } = runOf(
    failing(page(1), 'no'),
    passing(page(2)),
    failing('tests/weapp/rate.test.ts', 'no'),
    failing('tests/weapp-host/pages.test.ts', 'no'),
    failing('tests/http/staff.test.ts', 'no'),
  );
  expect(filesToRepeat(results)).toEqual([page(1), 'tests/weapp/rate.test.ts']);
  expect(filesToRepeat(undefined)).toEqual([]);
});

test('a file that passes alone counts as passed, and is named with what it said first', () => {
  const first = runOf(
    failing(page(1), '\u001b[31mError: the button is gone\u001b[39m\n  at…'),
    passing(page(2)),
  );
  const outcome = countRuns(first, runOf(passing(page(1))));
  expect(lastLine(outcome)).toBe('4 passed, 0 failed');
  expect(outcome.unsteady).toEqual([`unsteady: ${page(1)} — rates: Error: the button is gone`]);
});

test('a file that failed outside its tests is named with what jest said of it', () => {
  const first = runOf({ name: page(1), status: 'failed', message: 'no start\n', assertionResults: [] });
  const outcome = countRuns(first, runOf(passing(page(1))));
  expect(lastLine(outcome)).toBe('2 passed, 0 failed');
  expect(outcome.unsteady).toEqual([`unsteady: ${page(1)} — no start`]);
});

test('a file that fails again counts as failed, beside one that does not', () => {
  const first = runOf(failing(page(1), 'no'), failing(page(2), 'no'));
  const outcome = countRuns(first, runOf(failing(page(1), 'no'), passing(page(2))));
  expect(lastLine(outcome)).toBe('3 passed, 1 failed');
  expect(outcome.unsteady).toEqual([`unsteady: ${page(2)} — rates: no`]);
});

test('three unsteady files fail the run, and it says so', () => {
  const pages = [1, 2, 3].map(page);
  const outcome = countRuns(runOf(...pages.map((name) => failing(name, 'no'))), runOf(...pages.map(passing)));
  expect(lastLine(outcome)).toBe('3 passed, 3 failed');
  expect(outcome.unsteady).toHaveLength(4);
  expect(outcome.unsteady.at(-1)).toMatch(/^✗ 3 个文件/);
});

test.each([
  ['says nothing', { results: undefined, exitCode: 1 }],
  ['ends badly although its files passed', { ...runOf(passing(page(1))), exitCode: 1 }],
])('a second run that %s proves nothing', (_, again) => {
  const outcome = countRuns(runOf(failing(page(1), 'no')), again);
  expect(lastLine(outcome)).toBe('1 passed, 1 failed');
  expect(outcome.unsteady).toEqual([]);
});

test('a first jest that ended in another way than by failed tests stays failed', () => {
  const first = { ...runOf(failing(page(1), 'no')), exitCode: null };
  expect(countRuns(first, runOf(passing(page(1)))).failed).toBe(1);
});

test('a run without a second one counts as it is', () => {
  expect(countRuns(runOf(failing('tests/http/a.test.ts', 'no')), undefined)).toMatchObject({
    passed: 1,
    failed: 1,
    unsteady: [],
  });
});
