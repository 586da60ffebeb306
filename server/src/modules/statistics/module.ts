import type { WorkCalendar } from '@haochaping/shared/domain';
import type { Ground, ServerModule } from '../../module.js';
import { trailEffects } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { ImprovementModel, type ImprovementRecord } from './improvements/model.js';
import { improvementRoutes } from './improvements/routes.js';
import { countImprovements } from './improvements/tasks.js';
import { SchemeModel, type SchemeRecord } from './indicators/model.js';
import { indicatorRoutes } from './indicators/routes.js';
import { countListings } from './listings/desk.js';
import { listingEffects, type TellListing } from './listings/named.js';
import { listingRoutes } from './listings/routes.js';
import { regularReports } from './reports/drafting.js';
import { ReportModel, type ReportRecord } from './reports/model.js';
import { reportRoutes } from './reports/routes.js';
import { statisticsRoutes } from './routes.js';
import { countDirtyDays, sweepDays } from './schedules.js';

/** Figures counted from the facts (统计), buckets that may be counted anew at any time, and the indicators made of them (指标体系); what was put right because of them (限期整改), told of them (报告), and held up to praise or question (奖惩名单). */
export const statisticsModule = (
  { config, now }: Ground,
  { calendar, tellListing }: { calendar: () => Promise<WorkCalendar>; tellListing: TellListing },
): ServerModule => ({
  routes: [
    ...statisticsRoutes(),
    ...improvementRoutes(),
    ...indicatorRoutes(),
    ...reportRoutes(config.RATED_SIDE_DELAY_DAYS),
    ...listingRoutes(calendar),
  ],
  effects: [
    trailEffects<ImprovementRecord>('improvements', ImprovementModel),
    trailEffects<SchemeRecord>('indicator_schemes', SchemeModel),
    trailEffects<ReportRecord>('reports', ReportModel),
    listingEffects(tellListing),
  ],
  figures: async (actor) => ({
    improvementsWaiting: rolesThatMay('improvements.read').includes(actor.role)
      ? await countImprovements(actor)
      : null,
    listingsWaiting: rolesThatMay('listings.read').includes(actor.role) ? await countListings(actor) : null,
  }),
  schedules: [countDirtyDays(calendar, now), sweepDays(now), regularReports(now)],
});
