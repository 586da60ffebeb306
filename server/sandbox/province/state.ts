import type { FaultSwitches } from '../common/faults.js';
import type { ProvinceOptions } from './options.js';
import type { RatingStore } from './store.js';
import type { TokenDesk } from './tokens.js';

/** Everything a request may touch. */
export interface Province {
  options: ProvinceOptions;
  store: RatingStore;
  tokens: TokenDesk;
  faults: FaultSwitches;
}
