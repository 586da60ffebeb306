import type { Keys } from '../../../keys.js';
import { complaintInQuestion } from '../../complaints/index.js';
import { phoneOfAccount } from '../../evaluators/index.js';
import { ratingInQuestion, RatingModel, type RatingRecord } from '../../ratings/index.js';
import { revealApplicant } from '../../rights/index.js';
import type { MessageRecord } from './model.js';

/** The number at which whoever gave the rating, or made the complaint, is written to; null when there is none. */
export async function phoneFor(
  keys: Keys,
  { ratingId, complaintId }: Pick<MessageRecord, 'ratingId' | 'complaintId'>,
  now: Date,
): Promise<string | null> {
  if (ratingId !== undefined) return phoneOfRating(keys, ratingId, now);
  if (complaintId === undefined) return null;
  const about = await complaintInQuestion(complaintId, now);
  if (!about?.applicantId) return null;
  const told = await revealApplicant(keys, about.applicantId, 'progress_message', complaintId, now);
  return told?.phone || null;
}

/**
 * The number at which whoever gave a rating is written to: that of their account, else the one the business system told of the
 * applicant, as for the call-back. Null when there is none. Opening the applicant's is recorded, and shown to them.
 */
async function phoneOfRating(keys: Keys, ratingId: string, now: Date): Promise<string | null> {
  const rating = await RatingModel.findById(ratingId).lean<RatingRecord>();
  if (!rating) return null;
  for (const accountId of accountsOf(rating)) {
    const phone = await phoneOfAccount(keys, accountId);
    if (phone) return phone;
  }
  // Somebody else gave it in the applicant's place: the applicant is not told of what they said.
  if (rating.agent) return null;
  const about = await ratingInQuestion(ratingId, now);
  if (!about?.applicantId) return null;
  const applicant = await revealApplicant(keys, about.applicantId, 'progress_message', ratingId, now);
  return applicant?.phone || null;
}

const accountsOf = ({ accountId, agent, handler, claims }: RatingRecord): string[] => [
  ...new Set(
    [accountId, agent?.accountId, handler?.accountId, ...(claims ?? []).map((one) => one.accountId)].filter(
      (id): id is string => Boolean(id),
    ),
  ),
];
