import type { Route } from '../../../http/route.js';
import { businessRoutes } from './business-routes.js';
import { redirectRoutes } from './redirect-routes.js';
import { sessionRoutes } from './session-routes.js';
import { signInRoutes } from './sign-in-routes.js';
import type { SignInOptions } from './sign-in.js';

/** Everything an evaluator does with an account of their own. */
export function evaluatorRoutes(options: SignInOptions): Route[] {
  return [
    ...signInRoutes(options),
    ...redirectRoutes(options),
    ...sessionRoutes(options),
    ...businessRoutes(options),
  ];
}
