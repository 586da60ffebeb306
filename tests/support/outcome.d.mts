/** Types of outcome.mjs, for the test that checks the counting. */
export interface TestResult {
  status: string;
  fullName: string;
  failureMessages?: string[];
}

export interface FileResult {
  name: string;
  status: string;
  message?: string;
  startTime?: number;
  endTime?: number;
  assertionResults: TestResult[];
}

export interface JestResults {
  testResults: FileResult[];
}

export interface JestRun {
  results: JestResults | undefined;
  exitCode: number | null;
}

export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  lines: string[];
}

export function countResults(results: JestResults | undefined, exitCode: number | null): Outcome;
export function filesToRepeat(results: JestResults | undefined): string[];
export function countRuns(first: JestRun, again: JestRun | undefined): Outcome & { unsteady: string[] };
export function lastLine(outcome: Pick<Outcome, 'passed' | 'failed' | 'skipped'>): string;
