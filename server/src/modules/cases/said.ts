import { complaintForCase, servedWithComplaint } from '../complaints/index.js';
import { peopleServedWith, ratingForCase, type RatingOfCase, type TextViewer } from '../ratings/index.js';
import type { StaffActor } from '../../http/actor.js';
import type { CaseRecord } from './model.js';
import { readsInFull } from './policy.js';

/**
 * What a case was opened for, as this reader may see it: the poor rating, or the complaint.
 * @param exact with the instants; else with the weeks alone
 */
export async function saidIn(
  { ratingId, complaintId }: Pick<CaseRecord, 'ratingId' | 'complaintId'>,
  viewer: TextViewer,
  exact: boolean,
): Promise<RatingOfCase | null> {
  if (ratingId !== undefined) return ratingForCase(ratingId, viewer, exact);
  return complaintId === undefined ? null : complaintForCase(complaintId, viewer, exact);
}

/** How many people were served for the same, among whom the author is sought; undefined where nobody could count them. */
export async function servedWith({
  ratingId,
  complaintId,
}: Pick<CaseRecord, 'ratingId' | 'complaintId'>): Promise<number | undefined> {
  if (ratingId !== undefined) return peopleServedWith(ratingId);
  return complaintId === undefined ? undefined : servedWithComplaint(complaintId);
}

/** `servedWith` for whoever is warned by it before they give the case to somebody: those who read in full. */
export const servedToldTo = async (actor: StaffActor, record: CaseRecord): Promise<number | undefined> =>
  readsInFull(actor, record) ? servedWith(record) : undefined;
