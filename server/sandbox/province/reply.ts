import type { FaultSwitches } from './faults.js';
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

export interface Reply {
  status: number;
  type: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

const JSON_TYPE = 'application/json; charset=utf-8';
export const json = (body: unknown, status = 200): Reply => ({
  status,
  type: JSON_TYPE,
  body: `${JSON.stringify(body, null, 2)}\n`,
});
