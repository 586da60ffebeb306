import type { Config } from '../../config/config.js';
import type { Keys } from '../../keys.js';
import type { Attachments } from '../attachments/index.js';
import type { CasesOfRatings, IntakeSettings, TextSettings } from '../ratings/index.js';

/** What ratings that somebody else writes down take; what stands behind them is lent. */
export interface EntriesOptions {
  config: Config;
  keys: Keys;
  texts: TextSettings;
  attachments: Attachments;
  cases: Pick<CasesOfRatings, 'waysOf'>;
  intake: IntakeSettings;
}
