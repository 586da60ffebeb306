import type { Ground, ServerModule } from '../../module.js';
import { applicantRetention } from './applicants.js';
import { eraseEvaluator } from './erase.js';
import { evaluatorRoutes } from './routes.js';
import type { SignInOptions } from './sign-in/sign-in.js';

/** What evaluators take besides the ground: peers, the privacy notices, and what later modules lend. */
export interface EvaluatorPorts extends Pick<SignInOptions, 'peers' | 'notices' | 'moving'> {
  /** Which snapshots of applicants are still needed, see `shared/domain/privacy/needed`. */
  applicantsNeeded: (applicantIds: string[]) => Promise<ReadonlySet<string>>;
}

/** The accounts of evaluators. */
export const evaluatorsModule = (
  { config, keys, limits }: Ground,
  { applicantsNeeded, ...ports }: EvaluatorPorts,
): ServerModule => ({
  routes: evaluatorRoutes({ config, keys, limits, ...ports }),
  retention: [applicantRetention(config.RETENTION_APPLICANT_DAYS, applicantsNeeded)],
  erasers: [eraseEvaluator],
});
