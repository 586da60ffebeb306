import { base58Of } from '../../base58.js';
import { keyedDigest, type Keys } from '../../keys.js';

export { randomBase58 } from '../../base58.js';

export const INVITATION_TOKEN_LENGTH = 16;
export const STATIC_CODE_LENGTH = 8;

/** All that is kept of an invitation's token. */
export function tokenHash(keys: Keys, token: string): string {
  return keyedDigest(keys.digest, 'invitation', token);
}

/**
 * The token of an invitation that goes by SMS: made of its id under a key, so that whoever sends it again after a crash sends the
 * same link, and nothing but its hash is kept.
 */
export const smsToken = (keys: Keys, invitationId: string): string =>
  base58Of(keyedDigest(keys.digest, 'sms-invitation', invitationId), INVITATION_TOKEN_LENGTH);
