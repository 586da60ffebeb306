import type { ServerModule } from '../../module.js';
import { oversightRoutes, type OversightOptions } from './routes.js';

/** What the oversight offices look at (督查); it keeps nothing of its own, every figure and list is read from the cases. */
export const oversightModule = ({ calendar }: OversightOptions): ServerModule => ({
  routes: oversightRoutes({ calendar }),
});
