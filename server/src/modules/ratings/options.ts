import type { Config } from '../../config/config.js';
import type { Keys } from '../../keys.js';
import type { RatingBrakes } from './brakes.js';
import type { TextSettings } from './texts/moderation.js';
import type { Delivery } from './presenter.js';
import type { DeliveryFilter } from './queries.js';

/** What forwarding tells of deliveries; it stands behind this module, so the composition root hands it in. */
export interface Deliveries {
  of(ratingIds: string[]): Promise<Map<string, Delivery>>;
  inState: DeliveryFilter;
}

export interface RatingsOptions {
  config: Config;
  keys: Keys;
  deliveries: Deliveries;
  texts: TextSettings;
  brakes: RatingBrakes;
}
