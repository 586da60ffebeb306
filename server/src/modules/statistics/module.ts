import type { WorkCalendar } from '@haochaping/shared/domain';
import type { Ground, ServerModule } from '../../module.js';
import { effectSource } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { ImprovementModel, type ImprovementRecord } from './improvements/model.js';
import { improvementRoutes } from './improvements/routes.js';
import { countImprovements } from './improvements/tasks.js';
import { statisticsRoutes } from './routes.js';
import { countDirtyDays, sweepDays } from './schedules.js';

/** Figures counted from the facts (统计), buckets that may be counted anew at any time; and what was put right because of them (限期整改). */
export const statisticsModule = (
  { now }: Ground,
  { calendar }: { calendar: () => Promise<WorkCalendar> },
): ServerModule => ({
  routes: [...statisticsRoutes(), ...improvementRoutes()],
  effects: [
    effectSource<ImprovementRecord>({
      name: 'improvements',
      model: ImprovementModel,
      performers: { audit: sealing(({ trail }) => trail) },
      kindNames: { audit: '记入审计日志' },
    }),
  ],
  figures: async (actor) => ({
    improvementsWaiting: rolesThatMay('improvements.read').includes(actor.role)
      ? await countImprovements(actor)
      : null,
  }),
  schedules: [countDirtyDays(calendar, now), sweepDays(now)],
});
