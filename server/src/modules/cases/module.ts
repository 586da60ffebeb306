import type { Ground, ServerModule } from '../../module.js';
import { rolesThatMay } from '../staff/index.js';
import { leaveRoutes } from './leaves/routes.js';
import { caseEffects, type CaseFollowers } from './jobs.js';
import { caseCounts } from './queries.js';
import { casesRoutes, type CasesOptions } from './routes.js';

/** Poor ratings on their way to an answer (差评办理). */
export const casesModule = (
  { keys }: Ground,
  { calendar, attachments, wordLists, ...followers }: Omit<CasesOptions, 'keys'> & CaseFollowers,
): ServerModule => ({
  routes: [...casesRoutes({ keys, calendar, attachments, wordLists }), ...leaveRoutes()],
  effects: [caseEffects(calendar, followers)],
  figures: async (actor, now) => ({
    cases: rolesThatMay('cases.list').includes(actor.role) ? await caseCounts(actor, now) : null,
  }),
});
