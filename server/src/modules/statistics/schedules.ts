import { dayOf, dayPlus, type WorkCalendar } from '@haochaping/shared/domain';
import { dailyAt, type Schedule } from '../../jobs/schedule.js';
import { daysOfOpenCases } from '../cases/index.js';
import { countDay } from './count.js';
import { markDays } from './marks.js';
import { StatisticsDayModel, type StatisticsDayRecord } from './model.js';

/** So soon figures follow the facts. */
const EVERY_MS = 5_000;
/** A large day is counted anew less often, so that counting never is more than a small part of the work: after a second for so many ratings. */
const RATINGS_A_SECOND = 100;
/** So far back a service that was invited may still be rated, or a clock that runs out change what counts. */
const SWEPT_DAYS = 31;

const isDue = ({ countedAt, ratings = 0 }: StatisticsDayRecord, now: Date): boolean =>
  !countedAt || countedAt.getTime() + (ratings / RATINGS_A_SECOND) * 1000 <= now.getTime();

/** Counts dirty days, one after another. */
export const countDirtyDays = (calendar: () => Promise<WorkCalendar>, now: () => Date): Schedule => ({
  name: 'statistics_count',
  what: '把有变化的日子的统计照记录重算',
  nextAfter: (instant) => new Date(instant.getTime() + EVERY_MS),
  async step() {
    const at = now();
    const dirty = await StatisticsDayModel.find({ dirtyAt: { $lte: at } })
      .sort({ dirtyAt: 1 })
      .lean<StatisticsDayRecord[]>();
    const next = dirty.find((day) => isDue(day, at));
    if (!next) return 'done';
    await countDay(next._id, await calendar(), at);
    return 'more';
  },
});

/**
 * After midnight: a clock that ran out in the night changes what counts although nothing happened, and who was invited may have rated by
 * another link.
 */
export const sweepDays = (now: () => Date): Schedule => ({
  name: 'statistics_sweep',
  what: '夜里把近一个月和有差评在办的日子再算一遍：期限会自己走',
  nextAfter: dailyAt(0, 20),
  async step() {
    const at = now();
    const recent = Array.from({ length: SWEPT_DAYS }, (_, back) => dayPlus(dayOf(at), -back));
    await markDays([...recent, ...(await daysOfOpenCases())], at);
    return 'done';
  },
});
