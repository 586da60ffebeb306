/**
 * The rated side of a rating: whoever is rated, whatever role the account has. It reads late, by period and among many, never
 * learns who rated, and decides nothing about the rating. A department or a clerk is rated with its institution. The centre
 * runs the windows of its hall and the platform, so that nearly every rating names one of them: it is rated as an institution only
 * where the rating is about what it answers for itself (an item, a hall, the platform as such); a window or a person is
 * rated as that window or person. Source: domain.md §4 §5; FA-3.3-b, FA-3.3-c; adr/019.
 */
import type { Attribution, AttributionScope, RatingTarget, TargetKind } from './attribution.js';
import { isServedBy, type StaffPlace } from './rated-staff.js';
import { RATED_SIDE_ROLES, type StaffRole } from '../people/staff.js';

/** What an institution answers for as such; where a service was given, or by whom, is not among it. */
export const ANSWERING_KINDS: readonly TargetKind[] = ['institution', 'item', 'package', 'stage', 'hall'];

/** Offices that handle ratings of others, and step back where they are rated as an institution. */
export const HANDLING_ROLES: readonly StaffRole[] = ['center', 'reform_office', 'efficiency_office'];

/** An account as far as the rule needs it. */
export interface RatedParty extends StaffPlace {
  role: StaffRole;
}

/** What was rated. */
export interface RatedObject {
  /** The institutions that answer for it together. */
  institutionCodes: readonly string[];
  scope: AttributionScope;
  targets: readonly Pick<RatingTarget, 'kind' | 'code' | 'institutionCode'>[];
}

/** How an account belongs to the rated side: the person or window itself, or its institution. */
export type RatedAs = 'person' | 'institution';

/** A platform is what was rated only where its own code was scanned; else it is where an item was applied for. */
export const isAnsweredFor = (kind: TargetKind, scope: AttributionScope): boolean =>
  ANSWERING_KINDS.includes(kind) || (kind === 'platform' && scope === 'place');

/** Whether, and how, an account is of the rated side of a rating; null when it is not. */
export function ratedAs(
  party: RatedParty,
  { institutionCodes, scope, targets }: RatedObject,
): RatedAs | null {
  const { role, institutionCode } = party;
  if (isServedBy(targets, party)) return 'person';
  const institution = RATED_SIDE_ROLES.includes(role)
    ? institutionCodes.includes(institutionCode)
    : HANDLING_ROLES.includes(role) &&
      targets.some((one) => one.institutionCode === institutionCode && isAnsweredFor(one.kind, scope));
  return institution ? 'institution' : null;
}

/** Whether the account reads this rating as the rated side does; departments and clerks read none otherwise. */
export const readsVeiled = (party: RatedParty, rated: RatedObject): boolean =>
  RATED_SIDE_ROLES.includes(party.role) || ratedAs(party, rated) !== null;

/**
 * What the rated side may read of what was rated, besides the institutions that answer for it: of a service event the item, where enough
 * were served for it, of a printed code its place. Any other target would make the group smaller. FA-3.3-c.
 */
export function targetsShown({ scope, targets }: Attribution, named: boolean): RatingTarget[] {
  if (!named) return [];
  return scope === 'place' ? targets : targets.filter(({ kind }) => kind === 'item' || kind === 'package');
}
