import type { FileResult, Outcome } from './outcome.mjs';

/** Types of jest-runs.mjs, for its test. */
export interface Jest {
  root: string;
  config: string;
  report: string;
  env: Record<string, string | undefined>;
  stderr?: 'ignore';
}

export function runTests(
  jest: Jest,
  folders: string[],
  onRepeat: (files: string[]) => void,
): Promise<Outcome & { unsteady: string[]; files: FileResult[] }>;
