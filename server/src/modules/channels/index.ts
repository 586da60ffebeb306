export { describePlace, snapshot } from './attribution.js';
export {
  businessSystemAuthenticator,
  demoBusinessSystems,
  ensureBusinessSystem,
} from './business-systems.js';
export { servicesInvitedOn } from './invited-on.js';
export { findInvitation, issueInvitation, markAnswered, markOpened } from './invitations.js';
export {
  attributionSchema,
  type InvitationRecord,
  type ServiceEventRecord,
  type TransactionRecord,
} from './model.js';
export { callingDevice, deviceAuthenticator } from './devices/binding.js';
export { callRated, invitationOfCall } from './devices/calls.js';
export { openEnvelope } from './devices/envelopes.js';
export type { DeviceRecord } from './devices/model.js';
export { furtherLink, openInvitations, settleRatedAs } from './own-invitations.js';
export { presentInvitation, sampleLink } from './presenter.js';
export { channelsModule } from './module.js';
export type { ProvincePageAddress } from './routes.js';
export { firstWeekServed, servedInGroups, servedInPool, servedOnce, type ServiceToCount } from './served.js';
export type { InviteByPhone } from './sms.js';
export { RECEIPTS_PATH } from './sms-receipts.js';
export { ensureStaticCode, findStaticCode } from './static-codes.js';
export { refusalKeeper } from './systems/refusals.js';
export { randomBase58 } from './tokens.js';
export {
  earlierTransactions,
  eventsOfApplicants,
  type EventRatings,
  findServiceEvent,
} from './transactions.js';
