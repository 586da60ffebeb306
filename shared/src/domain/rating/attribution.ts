/**
 * Attribution (归属): the targets a rating counts for, a snapshot taken when it is given. The shape already holds what
 * batches, stages, packages and lead departments need, so that old ratings never have to be rewritten.
 * Source: 方案 二(二)1; FA-2.2.1-c FA-2.2.1-d FA-2.2.1-e FA-2.2.1-f.
 */

export const TARGET_KINDS = [
  'institution',
  'window',
  'hall',
  'platform',
  'item',
  'package',
  'staff',
  'stage',
] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/**
 * What whoever comes by may rate without a transaction: by a printed code, or found on the page. A package or a stage is never
 * rated without its event; a person is rated by the number on their badge. Source: FA-1-a FA-2.1.1-b FA-2.1.1-c FA-2.1.1-d.
 */
export const PLACE_KINDS = ['hall', 'window', 'institution', 'item', 'platform', 'staff'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** What the rating speaks of: one service event, all departments of a parallel approval at once, one of its stages, a package as a whole, or a place. */
export const ATTRIBUTION_SCOPES = ['event', 'batch', 'stage', 'package', 'place'] as const;
export type AttributionScope = (typeof ATTRIBUTION_SCOPES)[number];

export interface RatingTarget {
  kind: TargetKind;
  /** Stable directory code; names may change, codes do not. */
  code: string;
  /** The name as it stood when the rating was given. */
  name: string;
  /** The institution that answers for this target. */
  institutionCode: string;
  regionCode: string;
  /** True for the department that owns the result of a cross-level or cross-department item. */
  lead?: boolean;
}

export interface Attribution {
  scope: AttributionScope;
  targets: RatingTarget[];
}

/**
 * The key of the target set an evaluator rates: one rating is allowed for each service event and key. Order does not matter.
 */
export function targetSetKey(attribution: Attribution): string {
  const targets = attribution.targets.map((target) => `${target.kind}:${target.code}`).sort();
  return `${attribution.scope}|${targets.join(',')}`;
}

/** Codes of the institutions the rating counts for: the lead department alone where one is named, else all of them. */
export function answeringInstitutions(attribution: Attribution): string[] {
  const leads = attribution.targets.filter((target) => target.lead);
  const counted = leads.length > 0 ? leads : attribution.targets;
  return [...new Set(counted.map((target) => target.institutionCode))];
}
