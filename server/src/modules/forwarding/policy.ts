import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { rolesThatMay } from '../identity/index.js';
import type { SubmissionRecord } from './model.js';

const CITY = '350400';

/** The submissions an account may see: the city's accounts all of them, a county's those of its county. */
export function visibleSubmissions(actor: StaffActor): QueryFilter<SubmissionRecord> {
  return actor.regionCodes.includes(CITY) ? {} : { regionCodes: { $in: actor.regionCodes } };
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
