import { keyedDigest, type Keys } from '../../keys.js';

export { base58Of, randomBase58 } from '../../base58.js';

export const INVITATION_TOKEN_LENGTH = 16;
export const STATIC_CODE_LENGTH = 8;

/** All that is kept of an invitation's token. */
export function tokenHash(keys: Keys, token: string): string {
  return keyedDigest(keys.digest, 'invitation', token);
}
