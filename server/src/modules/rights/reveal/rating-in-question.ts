import {
  reaches,
  type AttributionScope,
  type CompetentOffice,
  type RatingTarget,
  type RevealSubject,
  type WorkCalendar,
} from '@haochaping/shared/domain';
import { saidOfNumber } from '@haochaping/shared/domain/complaints';
import type { Config } from '../../../config/config.js';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import type { Limiter } from '../../../http/limiter.js';
import type { Keys } from '../../../keys.js';

/** A rating that may be a case in hand; cases stand behind this module, so the composition root hands the look-up in. */
export interface RatingInQuestion extends RevealSubject {
  ratingId: string;
  number: string;
  regionCodes: string[];
  /** What was rated, and the institutions that answer for it. */
  institutionCodes: readonly string[];
  scope: AttributionScope;
  targets: readonly RatingTarget[];
  /** Who calls back and is shown contacts. */
  offices: readonly CompetentOffice[];
  /** The snapshot with the contact, or the account with a proven number; null when there is neither. */
  applicantId: string | null;
}
/** What is said of a poor rating, said of this one: it may be a complaint. */
export const saidOf = ({ number }: Pick<RatingInQuestion, 'number'>, text: string): string =>
  saidOfNumber(number, text);

export type FindRating = (ratingId: string, now: Date) => Promise<RatingInQuestion | null>;

/** The ratings of which an account is the rated side: no list tells it of them, not by their number either. */
export type RatingsAbout = (
  actor: StaffActor,
  by: '_id' | 'number',
  among: readonly string[],
) => Promise<Set<string>>;

export interface RevealDesk {
  config: Config;
  keys: Keys;
  limiter: Limiter;
  findRating: FindRating;
  ratingsAbout: RatingsAbout;
  /** The working-day calendar in force. */
  calendar: () => Promise<WorkCalendar>;
}

/** The rating, when somebody asks whose rights reach it; who of them may look is another question. @throws AppError `not_found` as for one that does not exist */
export async function ratingForReveal(
  { findRating }: RevealDesk,
  actor: StaffActor,
  ratingId: string,
  now: Date,
): Promise<RatingInQuestion> {
  const rating = await findRating(ratingId, now);
  const theirs = rating?.regionCodes.some((code) => reaches(actor.regionCodes, code));
  if (!rating || !theirs) throw new AppError('not_found', { message: '没有找到这条评价，或您没有权限查看' });
  return rating;
}
