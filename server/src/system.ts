import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openChain } from './audit-chain.js';
import type { Config } from './config.js';
import { databaseAnswers } from './database.js';
import { staff } from './http/actor.js';
import { createApp, type HttpApp } from './http/app.js';
import { callerDigest, Limiter } from './http/limiter.js';
import { Metrics } from './http/metrics.js';
import type { Route } from './http/route.js';
import type { EffectSource } from './jobs/effects.js';
import { effectsPolicies, effectsRoutes } from './jobs/routes.js';
import type { RetentionRule } from './jobs/retention.js';
import { retentionRoutes } from './jobs/retention-routes.js';
import { scheduleEffects, type Schedule } from './jobs/schedule.js';
import { Worker } from './jobs/worker.js';
import type { Keys } from './keys.js';
import type { Logger } from './logger.js';
import { auditEffects, auditRoutes } from './modules/audit/index.js';
import { calendarEffects, calendarRoutes } from './modules/calendar/index.js';
import {
  businessSystemAuthenticator,
  businessSystemSecrets,
  channelsRoutes,
  eraseFromTransactions,
} from './modules/channels/index.js';
import { directoryEffects, directoryRoutes } from './modules/directory/index.js';
import {
  createForwarding,
  deliveries,
  forwardingRoutes,
  type Forwarding,
} from './modules/forwarding/index.js';
import { createErasure, wrappedDataKeys, type Erasure, type MasterSealed } from './modules/vault/index.js';
import {
  eraseCorrections,
  deletionEffects,
  type PersonalDataSource,
  resealedCorrections,
  rightsRoutes,
} from './modules/rights/index.js';
import {
  eraseEvaluator,
  evaluatorAuthenticator,
  evaluatorRoutes,
  readNotices,
  weappTextCheck,
} from './modules/evaluators/index.js';
import { eraseSessions } from './modules/sessions/index.js';
import { createPeers, type Peers } from './modules/peers/index.js';
import {
  staffRoutes,
  rolesThatMay,
  staffNames,
  staffAuthenticator,
  totpSecrets,
  staffEffects,
} from './modules/staff/index.js';
import {
  officesOfMyRating,
  ratingEffects,
  ratingEntries,
  ratingInQuestion,
  ratingsAbout,
  ratingNumbers,
  ratingsRoutes,
  ratingBrakes,
  veilEffects,
  type TextSettings,
} from './modules/ratings/index.js';
import { retention, retentionRules } from './retention.js';
import { evaluatorsStillNeeded } from './still-needed.js';
import { overviewRoute } from './overview.js';
import { refusalsToAudit } from './refusals.js';
import { loadWordLists } from './word-lists.js';

/** Everything that is wired together once and lives as long as the process. */
export interface System {
  config: Config;
  keys: Keys;
  log: Logger;
  metrics: Metrics;
  forwarding: Forwarding;
  peers: Peers;
  sources: EffectSource[];
  /** Everything sealed directly under a master key, for its rotation. */
  masterSealed: MasterSealed[];
  erasure: Erasure;
  retentionRules: RetentionRule[];
  schedules: Schedule[];
  routes: Route[];
  now: () => Date;
}

/** What the modules behind identity hold about a person, for the export of everything. */
const personalData = (keys: Keys): readonly PersonalDataSource[] => [
  {
    name: 'ratings',
    title: '我的评价',
    explanation: '您评过的，也有您替别人、替企业评的。评价长期保存；注销账号之后不再连着您。',
    collect: (evaluatorIds) => ratingEntries(keys, evaluatorIds),
  },
];

/** Wires the modules: the one place that knows them all, and hands later ones to earlier ones as plain functions. */
export function composeSystem(config: Config, keys: Keys, log: Logger): System {
  const metrics = new Metrics();
  const now = () => new Date();
  openChain(keys, log, now);
  const forwarding = createForwarding({ config, keys, log, now, random: Math.random });
  const peers = createPeers(config, log);
  const texts: TextSettings = {
    wordLists: loadWordLists(config.WORD_LISTS),
    checkText: peers.miniProgram && weappTextCheck(keys, peers.miniProgram),
  };
  const rules = retentionRules(config, now);
  const schedules = [retention(rules, now)];
  const erasure = createErasure(config.erasuresFile, [
    eraseEvaluator,
    eraseSessions,
    eraseCorrections,
    eraseFromTransactions,
  ]);
  const stillNeeded = evaluatorsStillNeeded(config);
  const notices = readNotices();
  // What it counts belongs to one person, number or invitation: not widened with the limits by address.
  const limits = new Limiter(config.RATE_LIMIT_STORE, 1, callerDigest(keys));
  const sources = [
    auditEffects(),
    directoryEffects(),
    calendarEffects(),
    staffEffects(),
    ratingEffects(forwarding.forward, texts.checkText),
    deletionEffects(erasure, stillNeeded),
    veilEffects(config.RATED_SIDE_DELAY_DAYS),
    forwarding.effects,
    scheduleEffects(schedules),
  ];
  const routes = [
    ...auditRoutes(staffNames),
    ...staffRoutes({ config, keys, peers, limits }),
    ...evaluatorRoutes({ config, keys, peers, limits, notices, moving: [resealedCorrections] }),
    ...rightsRoutes({
      config,
      keys,
      limits,
      notices,
      findRating: ratingInQuestion,
      ratingsAbout,
      numbersOf: ratingNumbers,
      officesOfOwnRating: officesOfMyRating,
      stillNeeded,
      personalData: personalData(keys),
    }),
    ...directoryRoutes(),
    ...calendarRoutes(staffNames),
    ...channelsRoutes({ config, keys, log, provincePageAddress: forwarding.pageAddress }),
    ...ratingsRoutes({
      config,
      keys,
      deliveries,
      texts,
      brakes: ratingBrakes(keys, limits),
    }),
    ...forwardingRoutes(),
    ...effectsRoutes(sources, effectsPolicies(rolesThatMay)),
    ...retentionRoutes(staff(...rolesThatMay('retention.list'))),
    overviewRoute(sources),
  ];
  const masterSealed = [wrappedDataKeys, businessSystemSecrets, totpSecrets];
  return {
    config,
    keys,
    log,
    metrics,
    forwarding,
    peers,
    sources,
    masterSealed,
    erasure,
    retentionRules: rules,
    schedules,
    routes,
    now,
  };
}

/** The HTTP side of a process; a worker serves only its health and figures. */
export function httpSide(system: System, routes: Route[]): HttpApp {
  const { config, keys, log, metrics, now } = system;
  const refusals = refusalsToAudit(keys, log, now);
  const app = createApp({
    routes,
    authenticators: {
      staff: staffAuthenticator({ config, keys, now }),
      evaluator: evaluatorAuthenticator({ config, keys, now }),
      businessSystem: businessSystemAuthenticator(keys, now),
    },
    limiter: new Limiter(config.RATE_LIMIT_STORE, config.RATE_LIMIT_FACTOR, callerDigest(keys)),
    failures: new Limiter('memory', config.RATE_LIMIT_FACTOR, callerDigest(keys)),
    log,
    metrics,
    now,
    corsOrigins: config.corsOrigins,
    trustedProxies: config.TRUST_PROXY,
    metricsToken: config.METRICS_TOKEN,
    pages: routes.length > 0 ? pageFolders() : null,
    ready: databaseAnswers,
    refused: refusals.refused,
  });
  return {
    listen: app.listen,
    async close(seconds) {
      const clean = await app.close(seconds);
      await refusals.close();
      return clean;
    },
  };
}

export function workerOf(system: System): Worker {
  const { config, log, metrics, now, sources } = system;
  return new Worker({
    sources,
    concurrency: config.WORKER_CONCURRENCY,
    leaseSeconds: config.WORKER_LEASE_SECONDS,
    log,
    metrics,
    now,
    random: Math.random,
  });
}

/** The built pages, looked for upwards from here: this file runs from its source and from the bundle in `server/dist`. */
function pageFolders(): { citizen: string; console: string } {
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(root, 'miniapp')) && root !== dirname(root)) root = dirname(root);
  return { citizen: join(root, 'miniapp/dist/h5'), console: join(root, 'server/admin/dist') };
}
