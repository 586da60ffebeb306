import type { StaffRatingRow, StaffRatingView } from '@haochaping/shared/contracts';
import {
  ASSURANCE_NAMES,
  CHANNEL_NAMES,
  isPoor,
  LEVEL_NAMES,
  weekOf,
  type TargetKind,
} from '@haochaping/shared/domain';
import type { RatingRecord } from './model.js';
import type { View } from './policy.js';
import { labelled, type Delivery } from './presenter.js';

/** Names of the directory the console shows beside codes. */
export interface Names {
  institution(code: string): string;
  region(code: string): string;
}

/** What the rated side learns of the targets: the item and who answers for it; never the window or the person, whose queue log would tell the rest. */
const TOLD_TO_RATED_SIDE: readonly TargetKind[] = ['institution', 'item', 'package'];

/** A printed code stands for a place and knows no transaction: its place is what was rated. */
const isOfPlace = (rating: RatingRecord) => rating.attribution.scope === 'place';

const detailsIn = (rating: RatingRecord, view: View) =>
  rating.details.filter((one) => !view.ratedSide || view.shows(one.at));

/** A row of the console's list. The rated side reads level, item and week, and nothing of channel, place or delivery. */
export function presentStaffRow(
  rating: RatingRecord,
  delivery: Delivery | null,
  view: View,
  names: Names,
): StaffRatingRow {
  const { ratedSide } = view;
  const [institution = ''] = rating.institutionCodes;
  const [region = ''] = rating.regionCodes;
  const institutionName = names.institution(institution);
  return {
    id: rating._id,
    // The receipt number carries the day; the rated side gets a name that does not.
    number: ratedSide ? `评价 ${rating._id.slice(0, 8).toUpperCase()}` : rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    poor: isPoor(rating.level),
    channel: ratedSide ? null : rating.channel,
    channelName: ratedSide ? null : CHANNEL_NAMES[rating.channel],
    title: rating.title,
    place: ratedSide && !isOfPlace(rating) ? institutionName : rating.place,
    institutionName,
    regionCode: region,
    regionName: names.region(region),
    ratedOn: ratedSide ? rating.ratedWeek : rating.ratedAt.toISOString(),
    hasDetails: detailsIn(rating, view).length > 0,
    standing: rating.standing,
    delivery: ratedSide ? null : (delivery?.state ?? 'waiting'),
  };
}

/** One rating for the console. Nothing about the evaluator, whoever looks. */
export function presentStaffRating(
  rating: RatingRecord,
  delivery: Delivery | null,
  view: View,
  names: Names,
): StaffRatingView {
  const { ratedSide } = view;
  const told = rating.attribution.targets.filter(
    ({ kind }) => !ratedSide || isOfPlace(rating) || TOLD_TO_RATED_SIDE.includes(kind),
  );
  return {
    ...presentStaffRow(rating, delivery, view, names),
    pageSource: ratedSide ? null : rating.pageSource,
    assurance: ratedSide ? null : rating.assurance,
    assuranceName: ratedSide ? null : ASSURANCE_NAMES[rating.assurance],
    targets: told.map(({ kind, name, institutionCode }) => ({
      kind,
      name,
      institutionName: names.institution(institutionCode),
    })),
    details: detailsIn(rating, view).map((one) => ({
      at: ratedSide ? weekOf(one.at) : one.at.toISOString(),
      options: labelled(rating, one),
      text: one.text,
    })),
    occasion: ratedSide ? null : (rating.occasion ?? null),
    receivedAt: ratedSide ? null : rating.receivedAt.toISOString(),
    forwarding: ratedSide ? null : delivery,
  };
}
