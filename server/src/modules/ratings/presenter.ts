import {
  ASSURANCE_NAMES,
  CHANNEL_NAMES,
  isPoor,
  LEVEL_NAMES,
  optionSetOf,
  weekOf,
} from '@haochaping/shared/domain';
import type { OwnRatingView, Receipt, StaffRatingRow, StaffRatingView } from '@haochaping/shared/contracts';
import type { Accepted } from './intake.js';
import type { RatingDetailsFact, RatingRecord } from './model.js';

/** What forwarding knows of a rating's way to the province, in the words of the console. */
export type Delivery = NonNullable<StaffRatingView['forwarding']>;

/** Names of the directory the console shows beside codes. */
export interface Names {
  institution(code: string): string;
  region(code: string): string;
}

export function presentReceipt({ rating, accessKey }: Accepted, detailsWaitSeconds: number): Receipt {
  return {
    number: rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    title: rating.title,
    place: rating.place,
    ratedAt: rating.ratedAt.toISOString(),
    receivedAt: rating.receivedAt.toISOString(),
    nonce: rating.receipt.nonce,
    commitment: rating.receipt.commitment,
    signature: rating.receipt.signature,
    keyId: rating.receipt.keyId,
    accessKey,
    detailsUntil: new Date(rating.receivedAt.getTime() + detailsWaitSeconds * 1000).toISOString(),
  };
}

function labelled(rating: RatingRecord, details: RatingDetailsFact): { code: string; label: string }[] {
  const known = optionSetOf(rating.optionSetVersion)?.byLevel[rating.level] ?? [];
  return details.options.map((code) => ({
    code,
    label: known.find((option) => option.code === code)?.label ?? code,
  }));
}

/** An own rating with how far it has come. `delivery` is null while nothing is known of it yet. */
export function presentOwnRating(rating: RatingRecord, delivery: Delivery | null): OwnRatingView {
  return {
    number: rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    poor: isPoor(rating.level),
    title: rating.title,
    place: rating.place,
    ratedAt: rating.ratedAt.toISOString(),
    details: rating.details.map((one) => ({
      at: one.at.toISOString(),
      options: labelled(rating, one),
      text: one.text,
    })),
    standing: rating.standing,
    progress: progressOf(rating, delivery),
  };
}

function progressOf(rating: RatingRecord, delivery: Delivery | null): OwnRatingView['progress'] {
  const received = { at: rating.receivedAt.toISOString(), text: '收到了您的评价', state: 'done' as const };
  if (delivery?.state === 'sent')
    return [received, { at: delivery.sentAt, text: '已送到省“好差评”系统', state: 'done' }];
  if (!rating.projectNo)
    return [received, { at: null, text: '记在本市；没有对应的办件，不送省系统', state: 'done' }];
  return [received, { at: null, text: '正在送往省“好差评”系统', state: 'now' }];
}

/** A row of the console's list. The rated side reads a week and nothing of the delivery. */
export function presentStaffRow(
  rating: RatingRecord,
  delivery: Delivery | null,
  ratedSide: boolean,
  names: Names,
): StaffRatingRow {
  const [institution = ''] = rating.institutionCodes;
  const [region = ''] = rating.regionCodes;
  return {
    id: rating._id,
    // The receipt number carries the day; the rated side gets a name that does not.
    number: ratedSide ? `评价 ${rating._id.slice(0, 8).toUpperCase()}` : rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    poor: isPoor(rating.level),
    channel: rating.channel,
    channelName: CHANNEL_NAMES[rating.channel],
    title: rating.title,
    place: rating.place,
    institutionName: names.institution(institution),
    regionCode: region,
    regionName: names.region(region),
    ratedOn: ratedSide ? rating.ratedWeek : rating.ratedAt.toISOString(),
    hasDetails: rating.details.length > 0,
    standing: rating.standing,
    delivery: ratedSide ? null : (delivery?.state ?? 'waiting'),
  };
}

/** One rating for the console. Nothing about the evaluator, whoever looks. */
export function presentStaffRating(
  rating: RatingRecord,
  delivery: Delivery | null,
  ratedSide: boolean,
  names: Names,
): StaffRatingView {
  return {
    ...presentStaffRow(rating, delivery, ratedSide, names),
    pageSource: rating.pageSource,
    assurance: ratedSide ? null : rating.assurance,
    assuranceName: ratedSide ? null : ASSURANCE_NAMES[rating.assurance],
    targets: rating.attribution.targets.map(({ kind, name, institutionCode }) => ({
      kind,
      name,
      institutionName: names.institution(institutionCode),
    })),
    details: rating.details.map((one) => ({
      at: ratedSide ? weekOf(one.at) : one.at.toISOString(),
      options: labelled(rating, one),
      text: one.text,
    })),
    occasion: ratedSide ? null : (rating.occasion ?? null),
    receivedAt: ratedSide ? null : rating.receivedAt.toISOString(),
    forwarding: ratedSide ? null : delivery,
  };
}
