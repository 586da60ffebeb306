import { dayOf, ENTERED_WITHIN_DAYS, type Attribution, type Level } from '@haochaping/shared/domain';
import { wrongField } from '../../../http/errors.js';
import { describePlace } from '../../channels/index.js';
import { intakeKeyOf, saidWith, type RatingIntake } from '../../ratings/index.js';
import type { Keys } from '../../../keys.js';
import type { EntriesOptions } from '../options.js';
import type { PhoneRef } from './targets.js';

/** One rating as the hotline was told it. */
export interface PhoneRating {
  recordNo: string;
  ratedAt: Date;
  level: Level;
  target: PhoneRef;
  options: readonly string[];
  text: string;
}

export interface Writer {
  by: { kind: 'staff' | 'businessSystem'; id: string };
  network: string;
}

const intakeIdOf = (recordNo: string) => `phone:${recordNo}`;

/** Equal for the same record of the hotline, whichever way it comes. */
export const keyOfRecord = (keys: Keys, recordNo: string): string =>
  intakeKeyOf(keys, '', intakeIdOf(recordNo));

const CLOCKS_APART_MS = 5 * 60_000;

/** Why a rating of this instant is not taken; null when it is. */
export function refusedInstant(ratedAt: Date, now: Date): string | null {
  const age = now.getTime() - ratedAt.getTime();
  if (age < -CLOCKS_APART_MS) return `是将来的时间：${dayOf(ratedAt)}`;
  return age > ENTERED_WITHIN_DAYS * 86_400_000 ? '已经过了一年' : null;
}

/** What it is about, in names of that day. */
export interface PlaceRated {
  title: string;
  place: string;
  attribution: Attribution;
}

/** @throws AppError `invalid_input` naming `field` where the directory does not know it, then or now */
export async function placeRated(
  { kind, code }: PhoneRef,
  at: Date,
  now: Date,
  field: string,
): Promise<PlaceRated> {
  const place = (await describePlace(kind, code, at)) ?? (await describePlace(kind, code, now));
  if (place) return place;
  throw wrongField(field, `目录里没有 ${code}，请核对编码和类别`);
}

/** The intake of a rating by telephone: of nobody who is known, out of the hotline's record. */
export function phoneIntake(
  { texts }: Pick<EntriesOptions, 'texts'>,
  rating: PhoneRating,
  { title, place, attribution }: PlaceRated,
  { by, network }: Writer,
  now: Date,
): RatingIntake {
  const { recordNo, ratedAt, level } = rating;
  return {
    intakeId: intakeIdOf(recordNo),
    level,
    channel: 'phone',
    pageSource: 'own',
    title,
    place,
    occasion: null,
    attribution,
    assurance: 'anonymous',
    evaluatorId: null,
    accountId: null,
    agent: null,
    handler: null,
    event: null,
    invitation: null,
    staticCode: null,
    openedAt: null,
    ratedAt: new Date(Math.min(ratedAt.getTime(), now.getTime())),
    deviceId: null,
    network,
    entered: { by, source: recordNo, evidence: [], said: saidWith(texts, rating, now) },
  };
}
