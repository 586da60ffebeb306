import type { ServerModule } from '../../module.js';
import type { Peers } from './types.js';

/** The connections to the peers; whoever uses one is handed it. */
export const peersModule = (peers: Peers): ServerModule => ({ close: () => peers.close() });
