export { randomBase58 } from '../../base58.js';

export const INVITATION_TOKEN_LENGTH = 16;
export const STATIC_CODE_LENGTH = 8;
