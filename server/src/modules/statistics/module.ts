import type { WorkCalendar } from '@haochaping/shared/domain';
import type { Ground, ServerModule } from '../../module.js';
import { statisticsRoutes } from './routes.js';
import { countDirtyDays, sweepDays } from './schedules.js';

/** Figures counted from the facts (统计); it keeps buckets alone, which may be counted anew at any time. */
export const statisticsModule = (
  { now }: Ground,
  { calendar }: { calendar: () => Promise<WorkCalendar> },
): ServerModule => ({
  routes: statisticsRoutes(),
  schedules: [countDirtyDays(calendar, now), sweepDays(now)],
});
