import { StaffSession } from '@haochaping/shared/contracts';
import { z } from 'zod';
import type { Config } from '../../../config/config.js';
import { anyone, staff } from '../../../http/actor.js';
import { cookieValue } from '../../../http/cookies.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import type { Keys } from '../../../keys.js';
import { comesFromUs, csrfTokenOf, endOwnSession, readAccess, refreshSession } from '../../sessions/index.js';
import { staffAccountOf, STAFF_COOKIE } from '../authenticator.js';
import {
  clearedStaffCookies,
  presentStaffSession,
  STAFF_REFRESH_COOKIE,
  STAFF_REFRESH_PATH,
  STAFF_SESSION_PATH,
  staffCookies,
} from './session.js';

const COOKIE_HEADER = z.looseObject({
  cookie: z.string().optional(),
  origin: z.string().optional(),
  host: z.string().optional(),
});

/** Renewing, reading and ending the session of the one who is signed in. */
export function staffSessionRoutes(config: Config, keys: Keys): Route[] {
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
