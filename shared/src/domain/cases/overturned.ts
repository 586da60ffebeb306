import type { CaseEvent } from './events.js';

/**
 * When an appeal that was upheld ceased to count: the evaluator contested it, and that was upheld. Undefined as long as the decision
 * stands. Derived from what happened to the case: an appeal itself keeps what was decided on it. Source: domain.md §4; FA-3.3-g.
 */
export function overturnedAt(events: readonly CaseEvent[], appeal: string): Date | undefined {
  const upheld = events.findIndex((event) => event.type === 'appeal_upheld' && event.appeal === appeal);
  if (upheld === -1) return undefined;
  return events.slice(upheld).find(({ type }) => type === 'contest_upheld')?.at;
}
