import {
  EvaluatorRefreshInput,
  EvaluatorSession,
  EvaluatorSessionList,
  RealNameInput,
} from '@haochaping/shared/contracts';
import { z } from 'zod';
import { anyone, evaluator } from '../../../http/actor.js';
import { cookieValue } from '../../../http/cookies.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type RateLimit, type Route } from '../../../http/route.js';
import { accountOf } from '../authenticator.js';
import {
  comesFromUs,
  endSession,
  endSessionsOf,
  liveSessionsOf,
  refreshSession,
} from '../../sessions/index.js';
import { requireConsent } from '../consents/consents.js';
import { checkRealName } from '../real-name.js';
import {
  clearedEvaluatorCookies,
  evaluatorCookies,
  EVALUATOR_REFRESH_COOKIE,
  EVALUATOR_REFRESH_PATH,
  EVALUATOR_SESSION_PATH,
  presentEvaluatorSession,
} from './session-view.js';
import { accountAndSession } from './routes.js';
import type { SignInOptions } from './sign-in.js';

const FROM_PAGE = z.looseObject({
  cookie: z.string().optional(),
  origin: z.string().optional(),
  host: z.string().optional(),
});
const SESSIONS = '/api/v1/me/sessions';
const OWN = { by: 'actor', points: 120, seconds: 60 } as const satisfies RateLimit;

/** The sign-ins of a signed-in person, and their real name. */
export function sessionRoutes(options: SignInOptions): Route[] {
  return [...currentRoutes(options), ...allRoutes(options), realNameRoute(options)];
}

function currentRoutes({ config, keys }: SignInOptions): Route[] {
  return [
    route({
      method: 'get',
      path: EVALUATOR_SESSION_PATH,
      operationId: 'readMySession',
      summary: '现在登录的是谁（打了星号）、实名程度、登录方式',
      tags: ['me'],
      policy: evaluator,
      limit: OWN,
      input: {},
      responses: { 200: { description: '当前登录', body: EvaluatorSession } },
      handler: async ({ actor }) => {
        const { account, session } = await accountAndSession(actor);
        return { status: 200, body: await presentEvaluatorSession(keys, account, session, null) };
      },
    }),
    route({
      method: 'post',
      path: EVALUATOR_REFRESH_PATH,
      operationId: 'refreshMySession',
      summary: '续一次登录；网页不带内容，小程序带续期令牌',
      tags: ['me'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { headers: FROM_PAGE, body: EvaluatorRefreshInput },
      responses: { 200: { description: '已续', body: EvaluatorSession } },
      handler: async ({ headers, body, now }) => {
        const inCookie = body?.refreshToken === undefined;
        if (inCookie && !comesFromUs(headers.origin, headers.host, config.publicBaseUrl))
          throw new AppError('csrf');
        const token = body?.refreshToken ?? cookieValue(headers.cookie, EVALUATOR_REFRESH_COOKIE);
        const tokens = await refreshSession(keys, 'evaluator', token, now);
        const account = await accountOf(tokens.session);
        const asBearer = tokens.session.client === 'weapp';
        // A token stays where its session began: one that lives in a cookie is never handed to a script.
        if (asBearer === inCookie) throw new AppError('not_signed_in');
        return {
          status: 200,
          body: await presentEvaluatorSession(keys, account, tokens.session, asBearer ? tokens : null),
          ...(asBearer ? {} : { headers: { 'set-cookie': evaluatorCookies(config, tokens, now) } }),
        };
      },
    }),
    route({
      method: 'delete',
      path: EVALUATOR_SESSION_PATH,
      operationId: 'signOut',
      summary: '退出这一处登录',
      tags: ['me'],
      policy: evaluator,
      limit: OWN,
      input: {},
      responses: { 204: { description: '已退出' } },
      handler: async ({ actor, now }) => {
        const { session } = await accountAndSession(actor);
        await endSession(session, 'signed_out', now);
        return { status: 204, headers: { 'set-cookie': clearedEvaluatorCookies(config) } };
      },
    }),
  ];
}

function allRoutes({ config }: SignInOptions): Route[] {
  return [
    route({
      method: 'get',
      path: SESSIONS,
      operationId: 'listMySessions',
      summary: '在哪些地方登录着',
      tags: ['me'],
      policy: evaluator,
      limit: OWN,
      input: {},
      responses: { 200: { description: '登录，最新的在前', body: EvaluatorSessionList } },
      handler: async ({ actor, now }) => ({
        status: 200,
        body: {
          items: (await liveSessionsOf(actor.accountId, now)).map(
            ({ _id, device, client, createdAt, refreshedAt }) => ({
              id: _id,
              device,
              client: client === 'weapp' ? ('weapp' as const) : ('web' as const),
              createdAt: createdAt.toISOString(),
              lastSeenAt: refreshedAt.toISOString(),
              current: _id === actor.sessionId,
            }),
          ),
        },
      }),
    }),
    route({
      method: 'delete',
      path: SESSIONS,
      operationId: 'signOutEverywhere',
      summary: '所有地方都退出，这里也退出',
      tags: ['me'],
      policy: evaluator,
      limit: OWN,
      input: {},
      responses: { 204: { description: '都退出了' } },
      handler: async ({ actor, now }) => {
        await endSessionsOf(actor.accountId, 'signed_out_everywhere', now);
        return { status: 204, headers: { 'set-cookie': clearedEvaluatorCookies(config) } };
      },
    }),
    route({
      method: 'delete',
      path: `${SESSIONS}/{id}`,
      operationId: 'endMySession',
      summary: '让某一处退出',
      tags: ['me'],
      policy: evaluator,
      limit: OWN,
      input: { params: z.strictObject({ id: z.uuid('登录编号不对') }) },
      responses: { 204: { description: '那一处已退出' } },
      handler: async ({ actor, params, now }) => {
        const session = (await liveSessionsOf(actor.accountId, now)).find(({ _id }) => _id === params.id);
        if (!session) throw new AppError('not_found', { message: '没有这一处登录，可能已经退出了' });
        await endSession(session, 'signed_out', now);
        return { status: 204 };
      },
    }),
  ];
}

function realNameRoute({ keys, peers, limits, notices }: SignInOptions): Route {
  return route({
    method: 'post',
    path: '/api/v1/me/real-name',
    operationId: 'checkMyRealName',
    summary: '核对实名：姓名和证件；核对不上时不说哪里不对',
    tags: ['me'],
    policy: evaluator,
    limit: OWN,
    input: { body: RealNameInput },
    responses: { 200: { description: '核对上了', body: EvaluatorSession } },
    handler: async ({ actor, body, now }) => {
      await requireConsent(notices, actor.accountId, 'real_name_check');
      const { account, session } = await accountAndSession(actor);
      const verified = await checkRealName({ keys, realName: peers.realName, limits }, account, body, now);
      return { status: 200, body: await presentEvaluatorSession(keys, verified, session, null) };
    },
  });
}
