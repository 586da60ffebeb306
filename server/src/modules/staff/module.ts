import type { Ground, ServerModule } from '../../module.js';
import type { Peers } from '../peers/index.js';
import { staffEffects } from './effects.js';
import { staffRoutes } from './routes.js';
import { totpSecrets } from './sign-in/totp.js';

/** The accounts of staff. */
export const staffModule = ({ config, keys, limits }: Ground, peers: Peers): ServerModule => ({
  routes: staffRoutes({ config, keys, peers, limits }),
  effects: [staffEffects()],
  masterSealed: [totpSecrets],
});
