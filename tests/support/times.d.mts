import type { FileResult } from './outcome.mjs';

/** Types of times.mjs, for its test. */
export function timesOfFiles(files: FileResult[]): string[];
