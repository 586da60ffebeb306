import { FaultSwitches } from '../common/faults.js';

/** `expireTokens` is a deed, not a state: `access` leaves refresh tokens good, `all` does not. */
export const provinceFaults = (): FaultSwitches =>
  new FaultSwitches(
    {},
    {
      expireTokens: {
        help: '立即作废令牌：access 只作废 access_token，all 连同 refresh_token',
        words: ['access', 'all'],
      },
    },
  );
