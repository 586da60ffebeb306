import { weekOf } from '@haochaping/shared/domain';
import type { StaffActor } from '../../http/actor.js';
import type { QueryFilter } from 'mongoose';
import type { RatingRecord } from './model.js';

const CITY = '350400';

/** The rated side never sees who, when exactly, or at once: only the level, what was said, the item and the week (FA-3.3-c). */
export function isRatedSide(actor: StaffActor): boolean {
  return actor.role === 'department';
}

/**
 * The ratings an account may see, as a filter every query carries. The city's centre and oversight see all; those of a
 * county see their county; a department sees its own institution, after the delay, a whole week at a time: ratings that
 * appeared one by one would tell the day.
 * @param delayDays days a rating rests before its week is shown to the rated side; 0 shows it at once
 */
export function visibleRatings(actor: StaffActor, delayDays: number, now: Date): QueryFilter<RatingRecord> {
  if (!isRatedSide(actor))
    return actor.regionCodes.includes(CITY) ? {} : { regionCodes: { $in: actor.regionCodes } };
  const own = { institutionCodes: actor.institutionCode };
  return delayDays === 0
    ? own
    : { ...own, receivedWeek: { $lt: weekOf(new Date(now.getTime() - delayDays * 86_400_000)) } };
}
