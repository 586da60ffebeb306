import { countResults, lastLine } from '../support/outcome.mjs';

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
