export { AccountModel, accountContext, type AccountIdentity, type AccountRecord } from './account-model.js';
export {
  dropApplicant,
  findEvaluator,
  keepApplicant,
  keepContact,
  type Contact,
  lookAtApplicant,
  ofOneDocument,
  openApplicant,
  sealApplicant,
  type RevealedEvaluator,
} from './applicants.js';
export { evaluatorAuthenticator } from './authenticator.js';
export {
  actsFor,
  businessNames,
  evaluatorsOfBusinesses,
  refusedToRateFor,
  roleIn,
} from './businesses/businesses.js';
export { evaluatorsToldTo, handlerAccount, handlerNames } from './businesses/matters.js';
export { consentsOf, presentConsent, requireCurrentNotice } from './consents/consents.js';
export { currentNotice, readNotices, type Notice } from './consents/notices.js';
export { requireFreshSignIn } from './fresh.js';
export { ApplicantModel, type ApplicantRecord } from './model.js';
export { callableAccount, lookAtContact, phoneOfAccount } from './own-phone.js';
export { heldByOpenAccount } from './proven.js';
export { evaluatorsModule } from './module.js';
export { staffAmong } from './staff-among.js';
export { weappTextCheck } from './text-check.js';
