import type { CaseWayView } from '@haochaping/shared/contracts';
import type { Config } from '../../config/config.js';
import type { Keys } from '../../keys.js';
import type { RatingBrakes } from './brakes.js';
import type { IntakeSettings } from './intake.js';
import type { TextSettings } from './texts/moderation.js';
import { receiptSigner } from './receipt.js';
import type { Delivery } from './presenter.js';
import type { DeliveryFilter } from './queries.js';

/** What forwarding tells of deliveries; it stands behind this module, so the composition root hands it in. */
export interface Deliveries {
  of(ratingIds: string[]): Promise<Map<string, Delivery>>;
  inState: DeliveryFilter;
}

/** What cases tell of ratings; they stand behind this module as well. */
export interface CasesOfRatings {
  /** Where those of these ratings stand that have a case. */
  waysOf(ratingIds: readonly string[], now: Date): Promise<ReadonlyMap<string, CaseWayView>>;
  /** Why the service of this rating may not be rated again now, in words for its evaluator; null when it may. */
  refusedAgain(ratingId: string): Promise<string | null>;
}

/** What was put right because of these ratings, in words for those who gave them; told by statistics, which stand behind this module. */
export type ImprovementsBy = (
  ratingIds: readonly string[],
) => Promise<ReadonlyMap<string, readonly { at: Date; words: string }[]>>;

export interface RatingsOptions {
  config: Config;
  keys: Keys;
  deliveries: Deliveries;
  texts: TextSettings;
  brakes: RatingBrakes;
  cases: CasesOfRatings;
  improvementsBy: ImprovementsBy;
}

/** The settings of an intake, out of these. */
export const intakeSettings = ({
  config,
  keys,
  texts,
}: Pick<RatingsOptions, 'config' | 'keys' | 'texts'>): IntakeSettings => ({
  keys,
  signReceipt: receiptSigner(keys),
  detailsWaitSeconds: config.FORWARD_DETAILS_WAIT_SECONDS,
  limitFactor: config.RATE_LIMIT_FACTOR,
  texts,
});
