import type { Config } from '../../config.js';
import type { Metrics } from '../../http/metrics.js';
import type { Route } from '../../http/route.js';
import type { EffectSource, Performer } from '../../jobs/effects.js';
import type { Keys } from '../../keys.js';
import type { Logger } from '../../logger.js';
import type { ProvincePageAddress } from '../channels/index.js';
import type { Deliveries, RatingRecord } from '../ratings/index.js';

/** What the composition root gets from forwarding. */
export interface Forwarding {
  /** Performs the `forward` effect of a rating: puts it into the outbox. */
  performer: Performer<RatingRecord>;
  /** The outbox's own effects. */
  effects: EffectSource[];
  routes: Route[];
  deliveries: Deliveries;
  pageAddress: ProvincePageAddress;
  counts(now: Date): Promise<{ waiting: number; sent: number; parked: number; held: number; oldestWaitingSeconds: number | null }>;
  close(): Promise<void>;
}

export interface ForwardingOptions {
  config: Config;
  keys: Keys;
  log: Logger;
  metrics: Metrics;
  now: () => Date;
  random: () => number;
}

const RETRY_MS = 60_000;

/** Without a province to send to, ratings wait where they are. */
export function createForwarding(options: ForwardingOptions): Forwarding {
  return {
    performer: async () => ({ later: new Date(options.now().getTime() + RETRY_MS) }),
    effects: [],
    routes: [],
    deliveries: { of: async () => new Map(), inState: async () => ({ notIn: [] }) },
    pageAddress: async () => null,
    counts: async () => ({ waiting: 0, sent: 0, parked: 0, held: 0, oldestWaitingSeconds: null }),
    close: async () => undefined,
  };
}
