export { SessionModel, type SessionClient, type SessionRecord } from './model.js';
export { comesFromUs, refuseForeignWrites, type AuthenticatorOptions } from './own-pages.js';
export {
  csrfTokenOf,
  endOwnSession,
  endSession,
  endSessionsOf,
  liveAmong,
  liveSessionsOf,
  openSession,
  readAccess,
  refreshSession,
  type SessionTokens,
} from './sessions.js';
export { sessionsModule } from './module.js';
