import type { Config } from '../../config/config.js';
import type { ServerModule } from '../../module.js';
import { peersRoutes } from './routes.js';
import type { Peers } from './types.js';

/** The connections to the peers; whoever uses one is handed it. */
export const peersModule = (
  peers: Peers,
  { publicBaseUrl }: Pick<Config, 'publicBaseUrl'>,
): ServerModule => ({
  routes: peersRoutes(peers.officialAccount, publicBaseUrl),
  close: () => peers.close(),
});
