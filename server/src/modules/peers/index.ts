export { createPeers } from './create.js';
export { peersModule } from './module.js';
export { documentFits, type Document, type RealNameDesk, type RealNameWords } from './document-check.js';
export { smsGatewayAuthenticator } from './gateway-signature.js';
export { sendPhoneCode, spendPhoneCode } from './phone-codes.js';
export type {
  Peers,
  RealNameProvider,
  SentOutcome,
  SingleSignOn,
  WeChatIdentity,
  WeChatMiniProgram,
} from './types.js';
