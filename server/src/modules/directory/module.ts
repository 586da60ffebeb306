import type { ServerModule } from '../../module.js';
import { directoryEffects } from './imports/register.js';
import { directoryRoutes } from './routes.js';

/** The directory of regions, institutions, windows, items, staff and channels. */
export const directoryModule = (): ServerModule => ({
  routes: directoryRoutes(),
  effects: [directoryEffects()],
});
