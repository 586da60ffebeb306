import { isPoor, RATED_SIDE_ROLES, shownFrom, weekOf, wordsPeriod } from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import type { RatingDetailsFact, RatingRecord } from './model.js';

const CITY = '350400';

/**
 * The people a rating is about. They never see who, when exactly, or one rating alone: level, what was said, and a
 * description that fits many who were served (FA-3.3-c).
 */
export function isRatedSide(actor: StaffActor): boolean {
  return RATED_SIDE_ROLES.includes(actor.role);
}

/** What somebody said after giving the level, as the rated side reads it: with the weeks it was said in, not the instant. */
export interface ToldWords {
  said: RatingDetailsFact;
  from: string;
  to: string;
}

/** How an account sees a rating: in full, or as the rated side. */
export type View =
  { ratedSide: false; now: Date } | { ratedSide: true; words(rating: RatingRecord): ToldWords[] };

/**
 * The view of an account at an instant.
 * @param delayDays days that pass after the end of a period before the rated side reads it
 */
export function viewOf(actor: StaffActor, delayDays: number, now: Date): View {
  if (!isRatedSide(actor)) return { ratedSide: false, now };
  return { ratedSide: true, words: (rating) => toldWords(rating, delayDays, now) };
}

/**
 * Words said within the rating's own period come with it; later ones after their quarter, all together. To handlers who
 * read it early, what was said before the release.
 */
function toldWords(rating: RatingRecord, delayDays: number, now: Date): ToldWords[] {
  const mark = rating.ratedSide;
  if (!mark) return [];
  const released = rating.releases.at(-1)?.at;
  return rating.details.flatMap((said) => {
    const period = wordsPeriod(weekOf(said.at), mark);
    const shown =
      mark.shownAt > now
        ? released !== undefined && said.at <= released
        : period.to <= mark.to || shownFrom(period.to, delayDays) <= now;
    return shown ? [{ said, ...period }] : [];
  });
}

/**
 * The ratings an account may see, as a filter every query carries. The city's centre and oversight see all; those of a
 * county see their county; the rated side sees its own institution's once their period is shown, and what was released to
 * the account by name.
 */
export function visibleRatings(actor: StaffActor, now: Date): QueryFilter<RatingRecord> {
  if (!isRatedSide(actor))
    return actor.regionCodes.includes(CITY) ? {} : { regionCodes: { $in: actor.regionCodes } };
  return {
    institutionCodes: actor.institutionCode,
    $or: [{ 'ratedSide.shownAt': { $lte: now } }, { 'releases.handlers': actor.accountId }],
  };
}

/** True while a poor rating can still be released early: before all of the rated side reads it. */
export function isReleasable(rating: RatingRecord, now: Date): boolean {
  return isPoor(rating.level) && !(rating.ratedSide && rating.ratedSide.shownAt <= now);
}
