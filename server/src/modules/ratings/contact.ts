import {
  isPoor,
  ratedInstitutions,
  type Attribution,
  type AttributionScope,
  type RatingTarget,
  type RevealSubject,
} from '@haochaping/shared/domain';
import { findServiceEvent } from '../channels/index.js';
import { lookUpAll } from '../directory/index.js';
import { RatingModel, type RatingRecord } from './model.js';

/** What identity asks about a rating before it shows anybody's contact. */
export interface RatingInQuestion extends RevealSubject {
  ratingId: string;
  number: string;
  regionCodes: string[];
  institutionCodes: readonly string[];
  scope: AttributionScope;
  targets: readonly RatingTarget[];
  centerIsRated: boolean;
  /** The sealed snapshot of the applicant behind the rated event; null when there is none. */
  applicantId: string | null;
}

/** Whether a centre is among the institutions that were rated as such, by the directory of today. */
async function isCenterRated(attribution: Attribution, now: Date): Promise<boolean> {
  const institutions = await lookUpAll('institutions', ratedInstitutions(attribution), now);
  return [...institutions.values()].some(({ data }) => data.type === 'center');
}

/** A rating as a possible case in hand; null for an unknown id. Says nothing about the evaluator but the snapshot's id. */
export async function ratingInQuestion(ratingId: string, now: Date): Promise<RatingInQuestion | null> {
  const rating = await RatingModel.findById(ratingId).lean<RatingRecord>();
  if (!rating) return null;
  const { projectNo, serviceNumber } = rating;
  const service = projectNo && serviceNumber ? await findServiceEvent(projectNo, serviceNumber) : null;
  const applicantId = service?.event.applicantId ?? null;
  return {
    ratingId,
    number: rating.number,
    regionCodes: rating.regionCodes,
    institutionCodes: rating.institutionCodes,
    ...rating.attribution,
    centerIsRated: await isCenterRated(rating.attribution, now),
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
