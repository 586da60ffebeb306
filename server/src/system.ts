import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openChain } from './audit-chain.js';
import type { Config } from './config/config.js';
import { eventRatings } from './corrected-reports.js';
import { databaseAnswers } from './database.js';
import { staff } from './http/actor.js';
import { createApp, type HttpApp } from './http/app.js';
import { callerDigest, Limiter } from './http/limiter.js';
import { Metrics } from './http/metrics.js';
import type { Route } from './http/route.js';
import type { EffectSource } from './jobs/effects.js';
import type { RetentionRule } from './jobs/retention.js';
import { retentionRoutes } from './jobs/retention-routes.js';
import { effectsPolicies, effectsRoutes } from './jobs/routes.js';
import { scheduleEffects, type Schedule } from './jobs/schedule.js';
import { Worker } from './jobs/worker.js';
import type { Keys } from './keys.js';
import type { Logger } from './logger.js';
import { gather, type Ground, type MasterSealed, type ServerModule } from './module.js';
import { createAttachmentStore } from './modules/attachments/index.js';
import { appealsFollow, appealsModule, filesNamedByAppeals } from './modules/appeals/index.js';
import { auditModule } from './modules/audit/index.js';
import { calendarModule, workCalendarNow } from './modules/calendar/index.js';
import {
  caseOpener,
  casesModule,
  casesOfRatings,
  complaintCaseOpener,
  filesNamedByCases,
  inQuestionNow,
  recountCases,
} from './modules/cases/index.js';
import {
  businessSystemAuthenticator,
  channelsModule,
  deviceAuthenticator,
  refusalKeeper,
} from './modules/channels/index.js';
import { coercionModule } from './modules/coercion/index.js';
import { complaintNumbers, complaintOfFeedback, complaintsModule } from './modules/complaints/index.js';
import { directoryModule } from './modules/directory/index.js';
import { disclosureModule } from './modules/disclosure/index.js';
import {
  evaluatorAuthenticator,
  evaluatorsModule,
  readNotices,
  weappTextCheck,
} from './modules/evaluators/index.js';
import { entriesModule, filesNamedByForms } from './modules/entries/index.js';
import { feedbackInQuestion, feedbackModule, filesNamedByFeedback } from './modules/feedback/index.js';
import { createForwarding, deliveries } from './modules/forwarding/index.js';
import {
  notificationsModule,
  inviteByPhone,
  tellByPhone,
  tellOfAppeal,
  tellOfCase,
  tellOfFeedback,
  tellOfListing,
} from './modules/notifications/index.js';
import { oversightModule } from './modules/oversight/index.js';
import { createPeers, peersModule, smsGatewayAuthenticator } from './modules/peers/index.js';
import { questionnairesModule } from './modules/questionnaires/index.js';
import { officesOfMyRating, ratingNumbers, ratingsAbout, ratingsModule } from './modules/ratings/index.js';
import { resealedCorrections, rightsModule } from './modules/rights/index.js';
import { sessionsModule } from './modules/sessions/index.js';
import { improvementsBy, markInstants, statisticsModule } from './modules/statistics/index.js';
import { rolesThatMay, staffAuthenticator, staffModule, staffNames } from './modules/staff/index.js';
import { createErasure, vaultModule, type Erasure } from './modules/vault/index.js';
import { overviewRoute } from './overview.js';
import { refusalsToAudit } from './refusals.js';
import { retention } from './retention.js';
import { cardOfPage } from './share-cards.js';
import { applicantsStillNeeded, evaluatorsStillNeeded } from './still-needed.js';
import { loadWordLists } from './word-lists.js';

/** Everything that is wired together once and lives as long as the process. */
export interface System extends Ground {
  metrics: Metrics;
  sources: EffectSource[];
  /** Everything sealed directly under a master key, for its rotation. */
  masterSealed: MasterSealed[];
  erasure: Erasure;
  retentionRules: RetentionRule[];
  schedules: Schedule[];
  routes: Route[];
  /** Ends the connections to the province and the peers. */
  close(): Promise<void>;
}

/**
 * The modules in their order: the one place that knows them all, and hands what later ones lend to earlier ones as plain
 * functions. A new module is a line here.
 */
function composeModules(
  ground: Ground,
  erasure: Erasure,
  all: () => readonly ServerModule[],
): ServerModule[] {
  const { config, keys, log, now } = ground;
  const peers = createPeers(config, log);
  const forwarding = createForwarding(ground);
  const { attachments, module: attachmentsModule } = createAttachmentStore(config, {
    case: filesNamedByCases,
    appeal: filesNamedByAppeals,
    feedback: filesNamedByFeedback,
    paper: filesNamedByForms,
  });
  const notices = readNotices();
  const checkText = peers.miniProgram && weappTextCheck(keys, peers.miniProgram);
  const texts = { wordLists: loadWordLists(config.WORD_LISTS), checkText };
  const cases = casesOfRatings(workCalendarNow);
  return [
    auditModule(ground, staffNames),
    directoryModule(),
    vaultModule(),
    sessionsModule(ground),
    peersModule(peers, config),
    staffModule(ground, peers),
    evaluatorsModule(ground, {
      peers,
      notices,
      moving: [resealedCorrections],
      applicantsNeeded: applicantsStillNeeded(now),
    }),
    rightsModule(ground, {
      notices,
      erasure,
      findRating: async (id, at) => (await inQuestionNow(id, at)) ?? feedbackInQuestion(id),
      ratingsAbout,
      calendar: workCalendarNow,
      numbersOf: async (ids) => new Map([...(await ratingNumbers(ids)), ...(await complaintNumbers(ids))]),
      officesOfOwnRating: officesOfMyRating,
      stillNeeded: evaluatorsStillNeeded,
      personalData: () => gather(all(), 'personalData'),
    }),
    calendarModule(staffNames, recountCases),
    questionnairesModule(staffNames),
    channelsModule(ground, {
      provincePageAddress: forwarding.pageAddress,
      ratings: eventRatings,
      inviteByPhone: inviteByPhone(ground, peers),
    }),
    ratingsModule(ground, {
      texts,
      deliveries,
      cases,
      forward: forwarding.forward,
      openCase: caseOpener(workCalendarNow),
      recount: markInstants,
      improvementsBy,
    }),
    entriesModule(ground, { texts, attachments, cases }),
    feedbackModule(ground, {
      notices,
      wordLists: texts.wordLists,
      attachments,
      makeComplaint: complaintOfFeedback(keys, texts.wordLists),
      tellByPhone: tellByPhone(ground, peers),
      tellStaff: tellOfFeedback,
    }),
    complaintsModule(ground, { notices, texts, openCase: complaintCaseOpener(workCalendarNow) }),
    attachmentsModule,
    casesModule(ground, {
      calendar: workCalendarNow,
      attachments,
      wordLists: texts.wordLists,
      tell: tellOfCase,
      standingChanged: appealsFollow(workCalendarNow),
      recount: markInstants,
    }),
    coercionModule(ground),
    appealsModule({ calendar: workCalendarNow, attachments, tell: tellOfAppeal }),
    oversightModule({ calendar: workCalendarNow }),
    statisticsModule(ground, { calendar: workCalendarNow, tellListing: tellOfListing }),
    disclosureModule(ground, { wordLists: texts.wordLists }),
    forwarding.module,
    notificationsModule(ground, peers),
  ];
}

/** Wires the modules, and what the system does with all of them alike. */
export function composeSystem(config: Config, keys: Keys, log: Logger): System {
  const now = () => new Date();
  openChain(keys, log, now);
  const limits = new Limiter(config.RATE_LIMIT_STORE, 1, callerDigest(keys));
  const ground = { config, keys, log, now, limits };
  const erasure = createErasure(config.erasuresFile, () => gather(modules, 'erasers'));
  const modules: ServerModule[] = composeModules(ground, erasure, () => modules);
  // From the last to the first: what stands on something goes before it, and the audit log goes last.
  const retentionRules = gather([...modules].reverse(), 'retention');
  const schedules = [...gather(modules, 'schedules'), retention(retentionRules, now)];
  const sources = [...gather(modules, 'effects'), scheduleEffects(schedules)];
  const routes = [
    ...gather(modules, 'routes'),
    ...effectsRoutes(sources, effectsPolicies(rolesThatMay)),
    ...retentionRoutes(staff(...rolesThatMay('retention.list'))),
    overviewRoute(modules, sources),
  ];
  return {
    ...ground,
    metrics: new Metrics(),
    sources,
    masterSealed: gather(modules, 'masterSealed'),
    erasure,
    retentionRules,
    schedules,
    routes,
    async close() {
      for (const module of modules) await module.close?.();
    },
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
      ratingDevice: deviceAuthenticator(keys),
      smsGateway: smsGatewayAuthenticator(config, now),
    },
    limiter: new Limiter(config.RATE_LIMIT_STORE, config.RATE_LIMIT_FACTOR, callerDigest(keys)),
    failures: new Limiter('memory', config.RATE_LIMIT_FACTOR, callerDigest(keys)),
    log,
    metrics,
    now,
    corsOrigins: config.corsOrigins,
    embedOrigins: config.embedOrigins,
    trustedProxies: config.TRUST_PROXY,
    metricsToken: config.METRICS_TOKEN,
    pages: routes.length > 0 ? { ...pageFolders(), cardOf: cardOfPage(now) } : null,
    ready: databaseAnswers,
    refused: refusals.refused,
    turnedDown: refusalKeeper(log),
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
