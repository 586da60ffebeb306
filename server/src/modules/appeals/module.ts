import type { ServerModule } from '../../module.js';
import { rolesThatMay } from '../staff/index.js';
import { appealEffects, type TellAppeal } from './jobs.js';
import { countAppealsToDecide } from './queries.js';
import { appealsRoutes, type AppealsOptions } from './routes.js';

/** What the rated side says against a poor rating, and the decision on it (申诉). */
export const appealsModule = ({ tell, ...options }: AppealsOptions & { tell: TellAppeal }): ServerModule => ({
  routes: appealsRoutes(options),
  effects: [appealEffects(options.calendar, tell)],
  figures: async (actor) => ({
    appealsToDecide: rolesThatMay('appeals.list').includes(actor.role)
      ? await countAppealsToDecide(actor)
      : null,
  }),
});
