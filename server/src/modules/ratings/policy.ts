import { weekOf } from '@haochaping/shared/domain';
import type { StaffActor } from '../../http/actor.js';
import type { QueryFilter } from 'mongoose';
import type { RatingRecord } from './model.js';

const CITY = '350400';

/** The rated side never sees who, when exactly, or at once: only the level, what was said, the item and the week (FA-3.3-c). */
export function isRatedSide(actor: StaffActor): boolean {
  return actor.role === 'department' || actor.role === 'window_clerk';
}

/**
 * The first week that is still hidden from the rated side: what arrived in it or later is not shown yet. A week is shown as a
 * whole, since what appeared one by one would tell the day.
 * @param delayDays days that must have passed; 0 hides nothing
 */
function firstHiddenWeek(delayDays: number, now: Date): string | null {
  return delayDays === 0 ? null : weekOf(new Date(now.getTime() - delayDays * 86_400_000));
}

/** How an account sees a rating: in full, or as the rated side, which sees what was said only after its week. */
export type View = { ratedSide: false } | { ratedSide: true; shows(saidAt: Date): boolean };

/** The view of an account at an instant. */
export function viewOf(actor: StaffActor, delayDays: number, now: Date): View {
  if (!isRatedSide(actor)) return { ratedSide: false };
  const hidden = firstHiddenWeek(delayDays, now);
  return { ratedSide: true, shows: (saidAt) => hidden === null || weekOf(saidAt) < hidden };
}

/**
 * The ratings an account may see, as a filter every query carries. The city's centre and oversight see all; those of a
 * county see their county; a department sees its own institution, after the delay, a whole week at a time.
 */
export function visibleRatings(actor: StaffActor, delayDays: number, now: Date): QueryFilter<RatingRecord> {
  if (!isRatedSide(actor))
    return actor.regionCodes.includes(CITY) ? {} : { regionCodes: { $in: actor.regionCodes } };
  const own = { institutionCodes: actor.institutionCode };
  const hidden = firstHiddenWeek(delayDays, now);
  return hidden === null ? own : { ...own, receivedWeek: { $lt: hidden } };
}
