/** Types of outcome.mjs, for the test that checks the counting. */
export interface JestResults {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
}

export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  lines: string[];
}

export function countResults(results: JestResults | undefined, exitCode: number | null): Outcome;
export function lastLine(outcome: Pick<Outcome, 'passed' | 'failed' | 'skipped'>): string;
