import { StaffSession } from '@haochaping/shared/contracts';
import { z } from 'zod';
import type { Config } from '../../config.js';
import { anyone, staff } from '../../http/actor.js';
import { cookieValue } from '../../http/cookies.js';
import { AppError } from '../../http/errors.js';
import { callerDigest, Limiter } from '../../http/limiter.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import { evaluatorRoutes } from './accounts/routes.js';
import type { StillNeeded } from './deletion.js';
import { deletionRoutes } from './deletion-routes.js';
import type { PersonalDataSource } from './export.js';
import { exportRoutes } from './export-routes.js';
import { correctionRoutes } from './correction-routes.js';
import { resealedCorrections, type OfficesOfOwnRating } from './corrections.js';
import { disclosureRoutes } from './disclosure-routes.js';
import type { RatingNumbers } from './disclosures.js';
import type { FindRating, RatingsAbout } from './rating-in-question.js';
import { revealRoutes } from './reveal-routes.js';
import { consentRoutes } from './consent-routes.js';
import { readNotices } from './notices.js';
import type { Peers } from './peers/index.js';
import { comesFromUs } from './own-pages.js';
import { staffAccountOf, STAFF_COOKIE } from './staff-authenticator.js';
import { endOwnSession, readAccess, refreshSession, csrfTokenOf } from './sessions.js';
import {
  clearedStaffCookies,
  presentStaffSession,
  STAFF_REFRESH_COOKIE,
  STAFF_REFRESH_PATH,
  STAFF_SESSION_PATH,
  staffCookies,
} from './staff-session.js';
import { staffAccountRoutes } from './staff-account-routes.js';
import { staffMeRoutes } from './staff-me-routes.js';
import { staffSignInRoutes } from './staff-sign-in-routes.js';

const COOKIE_HEADER = z.looseObject({
  cookie: z.string().optional(),
  origin: z.string().optional(),
  host: z.string().optional(),
});

/** What identity needs of modules that stand behind it, and of the peers outside. */
export interface IdentityPorts {
  peers: Peers;
  findRating: FindRating;
  ratingsAbout: RatingsAbout;
  numbersOf: RatingNumbers;
  officesOfOwnRating: OfficesOfOwnRating;
  stillNeeded: StillNeeded;
  personalData: readonly PersonalDataSource[];
}

export function identityRoutes(config: Config, keys: Keys, ports: IdentityPorts): Route[] {
  const desk = { config, keys };
  // Not widened where many share an address: what it counts belongs to one account, number or rating.
  const limits = new Limiter(config.RATE_LIMIT_STORE, 1, callerDigest(keys));
  const notices = readNotices();
  const { findRating, numbersOf, personalData, ratingsAbout, stillNeeded } = ports;
  return [
    ...staffSignInRoutes(desk),
    ...staffMeRoutes(desk, { keys, peers: ports.peers, limits }),
    ...staffAccountRoutes(keys),
    ...sessionRoutes(config, keys),
    ...evaluatorRoutes({ config, keys, peers: ports.peers, limits, notices, moving: [resealedCorrections] }),
    ...consentRoutes(notices),
    ...revealRoutes({ config, keys, limiter: limits, findRating, ratingsAbout }),
    ...disclosureRoutes(numbersOf),
    ...exportRoutes({ keys, notices, numbersOf, sources: personalData }),
    ...deletionRoutes({ config, keys, stillNeeded }),
    ...correctionRoutes({ keys, ratingsAbout, officesOfOwnRating: ports.officesOfOwnRating }),
  ];
}

function sessionRoutes(config: Config, keys: Keys): Route[] {
  return [
    route({
      method: 'post',
      path: STAFF_REFRESH_PATH,
      operationId: 'refreshStaffSession',
      summary: '续一次登录：换新的访问令牌；旧的续期令牌随之作废',
      tags: ['staff'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { headers: COOKIE_HEADER },
      responses: { 200: { description: '已续', body: StaffSession } },
      handler: async ({ headers, now }) => {
        if (!comesFromUs(headers.origin, headers.host, config.publicBaseUrl)) throw new AppError('csrf');
        const tokens = await refreshSession(
          keys,
          'staff',
          cookieValue(headers.cookie, STAFF_REFRESH_COOKIE),
          now,
        );
        return {
          status: 200,
          body: presentStaffSession(
            await staffAccountOf(tokens.session),
            tokens.session,
            tokens.csrfToken,
            config,
          ),
          headers: { 'set-cookie': staffCookies(config, tokens, now) },
        };
      },
    }),
    route({
      method: 'get',
      path: STAFF_SESSION_PATH,
      operationId: 'readStaffSession',
      summary: '现在登录的是谁、可以做什么',
      tags: ['staff'],
      policy: staff(),
      limit: LIMITS.staff,
      input: { headers: COOKIE_HEADER },
      responses: { 200: { description: '当前登录', body: StaffSession } },
      handler: async ({ headers, now }) => {
        const session = await readAccess(keys, 'staff', cookieValue(headers.cookie, STAFF_COOKIE), now);
        return {
          status: 200,
          body: presentStaffSession(
            await staffAccountOf(session),
            session,
            csrfTokenOf(keys, session._id),
            config,
          ),
        };
      },
    }),
    route({
      method: 'delete',
      path: STAFF_SESSION_PATH,
      operationId: 'signOutStaff',
      summary: '退出登录；别处的登录不受影响',
      tags: ['staff'],
      policy: staff(),
      limit: LIMITS.staff,
      input: {},
      responses: { 204: { description: '已退出' } },
      handler: async ({ actor, now }) => {
        await endOwnSession(actor.accountId, actor.sessionId, 'signed_out', now);
        return { status: 204, headers: { 'set-cookie': clearedStaffCookies(config) } };
      },
    }),
  ];
}
