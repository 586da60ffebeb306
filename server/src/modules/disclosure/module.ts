import type { WordLists } from '@haochaping/shared/domain';
import type { Ground, ServerModule } from '../../module.js';
import { trailEffects } from '../audit/index.js';
import { BulletinModel, type BulletinRecord } from './bulletins/model.js';
import { bulletinRoutes } from './bulletins/routes.js';
import { editionEffects, publishing } from './editions.js';
import { disclosureRoutes } from './routes.js';

/** What is told to everybody (公示): a subset of the figures with a policy of its own; and cases others are to learn from. */
export const disclosureModule = (
  { config, now }: Ground,
  { wordLists }: { wordLists: WordLists },
): ServerModule => ({
  routes: [...disclosureRoutes(), ...bulletinRoutes(wordLists)],
  effects: [editionEffects(), trailEffects<BulletinRecord>('bulletins', BulletinModel)],
  schedules: [publishing(config.RATED_SIDE_DELAY_DAYS, now)],
});
