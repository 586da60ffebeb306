import type { Config } from '../../config/config.js';
import type { Performer } from '../../jobs/effects.js';
import type { Ground, ServerModule } from '../../module.js';
import type { InvitationRecord } from '../channels/index.js';
import type { RatingRecord } from '../ratings/index.js';
import type { ProvinceDialect } from './dialect.js';
import { FujianDialect, fujianSettings, readAdjustments } from './fujian/index.js';
import { guardProvince } from './guarded.js';
import { submissionEffects } from './jobs.js';
import { countDeliveries } from './queries.js';
import { forwardingRoutes } from './routes.js';
import { evaluationPageAddress, forwardRating, type ForwardingContext } from './service.js';

export { deliveries, mayHaveGone, notYetForwarded } from './queries.js';

/** What forwarding lends to the modules before it, and what it hands over itself. */
export interface Forwarding {
  /** Performs the `forward` effect of ratings. */
  forward: Performer<RatingRecord>;
  /** The province's rating page for an invitation, null when there is none to be had now. */
  pageAddress: (invitation: InvitationRecord) => Promise<string | null>;
  module: ServerModule;
}

/** An open circuit lets one call through after this long. */
const REST_MS = 30_000;

/**
 * The dialect of the configured province, or null when none is configured.
 * @throws ConfigError when the settings file cannot be used
 */
function dialectOf(config: Config): ProvinceDialect | null {
  if (!config.PROVINCE_URL) return null;
  const connection = {
    baseUrl: config.PROVINCE_URL,
    appKey: config.PROVINCE_APP_KEY,
    appCode: config.PROVINCE_APP_CODE,
    timeoutMs: config.PROVINCE_TIMEOUT_SECONDS * 1000,
  };
  const adjusted = config.PROVINCE_SETTINGS_FILE ? readAdjustments(config.PROVINCE_SETTINGS_FILE) : {};
  const settings = fujianSettings(connection, {
    encoding: config.PROVINCE_ENCODING,
    cipher: `sm4-${config.PROVINCE_SM4_MODE}`,
    ...adjusted,
  });
  return new FujianDialect(settings, () => Date.now());
}

/** Forwarding towards the configured province. */
export function createForwarding(
  { config, keys, log, now }: Omit<Ground, 'limits'>,
  random: () => number = Math.random,
): Forwarding {
  const dialect = dialectOf(config);
  // Two time-outs: whatever the province was still doing when we stopped listening, it has ended by then.
  const settleMs = config.PROVINCE_TIMEOUT_SECONDS * 2000;
  const context: ForwardingContext = {
    province: dialect && guardProvince(dialect, REST_MS),
    keys,
    log,
    random,
    settleMs,
  };
  return {
    forward: forwardRating,
    pageAddress: (invitation) => evaluationPageAddress(context, invitation, now()),
    module: {
      routes: forwardingRoutes(),
      effects: [submissionEffects(context)],
      figures: countDeliveries,
      close: async () => dialect?.close(),
    },
  };
}
