import type { WordLists } from '@haochaping/shared/domain';
import { effectSource } from '../../jobs/effects.js';
import type { Ground, ServerModule } from '../../module.js';
import { sealing } from '../audit/index.js';
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
  effects: [
    editionEffects(),
    effectSource<BulletinRecord>({
      name: 'bulletins',
      model: BulletinModel,
      performers: { audit: sealing(({ trail }) => trail) },
      kindNames: { audit: '记入审计日志' },
    }),
  ],
  schedules: [publishing(config.RATED_SIDE_DELAY_DAYS, now)],
});
