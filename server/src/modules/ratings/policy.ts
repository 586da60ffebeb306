import {
  ANSWERING_KINDS,
  ATTRIBUTION_SCOPES,
  HANDLING_ROLES,
  RATED_SIDE_ROLES,
  readsVeiled,
  shownFrom,
  weekOf,
  wordsPeriod,
  CITY,
  type AttributionScope,
  type TargetKind,
} from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { RatingModel, type RatingRecord } from './model.js';
import type { RatingDetailsFact } from './said.js';

type Filter = QueryFilter<RatingRecord>;
const NONE: Filter = { _id: { $in: [] } };

/** Departments and clerks: they read every rating as the rated side. */
export const isRatedSideRole = ({ role }: StaffActor): boolean => RATED_SIDE_ROLES.includes(role);

/** What was rated, as the rule of the rated side asks it. */
const ratedObject = ({ institutionCodes, attribution }: RatingRecord) => ({
  institutionCodes,
  ...attribution,
});

/** Whether this account is given this rating as the rated side: never who, when exactly, or one rating alone (FA-3.3-c). */
export const isVeiledFor = (actor: StaffActor, rating: RatingRecord): boolean =>
  readsVeiled(actor, ratedObject(rating));

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
 * How an account sees a rating at an instant.
 * @param delayDays days that pass after the end of a period before the rated side reads it
 */
export function viewOf(actor: StaffActor, rating: RatingRecord, delayDays: number, now: Date): View {
  if (!isVeiledFor(actor, rating)) return { ratedSide: false, now };
  return { ratedSide: true, words: (one) => toldWords(one, delayDays, now) };
}

/** Words said within the rating's own period come with it; later ones after their quarter, all together. */
function toldWords(rating: RatingRecord, delayDays: number, now: Date): ToldWords[] {
  const mark = rating.ratedSide;
  if (!mark) return [];
  return rating.details.flatMap((said) => {
    const period = wordsPeriod(weekOf(said.at), mark);
    const shown = mark.shownAt <= now && (period.to <= mark.to || shownFrom(period.to, delayDays) <= now);
    return shown ? [{ said, ...period }] : [];
  });
}

/**
 * Ratings about the account's institution: `ratedAs`, its half about institutions, as filters of which one has to hold; each is a
 * stretch of an index in the order of the list. None for roles that are rated with no institution.
 */
function aboutInstitution({ role, institutionCode }: StaffActor): Filter[] {
  if (RATED_SIDE_ROLES.includes(role)) return [{ institutionCodes: institutionCode }];
  if (!HANDLING_ROLES.includes(role)) return [];
  const answering = (kinds: readonly TargetKind[], scopes: readonly AttributionScope[]): Filter => ({
    'attribution.targets': { $elemMatch: { institutionCode, kind: { $in: [...kinds] } } },
    'attribution.scope': { $in: [...scopes] },
  });
  return [answering(ANSWERING_KINDS, ATTRIBUTION_SCOPES), answering(['platform'], ['place'])];
}

/** Ratings of which this account is the rated side: `ratedAs` as a filter. */
function aboutOwn(actor: StaffActor): Filter[] {
  const served = (kind: string, code: string | null): Filter[] =>
    code === null ? [] : [{ 'attribution.targets': { $elemMatch: { kind, code } } }];
  return [
    ...aboutInstitution(actor),
    ...served('staff', actor.staffCode),
    ...served('window', actor.windowCode),
  ];
}

/**
 * Ratings about the account's institution that it may read by now: those whose period is shown.
 * There is no such list about a person or a window: that a rating stands in it would tell that it is one of those they served.
 * @param narrowed what they have to be besides; beside the alternatives it would keep the engine from reading their indexes
 */
export function ownRatings(actor: StaffActor, now: Date, narrowed: Filter[] = []): Filter {
  const about = aboutInstitution(actor).map((one): Filter => ({
    $and: [one, { 'ratedSide.shownAt': { $lte: now } }, ...narrowed],
  }));
  return about.length > 1 ? { $or: about } : (about[0] ?? NONE);
}

/** Ratings of others that the account reads in full: the city's offices all, those of a county their county's; departments and clerks none. */
export function othersRatings(actor: StaffActor): Filter {
  if (isRatedSideRole(actor)) return NONE;
  const about = aboutOwn(actor);
  return {
    $and: [
      actor.regionCodes.includes(CITY) ? {} : { regionCodes: { $in: actor.regionCodes } },
      about.length === 0 ? {} : { $nor: about },
    ],
  };
}

/** Every rating an account may see, each as `viewOf` says. */
export const visibleRatings = (actor: StaffActor, now: Date): Filter => ({
  $or: [ownRatings(actor, now), othersRatings(actor)],
});

/**
 * Of these ratings, those of which the account is the rated side, shown to it or not: nothing else may tell it of them. Asked of
 * what somebody is about to see, never of all: they become more with every year.
 * @param by what names them: their ids, or the numbers on the receipts
 */
export async function ratingsAbout(
  actor: StaffActor,
  by: '_id' | 'number',
  among: readonly string[],
): Promise<Set<string>> {
  const about = aboutOwn(actor);
  if (about.length === 0 || among.length === 0) return new Set();
  const found = await RatingModel.find(
    { $and: [{ [by]: { $in: [...among] } }, { $or: about }] },
    { number: 1 },
  ).lean<Pick<RatingRecord, '_id' | 'number'>[]>();
  return new Set(found.map((rating) => rating[by]));
}
