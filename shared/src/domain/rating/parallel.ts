import type { Attribution, RatingTarget } from './attribution.js';

/**
 * Parallel approval: one event with several departments, rated once for all of them or each for itself, never both.
 * Source: 方案 二(二)1; FA-2.2.1-c FA-2.2.1-d.
 */

/** How the departments of one event are rated; decided by its first rating. */
export const PARALLEL_WAYS = ['whole', 'parts'] as const;
export type ParallelWay = (typeof PARALLEL_WAYS)[number];

/** How a rating with this attribution rates its event; null where there is nothing to choose. */
export function parallelWay({ scope }: Pick<Attribution, 'scope'>): ParallelWay | null {
  if (scope === 'batch') return 'whole';
  return scope === 'stage' ? 'parts' : null;
}

/** The departments that may be rated each for itself; none where the event is no parallel approval. */
export const departmentsOf = ({ scope, targets }: Attribution): RatingTarget[] =>
  scope === 'batch' ? targets.filter(({ kind }) => kind === 'institution') : [];

/** What a rating of one department of a parallel approval counts for: that department alone, and its item. Null for any other. */
export function partOf(attribution: Attribution, institutionCode: string): Attribution | null {
  const department = departmentsOf(attribution).find(({ code }) => code === institutionCode);
  if (!department) return null;
  const plain = ({ kind, code, name, regionCode }: RatingTarget): RatingTarget => ({
    kind,
    code,
    name,
    institutionCode,
    regionCode,
  });
  const items = attribution.targets.filter(({ kind }) => kind === 'item').map(plain);
  return { scope: 'stage', targets: [plain(department), ...items] };
}
