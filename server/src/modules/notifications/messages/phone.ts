import type { Keys } from '../../../keys.js';
import { complaintInQuestion } from '../../complaints/index.js';
import { lookAtApplicant, phoneOfAccount } from '../../evaluators/index.js';
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
  const own = await phoneOfAccounts(keys, rating);
  const applicantId = own ? null : await applicantOf(rating, now);
  if (!applicantId) return own;
  const applicant = await revealApplicant(keys, applicantId, 'progress_message', ratingId, now);
  return applicant?.phone || null;
}

/** Whether whoever gave a rating can be written to by SMS; the applicant's number is not opened to know it. */
export async function hasPhone(keys: Keys, rating: RatingRecord, now: Date): Promise<boolean> {
  if (await phoneOfAccounts(keys, rating)) return true;
  const applicantId = await applicantOf(rating, now);
  if (!applicantId) return false;
  return (await lookAtApplicant(applicantId))?.told.includes('phone') ?? false;
}

async function phoneOfAccounts(keys: Keys, rating: RatingRecord): Promise<string | null> {
  for (const accountId of accountsOf(rating)) {
    const phone = await phoneOfAccount(keys, accountId);
    if (phone) return phone;
  }
  return null;
}

/** Whoever gave it in the applicant's place did so for themselves: the applicant is not told of what they said. */
const applicantOf = async ({ _id, agent }: RatingRecord, now: Date): Promise<string | null> =>
  agent ? null : ((await ratingInQuestion(_id, now))?.applicantId ?? null);

/** At a printed code the evaluator is the account itself; any other evaluator's id is no account's. */
const accountsOf = ({ evaluatorId, accountId, agent, handler, claims }: RatingRecord): string[] => [
  ...new Set(
    [
      evaluatorId,
      accountId,
      agent?.accountId,
      handler?.accountId,
      ...(claims ?? []).map((one) => one.accountId),
    ].filter((id): id is string => Boolean(id)),
  ),
];
