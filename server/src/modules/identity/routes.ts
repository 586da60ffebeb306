import { SignInInput, STAFF_ROLE_NAMES, StaffSession } from '@haochaping/shared/contracts';
import type { Context } from 'koa';
import { timingSafeEqual } from 'node:crypto';
import type { Config } from '../../config.js';
import { anyone, staff, type Actor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { Limiter } from '../../http/limiter.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import { z } from 'zod';
import { operationsOf } from './policy.js';
import { readSession, signIn, signOutEverywhere, type ReadSession } from './staff.js';

export const SESSION_COOKIE = 'staff_session';
const COOKIE_HEADER = z.looseObject({ cookie: z.string().optional() });

/** Staff sign in at the console with a cookie that scripts cannot read and other sites cannot send. */
export function staffAuthenticator(keys: Keys, now: () => Date) {
  return async (ctx: Context): Promise<Actor> => {
    const session = await readSession(keys, ctx.cookies.get(SESSION_COOKIE), now());
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      const [given, expected] = [Buffer.from(ctx.get('x-csrf-token')), Buffer.from(session.csrfToken)];
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new AppError('csrf');
    }
    return session.actor;
  };
}

function present(session: ReadSession): StaffSession {
  const { actor } = session;
  return {
    username: actor.username,
    displayName: actor.displayName,
    role: actor.role,
    roleName: STAFF_ROLE_NAMES[actor.role],
    institutionCode: actor.institutionCode,
    institutionName: session.institutionName,
    regionCodes: actor.regionCodes,
    may: operationsOf(actor.role),
    csrfToken: session.csrfToken,
    expiresAt: session.expiresAt.toISOString(),
  };
}

function cookie(config: Config, value: string, maxAgeSeconds: number): string {
  const secure = config.publicBaseUrl.startsWith('https:') ? '; Secure' : '';
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure}`;
}

function cookieValue(header: string | undefined): string | undefined {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${SESSION_COOKIE}=`));
  return pair?.trim().slice(SESSION_COOKIE.length + 1);
}

export function identityRoutes(config: Config, keys: Keys): Route[] {
  // Not widened where many share an address: wrong passwords are counted for each name apart.
  const tries = new Limiter(config.RATE_LIMIT_STORE, 1);
  return [
    route({
      method: 'post',
      path: '/api/v1/staff/session',
      operationId: 'signInStaff',
      summary: '工作人员登录',
      tags: ['staff'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { body: SignInInput },
      responses: { 200: { description: '已登录', body: StaffSession } },
      handler: async ({ body, network, now }) => {
        const attempt = { ...body, network };
        const signedIn = await signIn(keys, tries, attempt, config.STAFF_SESSION_MINUTES, now);
        const maxAge = Math.round((signedIn.expiresAt.getTime() - now.getTime()) / 1000);
        return {
          status: 200,
          body: present(signedIn),
          headers: { 'set-cookie': cookie(config, signedIn.token, maxAge) },
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/staff/session',
      operationId: 'readStaffSession',
      summary: '现在登录的是谁、可以做什么',
      tags: ['staff'],
      policy: staff(),
      limit: LIMITS.staff,
      input: { headers: COOKIE_HEADER },
      responses: { 200: { description: '当前登录', body: StaffSession } },
      handler: async ({ headers, now }) => ({
        status: 200,
        body: present(await readSession(keys, cookieValue(headers.cookie), now)),
      }),
    }),
    route({
      method: 'delete',
      path: '/api/v1/staff/session',
      operationId: 'signOutStaff',
      summary: '退出登录（这个账号的所有登录都结束）',
      tags: ['staff'],
      policy: staff(),
      limit: LIMITS.staff,
      input: {},
      responses: { 204: { description: '已退出' } },
      handler: async ({ actor, now }) => {
        await signOutEverywhere(actor.accountId, now);
        return { status: 204, headers: { 'set-cookie': cookie(config, '', 0) } };
      },
    }),
  ];
}
