import type { Attribution } from '../rating/attribution.js';

/** What a rating is about, as different questionnaires are made for it (方案 二(一)1; FA-2.1.1-b FA-2.1.1-c FA-2.1.1-d). */
export const RATED_CLASSES = ['service', 'institution', 'platform', 'staff'] as const;
export type RatedClass = (typeof RATED_CLASSES)[number];

export const RATED_CLASS_NAMES: Readonly<Record<RatedClass, string>> = {
  service: '办的事',
  institution: '部门、大厅、窗口',
  platform: '平台',
  staff: '工作人员',
};

/** A service event is about what was done; what was rated without one, about the place, the platform or the person. */
export function ratedClass({ scope, targets }: Attribution): RatedClass {
  const [first] = targets;
  if (scope !== 'place' || !first || first.kind === 'item' || first.kind === 'package') return 'service';
  if (first.kind === 'platform' || first.kind === 'staff') return first.kind;
  return 'institution';
}

/** What a questionnaire is for, the most general first: a more specific one takes its place. */
export const SCOPE_KINDS = ['all', 'class', 'institution', 'item'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

export interface QuestionnaireScope {
  kind: ScopeKind;
  /** The class, institution or item; empty for all. */
  code: string;
}

/** Every scope a rating falls under, the most specific first. */
export function scopesOf(attribution: Attribution): QuestionnaireScope[] {
  const { targets } = attribution;
  const items = targets.filter(({ kind }) => kind === 'item' || kind === 'package');
  const institutions = [...new Set(targets.map(({ institutionCode }) => institutionCode))];
  return [
    ...items.map(({ code }) => ({ kind: 'item' as const, code })),
    ...institutions.map((code) => ({ kind: 'institution' as const, code })),
    { kind: 'class', code: ratedClass(attribution) },
    { kind: 'all', code: '' },
  ];
}

/** The one that is shown: of the most specific scope that has one (item, institution, class, all). */
export function mostSpecific<T extends { scope: QuestionnaireScope }>(
  questionnaires: readonly T[],
  attribution: Attribution,
): T | null {
  for (const { kind, code } of scopesOf(attribution)) {
    const found = questionnaires.find(({ scope }) => scope.kind === kind && scope.code === code);
    if (found) return found;
  }
  return null;
}
