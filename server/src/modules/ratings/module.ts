import type { Ground, ServerModule } from '../../module.js';
import { rolesThatMay } from '../staff/index.js';
import { ratingBrakes } from './brakes.js';
import { ratingEffects, type RatingFollowers } from './jobs.js';
import type { CasesOfRatings, Deliveries, ImprovementsBy } from './options.js';
import { ratingEntries } from './own/personal-data.js';
import { countRatings } from './queries.js';
import { deviceHashRetention } from './retention.js';
import { ratingsRoutes } from './routes.js';
import type { TextSettings } from './texts/moderation.js';
import { countWaitingTexts } from './texts/texts.js';
import { veilEffects } from './veil/veil.js';

/** What ratings take besides the ground; what stands behind them is lent. */
export interface RatingsPorts extends RatingFollowers {
  texts: TextSettings;
  deliveries: Deliveries;
  cases: CasesOfRatings;
  improvementsBy: ImprovementsBy;
}

/** The ratings: given, read by those whom they concern, forwarded. */
export const ratingsModule = (
  { config, keys, limits }: Ground,
  { texts, deliveries, cases, improvementsBy, forward, openCase, recount }: RatingsPorts,
): ServerModule => ({
  routes: ratingsRoutes({
    config,
    keys,
    deliveries,
    texts,
    cases,
    improvementsBy,
    brakes: ratingBrakes(keys, limits),
  }),
  effects: [
    ratingEffects({ forward, openCase, recount }, texts.checkText),
    veilEffects(config.RATED_SIDE_DELAY_DAYS),
  ],
  retention: [deviceHashRetention(config.RETENTION_DEVICE_HASH_DAYS)],
  personalData: [
    {
      name: 'ratings',
      title: '我的评价',
      explanation: '您评过的，也有您替别人、替企业评的。评价长期保存；注销账号之后不再连着您。',
      collect: (evaluatorIds) => ratingEntries(keys, evaluatorIds),
    },
  ],
  async figures(actor, now) {
    const [ratings, textsWaiting] = await Promise.all([
      countRatings(actor, now),
      rolesThatMay('texts.list').includes(actor.role) ? countWaitingTexts(actor) : null,
    ]);
    return {
      ratingsToday: ratings.today,
      poorToday: ratings.poorToday,
      textsWaiting,
    };
  },
});
