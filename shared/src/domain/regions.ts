/**
 * Administrative regions over time. Codes change (in 2021 梅列区 350402 and 三元区 350403 became 三元区 350404, and 沙县 350427
 * became 沙县区 350405); records keep the code of their time, and figures are compared by the code that stands today.
 * The regions themselves are data of the directory; here are only the rules. Source: domain.md §7.
 */

/** 三明市: its offices have to do with the whole city. */
export const CITY = '350400';

export interface RegionRecord {
  code: string;
  name: string;
  parentCode: string | null;
  /** The code that took this one's place, if it was abolished. */
  successorCode: string | null;
  validFrom: Date;
  /** First instant at which it no longer stands; null while it does. */
  validTo: Date | null;
}

/** Whether the region stood at that instant. */
export function regionStands(region: RegionRecord, at: Date): boolean {
  return region.validFrom <= at && (region.validTo === null || at < region.validTo);
}

/**
 * The region that stands at `at` for a code that may be older: follows successors until one stands.
 * Null for a code that is unknown, not yet in force, or abolished without a successor.
 */
export function regionFor(regions: readonly RegionRecord[], code: string, at: Date): RegionRecord | null {
  const seen = new Set<string>();
  let next: string | null = code;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    const wanted: string = next;
    const region = regions.find((candidate) => candidate.code === wanted);
    if (!region) return null;
    if (regionStands(region, at)) return region;
    next = region.validTo !== null && region.validTo <= at ? region.successorCode : null;
  }
  return null;
}

/** A code with all the older codes whose territory it took over: what a query for today's region must ask for. */
export function withPredecessors(regions: readonly RegionRecord[], code: string): string[] {
  const found = new Set([code]);
  for (let grown = true; grown;) {
    const before = found.size;
    for (const region of regions) {
      if (region.successorCode !== null && found.has(region.successorCode)) found.add(region.code);
    }
    grown = found.size > before;
  }
  return [...found];
}
