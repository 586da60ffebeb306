import { SignInInput, StaffSession } from '@haochaping/shared/contracts';
import { z } from 'zod';
import type { Config } from '../../config.js';
import { anyone, staff } from '../../http/actor.js';
import { cookieValue } from '../../http/cookies.js';
import { AppError } from '../../http/errors.js';
import { Limiter } from '../../http/limiter.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import { consentRoutes } from './consent-routes.js';
import { readNotices } from './notices.js';
import { comesFromUs, staffAccountOf, STAFF_COOKIE } from './authenticators.js';
import { endSessionsOf, readAccess, refreshSession, csrfTokenOf } from './sessions.js';
import { signIn } from './staff.js';
import {
  clearedStaffCookies,
  presentStaffSession,
  STAFF_REFRESH_COOKIE,
  STAFF_REFRESH_PATH,
  STAFF_SESSION_PATH,
  staffCookies,
} from './staff-session.js';

const COOKIE_HEADER = z.looseObject({
  cookie: z.string().optional(),
  origin: z.string().optional(),
  host: z.string().optional(),
});

export function identityRoutes(config: Config, keys: Keys): Route[] {
  // Not widened where many share an address: wrong passwords are counted for each name apart.
  const tries = new Limiter(config.RATE_LIMIT_STORE, 1);
  return [
    ...signInRoutes(config, keys, tries),
    ...sessionRoutes(config, keys),
    ...consentRoutes(readNotices()),
  ];
}

function signInRoutes(config: Config, keys: Keys, tries: Limiter): Route[] {
  return [
    route({
      method: 'post',
      path: STAFF_SESSION_PATH,
      operationId: 'signInStaff',
      summary: '工作人员登录',
      tags: ['staff'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { body: SignInInput },
      responses: { 200: { description: '已登录', body: StaffSession } },
      handler: async ({ body, network, userAgent, now }) => {
        const attempt = { ...body, network, userAgent };
        const { account, tokens } = await signIn(keys, tries, attempt, config.STAFF_SESSION_MINUTES, now);
        return {
          status: 200,
          body: presentStaffSession(account, tokens.session, tokens.csrfToken),
          headers: { 'set-cookie': staffCookies(config, tokens, now) },
        };
      },
    }),
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
          body: presentStaffSession(await staffAccountOf(tokens.session), tokens.session, tokens.csrfToken),
          headers: { 'set-cookie': staffCookies(config, tokens, now) },
        };
      },
    }),
  ];
}

function sessionRoutes(config: Config, keys: Keys): Route[] {
  return [
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
          body: presentStaffSession(await staffAccountOf(session), session, csrfTokenOf(keys, session._id)),
        };
      },
    }),
    route({
      method: 'delete',
      path: STAFF_SESSION_PATH,
      operationId: 'signOutStaff',
      summary: '退出登录（这个账号的所有登录都结束）',
      tags: ['staff'],
      policy: staff(),
      limit: LIMITS.staff,
      input: {},
      responses: { 204: { description: '已退出' } },
      handler: async ({ actor, now }) => {
        await endSessionsOf(actor.accountId, 'signed_out_everywhere', now);
        return { status: 204, headers: { 'set-cookie': clearedStaffCookies(config) } };
      },
    }),
  ];
}
