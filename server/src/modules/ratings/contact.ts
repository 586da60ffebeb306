import {
  competentOffices,
  isPoor,
  type Attribution,
  type AttributionScope,
  type CompetentOffice,
  type RatingTarget,
  type RevealSubject,
} from '@haochaping/shared/domain';
import { findServiceEvent } from '../channels/index.js';
import { lookUpAll } from '../directory/index.js';
import { callableAccount } from '../evaluators/index.js';
import { RatingModel, type RatingRecord } from './model.js';

/** What identity asks about a rating before it shows anybody's contact. */
export interface RatingInQuestion extends RevealSubject {
  ratingId: string;
  number: string;
  regionCodes: string[];
  institutionCodes: readonly string[];
  scope: AttributionScope;
  targets: readonly RatingTarget[];
  /** Who calls back and is shown contacts. */
  offices: readonly CompetentOffice[];
  /** The rating it supplements, whose case it may have joined. */
  supplements?: string;
  /** The sealed snapshot of the applicant behind the rated event, else the account of whoever rated; null when neither can be called. */
  applicantId: string | null;
}

/** The offices that are competent for a rating, by the directory of today. */
export async function officesFor(attribution: Attribution, now: Date): Promise<CompetentOffice[]> {
  const codes = attribution.targets.map(({ institutionCode }) => institutionCode);
  const institutions = await lookUpAll('institutions', [...new Set(codes)], now);
  return competentOffices(attribution, (code) => institutions.get(code)?.data.type === 'center');
}

/**
 * Behind whom the call-back finds a number: the applicant of the transaction; at a printed code whoever rated signed in, for
 * themselves or for a business, and has proven a number.
 */
async function contactOf({
  projectNo,
  serviceNumber,
  evaluatorId,
  handler,
}: RatingRecord): Promise<string | null> {
  if (projectNo && serviceNumber)
    return (await findServiceEvent(projectNo, serviceNumber))?.event.applicantId ?? null;
  const accountId = handler?.accountId ?? evaluatorId;
  return accountId ? callableAccount(accountId) : null;
}

/** A rating as a possible case in hand; null for an unknown id. Says nothing about the evaluator but the id of their contact. */
export async function ratingInQuestion(ratingId: string, now: Date): Promise<RatingInQuestion | null> {
  const rating = await RatingModel.findById(ratingId).lean<RatingRecord>();
  if (!rating) return null;
  const applicantId = await contactOf(rating);
  return {
    ratingId,
    ...(rating.supplements ? { supplements: rating.supplements } : {}),
    number: rating.number,
    regionCodes: rating.regionCodes,
    institutionCodes: rating.institutionCodes,
    ...rating.attribution,
    offices: await officesFor(rating.attribution, now),
    poor: isPoor(rating.level),
    standing: rating.standing,
    ratedAt: rating.ratedAt,
    hasContact: applicantId !== null,
    applicantId,
  };
}

/** The receipt numbers of ratings, by id. */
export async function ratingNumbers(ratingIds: string[]): Promise<Map<string, string>> {
  const found = await RatingModel.find({ _id: { $in: ratingIds } }, { number: 1 }).lean<RatingRecord[]>();
  return new Map(found.map(({ _id, number }) => [_id, number]));
}

/** What tells one receipt from every other: its number, and the commitment that says nothing to whoever does not hold it. */
export async function receiptOf(
  ratingId: string,
): Promise<(Pick<RatingRecord, 'number'> & Pick<RatingRecord['receipt'], 'commitment'>) | null> {
  const found = await RatingModel.findById(ratingId, { number: 1, receipt: 1 }).lean<RatingRecord>();
  return found && { number: found.number, commitment: found.receipt.commitment };
}
