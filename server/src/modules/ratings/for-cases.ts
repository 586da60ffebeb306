import type { CaseView } from '@haochaping/shared/contracts';
import { POOR_LEVELS, weekOf, weekPlus, type RatingTarget } from '@haochaping/shared/domain';
import { CROWD_WEEKS } from '@haochaping/shared/domain/cases/index';
import { servedInGroups } from '../channels/index.js';
import { RatingModel, type RatingRecord } from './model.js';
import { labelled } from './presenter.js';
import { answeredVersions } from './answers/versions.js';
import { visibleAnswers, visibleText, type TextViewer } from './texts/visible-text.js';

/** A poor rating, or a complaint, as those read it who see to it. */
export interface RatingOfCase {
  id: string;
  /** Told outside the levels. */
  isComplaint: boolean;
  number: string;
  place: string;
  ratedAt: Date;
  targets: readonly RatingTarget[];
  projectNo: string | null;
  serviceNumber: number | null;
  /** The first rating of the service, where this is the supplementary one. */
  supplements: string | null;
  details: CaseView['details'];
}

/** How many people were served for the same in the week a rating arrived and the one before: among so many its evaluator is sought. */
export async function peopleServedWith(ratingId: string): Promise<number> {
  const rating = await RatingModel.findById(ratingId, { veil: 1, receivedWeek: 1 }).lean<
    Pick<RatingRecord, 'veil' | 'receivedWeek'>
  >();
  if (!rating) return 0;
  const { veil, receivedWeek } = rating;
  const weeks = { from: weekPlus(receivedWeek, 1 - CROWD_WEEKS), to: receivedWeek };
  const served = await servedInGroups([veil.group], weeks);
  return new Set(served.map(({ applicant }) => applicant)).size;
}

/** Poor ratings that may be about the same matter: of the same transaction, or of the same evaluator about the same item. */
export async function ratingsOfSameMatter(ratingId: string): Promise<string[]> {
  const rating = await RatingModel.findById(ratingId).lean<RatingRecord>();
  if (!rating) return [];
  const { projectNo, evaluatorId, veil } = rating;
  const same = [
    ...(projectNo ? [{ projectNo }] : []),
    ...(evaluatorId ? [{ evaluatorId, 'veil.group': veil.group }] : []),
  ];
  if (same.length === 0) return [];
  const found = await RatingModel.find(
    { $or: same, _id: { $ne: ratingId }, level: { $in: POOR_LEVELS } },
    { _id: 1 },
  ).lean<Pick<RatingRecord, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

/** How many ratings something got since an instant, and how many of them are poor. */
export async function ratingsSince(
  { kind, code }: Pick<RatingTarget, 'kind' | 'code'>,
  since: Date,
): Promise<{ all: number; poor: number }> {
  const about = { 'attribution.targets': { $elemMatch: { kind, code } }, ratedAt: { $gte: since } };
  const [all, poor] = await Promise.all([
    RatingModel.countDocuments(about),
    RatingModel.countDocuments({ ...about, level: { $in: POOR_LEVELS } }),
  ]);
  return { all, poor };
}

/**
 * The rating of a case with what was said, as this reader may see the words.
 * @param exact with the instants; else with the weeks alone
 */
export async function ratingForCase(
  ratingId: string,
  viewer: TextViewer,
  exact: boolean,
): Promise<RatingOfCase | null> {
  const rating = await RatingModel.findById(ratingId).lean<RatingRecord>();
  if (!rating) return null;
  return {
    id: rating._id,
    isComplaint: false,
    number: rating.number,
    place: rating.place,
    ratedAt: rating.ratedAt,
    targets: rating.attribution.targets,
    projectNo: rating.projectNo ?? null,
    serviceNumber: rating.serviceNumber ?? null,
    supplements: rating.supplements ?? null,
    details: await wordsForCase(rating, viewer, exact),
  };
}

/** What was said with a rating, as this reader of its case may see it. @param exact as in `ratingForCase` */
export async function wordsForCase(
  rating: RatingRecord,
  viewer: TextViewer,
  exact: boolean,
): Promise<CaseView['details']> {
  const versions = await answeredVersions([rating]);
  return rating.details.map((said) => ({
    at: exact ? said.at.toISOString() : weekOf(said.at),
    options: labelled(rating, said),
    text: visibleText(said, viewer),
    questionnaire: visibleAnswers(said, versions, viewer),
    // The words of ratings are reviewed in a list of their own.
    review: null,
  }));
}
