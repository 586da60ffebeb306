export { deletionEffects, type StillNeeded } from './deletion.js';
export { beijingTime, type PersonalDataSource } from './export.js';
export {
  applicantRetention,
  dropApplicant,
  enrolEvaluator,
  keepApplicant,
  applicantEvaluator,
  ofOneDocument,
  type RevealedEvaluator,
} from './evaluators.js';
export { revealApplicant, type RevealPurpose } from './applicant-reveal.js';
export { accountsOf, staffNames, type NamedAccount } from './accounts-of.js';
export { correctionRetention, eraseCorrections } from './corrections-model.js';
export { eraseEvaluator } from './erase-evaluator.js';
export { createErasure, type EraseRecords, type Erasure } from './erasure.js';
export { openKeyStore, wrappedDataKeys } from './key-store.js';
export { masterSealedField, type MasterSealed } from './master-sealed.js';
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
export { evaluatorAuthenticator } from './evaluator-authenticator.js';
export { staffAuthenticator } from './staff-authenticator.js';
export { countRevealsToDecide } from './reveal-queries.js';
export { countWaitingCorrections } from './staff-corrections.js';
export { identityRoutes } from './routes.js';
export { hashPassword } from './staff-passwords.js';
export { demoAccountNames, ensureStaffAccount, type NewStaffAccount } from './staff-seed.js';
export { weappTextCheck } from './accounts/text-check.js';
export { actsFor, businessNames, evaluatorsOfBusinesses, refusedToRateFor } from './accounts/businesses.js';
export { staffAmong } from './staff-among.js';
export { staffBehind, type StaffBehind } from './staff-behind.js';
export { staffEffects } from './staff-effects.js';
export { openSystemSecret, sealSystemSecret, VaultError } from './vault.js';
export { keyUse, notCurrent, resealAll, under, type KeyUse, type Progress } from './rotation.js';
export { eraseSessions, sessionRetention } from './session-model.js';
export { totpSecrets } from './staff-totp.js';
