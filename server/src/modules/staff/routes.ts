import type { Config } from '../../config/config.js';
import type { Limiter } from '../../http/limiter.js';
import type { Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import type { Peers } from '../peers/index.js';
import { staffAccountRoutes } from './accounts/routes.js';
import { staffMeRoutes } from './me/routes.js';
import { staffSessionRoutes } from './sign-in/session-routes.js';
import { staffSignInRoutes } from './sign-in/routes.js';

/** Everything members of staff do with accounts: their own, and those they administer. */
export function staffRoutes({
  config,
  keys,
  peers,
  limits,
}: {
  config: Config;
  keys: Keys;
  peers: Peers;
  /** Counts by account and number; never widened where many people share an address. */
  limits: Limiter;
}): Route[] {
  const desk = { config, keys };
  return [
    ...staffSignInRoutes(desk),
    ...staffMeRoutes(desk, { keys, peers, limits }),
    ...staffAccountRoutes(keys),
    ...staffSessionRoutes(config, keys),
  ];
}
