import { CITY } from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { rolesThatMay } from '../staff/index.js';
import { ratingsAbout } from '../ratings/index.js';
import type { SubmissionRecord } from './model.js';

/**
 * The submissions an account may see: the city's accounts all of them, a county's those of its county, and nobody those of ratings
 * of which they are the rated side: a submission tells when.
 */
export async function visibleSubmissions(actor: StaffActor): Promise<QueryFilter<SubmissionRecord>> {
  const { ids } = await ratingsAbout(actor);
  return {
    $and: [
      actor.regionCodes.includes(CITY) ? {} : { regionCodes: { $in: actor.regionCodes } },
      ids.length === 0 ? {} : { _id: { $nin: ids } },
    ],
  };
}

/**
 * Sending again is for those who may, and for what has not arrived; what came from the province never goes back to it, and
 * what a worker has in hand is not given out a second time.
 */
export function mayResend(actor: StaffActor, submission: SubmissionRecord): boolean {
  const inHand = submission.pending.some(({ kind, owner }) => kind === 'send' && owner);
  return (
    !inHand &&
    rolesThatMay('forwarding.resend').includes(actor.role) &&
    ['waiting', 'held', 'parked'].includes(submission.state) &&
    submission.reason !== 'from_province'
  );
}
