import { check } from '../errors.js';
import type { CompileExpression } from '../matcher.js';
import { numberKind, toDouble } from '../values/numbers.js';
import type { Doc } from '../values/values.js';
import type { Work } from '../store/work.js';

/** Where a pipeline reads other collections, and the variables its expressions see. */
export interface PipelineContext {
  work: Work;
  /** The name of the database, before the dot of a namespace. */
  name: string;
  variables: Doc;
}

export type Evaluate = (doc: Doc) => unknown;

/** A stage: documents in, documents out; the ones that came in are never changed. */
export type Stage = (
  docs: Doc[],
  spec: unknown,
  expression: CompileExpression,
  context: PipelineContext,
) => Doc[];

/** Refuses what a stage's specification carries beyond what the stage knows. */
export function checkKnown(spec: Doc, name: string, known: string[]): void {
  for (const key of Object.keys(spec))
    check(known.includes(key), 'FailedToParse', `unknown argument to ${name}: ${key}`);
}

/** A whole number that a stage needs. */
export function count(value: unknown, name: string, least: number): number {
  const size = numberKind(value) ? toDouble(value) : NaN;
  check(
    Number.isInteger(size) && size >= least,
    'Location15958',
    `the argument to ${name} must be an integer of at least ${least}`,
  );
  return size;
}

/** The path in `$path`. */
export function path(value: unknown, name: string): string {
  check(
    typeof value === 'string' && value.startsWith('$') && value.length > 1,
    'Location28818',
    `path option to ${name} should be prefixed with a '$': ${String(value)}`,
  );
  return value.slice(1);
}
