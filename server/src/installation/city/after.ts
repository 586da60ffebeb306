import {
  dayOf,
  dayPlus,
  quarterOf,
  weekEnd,
  weekOf,
  weekPlus,
  type WorkCalendar,
} from '@haochaping/shared/domain';
import type { Config } from '../../config/config.js';
import { publishMonth, monthsToPublish } from '../../modules/disclosure/index.js';
import { ensureVeil, veilEffects, type RatingRecord } from '../../modules/ratings/index.js';
import { countDay } from '../../modules/statistics/index.js';

/** An hour and more after a week is over it is decided what of it is opened. */
const DECIDED_MS = 2 * 3_600_000;

/** Of every pool of the veil the rating that came first; a large city is not held in memory. */
export class FirstOfPools {
  private readonly known = new Map<string, RatingRecord>();

  add(rating: RatingRecord): void {
    const known = this.known.get(rating.veil.pool);
    if (!known || rating.receivedWeek < known.receivedWeek) this.known.set(rating.veil.pool, rating);
  }

  first(): RatingRecord[] {
    return [...this.known.values()];
  }
}

/**
 * What the worker would have done in those weeks: the veil opened week after week at its time, the days were counted, and the months
 * published. Left to a worker of today, everything would be opened only in an hour, and published next month.
 */
export async function catchUp(
  { config, calendar }: { config: Config; calendar: WorkCalendar },
  pools: FirstOfPools,
  days: number,
  now: Date,
): Promise<void> {
  await openWeeks(config.RATED_SIDE_DELAY_DAYS, pools.first(), now);
  const today = dayOf(now);
  for (let back = days; back >= 1; back--) await countDay(dayPlus(today, -back), calendar, now);
  for (const month of await monthsToPublish(config.RATED_SIDE_DELAY_DAYS, now))
    await publishMonth(month, now);
}

async function openWeeks(delayDays: number, first: readonly RatingRecord[], now: Date): Promise<void> {
  await Promise.all(first.map((rating) => ensureVeil(rating, rating.receivedAt)));
  const { model, performers } = veilEffects(delayDays);
  // A pool begins with the quarter in which it was first served.
  const weeks = first.map(({ receivedWeek }) => quarterOf(receivedWeek).from).sort();
  for (
    let week = weeks[0];
    week && weekEnd(week).getTime() + DECIDED_MS < now.getTime();
    week = weekPlus(week, 1)
  ) {
    const at = new Date(weekEnd(week).getTime() + DECIDED_MS);
    const due = await model.find({ next: { $lte: week } }).lean();
    await Promise.all(due.map(async (veil) => performers.advance?.(veil, at, 'city')));
  }
  // What was decided for the last week is marked as well.
  const left = await model.find({ 'marking.0': { $exists: true } }).lean();
  await Promise.all(
    left.map(async (veil) =>
      performers.advance?.(veil, new Date(weekEnd(weekOf(now)).getTime() - 1), 'city'),
    ),
  );
}
