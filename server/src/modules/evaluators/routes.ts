import type { Route } from '../../http/route.js';
import { consentRoutes } from './consents/routes.js';
import { businessRoutes } from './businesses/routes.js';
import { redirectRoutes } from './sign-in/redirect-routes.js';
import { sessionRoutes } from './sign-in/session-routes.js';
import { signInRoutes } from './sign-in/routes.js';
import type { SignInOptions } from './sign-in/sign-in.js';

/** Everything an evaluator does with an account of their own. */
export function evaluatorRoutes(options: SignInOptions): Route[] {
  return [
    ...signInRoutes(options),
    ...redirectRoutes(options),
    ...sessionRoutes(options),
    ...businessRoutes(options),
    ...consentRoutes(options.notices),
  ];
}
