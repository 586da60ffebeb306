import type { Ground, ServerModule } from '../../module.js';
import { editionEffects, publishing } from './editions.js';
import { disclosureRoutes } from './routes.js';

/** What is told to everybody (公示): a subset of the figures with a policy of its own. */
export const disclosureModule = ({ config, now }: Ground): ServerModule => ({
  routes: disclosureRoutes(),
  effects: [editionEffects()],
  schedules: [publishing(config.RATED_SIDE_DELAY_DAYS, now)],
});
