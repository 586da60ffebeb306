import type { Ground, ServerModule } from '../../module.js';
import { rolesThatMay } from '../staff/index.js';
import type { Erasure } from '../vault/index.js';
import { countWaitingCorrections } from './corrections/answering.js';
import { correctionRetention, eraseCorrections } from './corrections/model.js';
import { deletionEffects } from './deletion/deletion.js';
import { countRevealsToDecide } from './reveal/queries.js';
import { rightsRoutes, type RightsPorts } from './routes.js';

/** What an evaluator may know, take along, have put right and have erased, and who of the staff may look. */
export const rightsModule = (
  { config, keys, limits }: Ground,
  { erasure, ...ports }: Omit<RightsPorts, 'config' | 'keys' | 'limits'> & { erasure: Erasure },
): ServerModule => ({
  routes: rightsRoutes({ config, keys, limits, ...ports }),
  effects: [deletionEffects(erasure, ports.stillNeeded)],
  retention: [correctionRetention(config.RETENTION_CORRECTION_DAYS)],
  erasers: [eraseCorrections],
  async figures(actor, now) {
    const may = (operation: string) => rolesThatMay(operation).includes(actor.role);
    const [revealsToDecide, correctionsWaiting] = await Promise.all([
      may('reveal.approve') ? countRevealsToDecide(actor, ports.ratingsAbout, now) : null,
      may('corrections.handle') ? countWaitingCorrections(actor, ports.ratingsAbout) : null,
    ]);
    return { revealsToDecide, correctionsWaiting };
  },
});
