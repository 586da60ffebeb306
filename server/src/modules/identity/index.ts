export {
  dropApplicant,
  enrolEvaluator,
  keepApplicant,
  revealApplicant,
  type RevealedEvaluator,
  type RevealPurpose,
} from './evaluators.js';
export { openKeyStore } from './key-store.js';
export {
  createPeers,
  type Peers,
  type RealNameProvider,
  type SingleSignOn,
  type SmsGateway,
  type WeChatMiniProgram,
  type WeChatOfficialAccount,
} from './peers/index.js';
export { operationsOf, rolesThatMay } from './policy.js';
export { evaluatorAuthenticator, staffAuthenticator } from './authenticators.js';
export { identityRoutes } from './routes.js';
export { demoAccountNames, ensureStaffAccount, type NewStaffAccount } from './staff.js';
export { openSystemSecret, sealSystemSecret, VaultError } from './vault.js';
