/**
 * 同一窗口、人员、事项一再得差评: so many poor ratings of one target within so many days. What was revoked is not one. Three in
 * thirty days is the city's own line: the plan asks to look, and names no number. Source: 方案 二(三); domain.md §4.
 */
export interface RepeatRule {
  times: number;
  /** Calendar days from the first to the last of them. */
  days: number;
}
export const REPEAT_RULE: RepeatRule = { times: 3, days: 30 };

export const REPEATED_KINDS = ['window', 'staff', 'item'] as const;
export type RepeatedKind = (typeof REPEATED_KINDS)[number];
export const REPEATED_KIND_NAMES: Readonly<Record<RepeatedKind, string>> = {
  window: '窗口',
  staff: '人员',
  item: '事项',
};

interface Target {
  kind: string;
  code: string;
  name: string;
  institutionCode: string;
}

/** A poor rating that counts, with what it was given for. */
export interface PoorService {
  caseId: string;
  at: Date;
  targets: readonly Target[];
}

export interface Repeated extends Target {
  kind: RepeatedKind;
  /** In order of time. */
  caseIds: string[];
  from: Date;
  to: Date;
}

const DAY_MS = 86_400_000;
const isRepeatedKind = (kind: string): kind is RepeatedKind =>
  (REPEATED_KINDS as readonly string[]).includes(kind);

/** Those of one target's poor ratings, ordered by time, that lie together with enough others. */
export function clustered<One extends { at: Date }>(
  services: readonly One[],
  { times, days }: RepeatRule = REPEAT_RULE,
): One[] {
  const found = new Set<One>();
  services.forEach((first, index) => {
    const within = services
      .slice(index)
      .filter(({ at }) => at.getTime() - first.at.getTime() < days * DAY_MS);
    if (within.length >= times) for (const one of within) found.add(one);
  });
  return services.filter((one) => found.has(one));
}

/** The windows, persons and items that were rated poorly again and again, those with the most ratings first. */
export function repeatedOf(services: readonly PoorService[], rule: RepeatRule = REPEAT_RULE): Repeated[] {
  const byTarget = new Map<string, { target: Target & { kind: RepeatedKind }; services: PoorService[] }>();
  const inOrder = [...services].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const service of inOrder) {
    const own = new Map(service.targets.map((target) => [`${target.kind} ${target.code}`, target]));
    for (const [key, { kind, ...target }] of own) {
      if (!isRepeatedKind(kind)) continue;
      const known = byTarget.get(key) ?? { target: { kind, ...target }, services: [] };
      byTarget.set(key, { ...known, services: [...known.services, service] });
    }
  }
  return [...byTarget.values()]
    .flatMap(({ target, services: all }) => {
      const together = clustered(all, rule);
      const [first, last] = [together[0], together.at(-1)];
      if (!first || !last) return [];
      return [{ ...target, caseIds: together.map(({ caseId }) => caseId), from: first.at, to: last.at }];
    })
    .sort((a, b) => b.caseIds.length - a.caseIds.length || (a.code < b.code ? -1 : 1));
}
