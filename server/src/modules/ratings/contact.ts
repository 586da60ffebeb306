import { isPoor, type RatingTarget, type RevealSubject } from '@haochaping/shared/domain';
import { findServiceEvent } from '../channels/index.js';
import { RatingModel, type RatingRecord } from './model.js';

/** What identity asks about a rating before it shows anybody's contact. */
export interface RatingInQuestion extends RevealSubject {
  ratingId: string;
  number: string;
  regionCodes: string[];
  targets: readonly RatingTarget[];
  /** The sealed snapshot of the applicant behind the rated event; null when there is none. */
  applicantId: string | null;
}

/** A rating as a possible case in hand; null for an unknown id. Says nothing about the evaluator but the snapshot's id. */
export async function ratingInQuestion(ratingId: string): Promise<RatingInQuestion | null> {
  const rating = await RatingModel.findById(ratingId).lean<RatingRecord>();
  if (!rating) return null;
  const { projectNo, serviceNumber } = rating;
  const service = projectNo && serviceNumber ? await findServiceEvent(projectNo, serviceNumber) : null;
  const applicantId = service?.event.applicantId ?? null;
  return {
    ratingId,
    number: rating.number,
    regionCodes: rating.regionCodes,
    targets: rating.attribution.targets,
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
