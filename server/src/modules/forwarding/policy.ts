import { CITY } from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { rolesThatMay } from '../staff/index.js';
import { ratingsAbout } from '../ratings/index.js';
import { SubmissionModel, type SubmissionRecord } from './model.js';

/**
 * The submissions an account may see: the city's accounts all of them, a county's those of its county, and nobody those of ratings
 * of which they are the rated side: a submission tells when.
 * @param narrowed what they have to be besides
 */
export const visibleSubmissions = (
  actor: StaffActor,
  narrowed: QueryFilter<SubmissionRecord>[],
  order: Record<string, 1 | -1> = { createdAt: -1, _id: 1 },
) => ({
  model: SubmissionModel,
  filter: {
    $and: [actor.regionCodes.includes(CITY) ? {} : { regionCodes: { $in: actor.regionCodes } }, ...narrowed],
  },
  order,
  fields: { createdAt: 1 },
  name: ({ _id }: SubmissionRecord) => _id,
  hidden: (ids: string[]) => ratingsAbout(actor, '_id', ids),
});

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
