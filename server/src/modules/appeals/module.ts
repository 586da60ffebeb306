import type { ServerModule } from '../../module.js';
import { rolesThatMay } from '../staff/index.js';
import { appealEffects } from './jobs.js';
import { countAppealsToDecide } from './queries.js';
import { appealsRoutes, type AppealsOptions } from './routes.js';

/** What the rated side says against a poor rating, and the decision on it (申诉). */
export const appealsModule = (options: AppealsOptions): ServerModule => ({
  routes: appealsRoutes(options),
  effects: [appealEffects(options.calendar)],
  figures: async (actor) => ({
    appealsToDecide: rolesThatMay('appeals.list').includes(actor.role)
      ? await countAppealsToDecide(actor)
      : null,
  }),
});
