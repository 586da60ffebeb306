import {
  BusinessInput,
  BusinessList,
  BusinessView,
  HandlerChangeInput,
  HandlerCodeInput,
  HandlerInvitationInput,
  HandlerInvitationIssued,
  HandlerInvitationView,
  HandlerList,
  HandlerView,
} from '@haochaping/shared/contracts';
import { z } from 'zod';
import { evaluator } from '../../../http/actor.js';
import { route, type RateLimit, type Route } from '../../../http/route.js';
import { requireConsent } from '../consents/consents.js';
import { leaveBusiness, presentBusiness, registerBusiness, rolesNow } from './businesses.js';
import {
  acceptInvitation,
  changeHandler,
  inviteHandler,
  listHandlers,
  lookAtInvitation,
  presentHandler,
  removeHandler,
  withdrawInvitation,
} from './handlers.js';
import { accountAndSession } from '../sign-in/routes.js';
import type { SignInOptions } from '../sign-in/sign-in.js';

const BASE = '/api/v1/me/businesses';
const CODES = '/api/v1/me/handler-invitations';
const OWN = { by: 'actor', points: 120, seconds: 60 } as const satisfies RateLimit;
/** Codes are long; whoever tries many is no handler. */
const TRYING = { by: 'actor', points: 20, seconds: 3600 } as const satisfies RateLimit;

const Id = z.uuid('编号不对');
const business = z.strictObject({ id: Id });
const shared = { tags: ['me', 'business'], policy: evaluator } as const;
const instant = (text: string | null) => (text === null ? null : new Date(text));

/** Businesses the signed-in person acts for, and who else does. */
export function businessRoutes(options: SignInOptions): Route[] {
  return [...ownRoutes(options), ...handlerRoutes(options), ...codeRoutes(options)];
}

function ownRoutes({ keys, peers, limits, notices }: SignInOptions): Route[] {
  return [
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listMyBusinesses',
      summary: '我现在可以代哪些企业办事',
      limit: OWN,
      input: {},
      responses: { 200: { description: '企业', body: BusinessList } },
      handler: async ({ actor, now }) => {
        const roles = await rolesNow(actor.accountId, now);
        return {
          status: 200,
          body: { items: await Promise.all(roles.map((role) => presentBusiness(keys, role))) },
        };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: BASE,
      operationId: 'registerMyBusiness',
      summary: '法定代表人登记自己的企业：核对信用代码、名称和本人',
      limit: OWN,
      input: { body: BusinessInput },
      responses: { 201: { description: '核对上了', body: BusinessView } },
      handler: async ({ actor, body, now }) => {
        await requireConsent(notices, actor.accountId, 'real_name_check');
        const { account } = await accountAndSession(actor);
        const role = await registerBusiness({ keys, realName: peers.realName, limits }, account, body, now);
        return { status: 201, body: await presentBusiness(keys, role) };
      },
    }),
    route({
      ...shared,
      method: 'delete',
      path: `${BASE}/{id}`,
      operationId: 'leaveBusiness',
      summary: '不再代这家企业办事',
      limit: OWN,
      input: { params: business },
      responses: { 204: { description: '已退出' } },
      handler: async ({ actor, params, now }) => {
        await leaveBusiness(actor.accountId, params.id, now);
        return { status: 204 };
      },
    }),
  ];
}

function handlerRoutes({ keys }: SignInOptions): Route[] {
  const handler = z.strictObject({ id: Id, handlerId: Id });
  return [
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}/handlers`,
      operationId: 'listHandlers',
      summary: '企业的经办人；只给法定代表人看，姓名打了星号',
      limit: OWN,
      input: { params: business },
      responses: { 200: { description: '经办人和还没用的授权码', body: HandlerList } },
      handler: async ({ actor, params, now }) => ({
        status: 200,
        body: await listHandlers(keys, actor.accountId, params.id, now),
      }),
    }),
    route({
      ...shared,
      method: 'patch',
      path: `${BASE}/{id}/handlers/{handlerId}`,
      operationId: 'changeHandler',
      summary: '改经办人的授权期限',
      limit: OWN,
      input: { params: handler, body: HandlerChangeInput },
      responses: { 200: { description: '改好了', body: HandlerView } },
      handler: async ({ actor, params, body, now }) => {
        const ids = { businessId: params.id, handlerId: params.handlerId };
        const role = await changeHandler(actor.accountId, ids, instant(body.until), now);
        return { status: 200, body: await presentHandler(keys, role, actor.accountId, now) };
      },
    }),
    route({
      ...shared,
      method: 'delete',
      path: `${BASE}/{id}/handlers/{handlerId}`,
      operationId: 'removeHandler',
      summary: '取消经办人；马上生效',
      limit: OWN,
      input: { params: handler },
      responses: { 204: { description: '已取消' } },
      handler: async ({ actor, params, now }) => {
        await removeHandler(actor.accountId, { businessId: params.id, handlerId: params.handlerId }, now);
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/handler-invitations`,
      operationId: 'inviteHandler',
      summary: '授权经办人：给一个用一次的授权码',
      limit: OWN,
      input: { params: business, body: HandlerInvitationInput },
      responses: { 201: { description: '授权码，只给这一次', body: HandlerInvitationIssued } },
      handler: async ({ actor, params, body, now }) => ({
        status: 201,
        body: await inviteHandler(keys, actor.accountId, params.id, instant(body.until), now),
      }),
    }),
    route({
      ...shared,
      method: 'delete',
      path: `${BASE}/{id}/handler-invitations/{invitationId}`,
      operationId: 'withdrawHandlerInvitation',
      summary: '收回还没用的授权码',
      limit: OWN,
      input: { params: z.strictObject({ id: Id, invitationId: Id }) },
      responses: { 204: { description: '已收回' } },
      handler: async ({ actor, params, now }) => {
        await withdrawInvitation(actor.accountId, params.id, params.invitationId, now);
        return { status: 204 };
      },
    }),
  ];
}

function codeRoutes({ keys }: SignInOptions): Route[] {
  return [
    route({
      ...shared,
      method: 'post',
      path: `${CODES}/look-up`,
      operationId: 'readHandlerInvitation',
      summary: '看授权码是哪家企业的、到什么时候',
      limit: TRYING,
      input: { body: HandlerCodeInput },
      responses: { 200: { description: '授权内容', body: HandlerInvitationView } },
      handler: async ({ body, now }) => ({ status: 200, body: await lookAtInvitation(keys, body.code, now) }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${CODES}/accept`,
      operationId: 'acceptHandlerInvitation',
      summary: '接受授权，成为经办人；要先实名',
      limit: TRYING,
      input: { body: HandlerCodeInput },
      responses: { 200: { description: '可以代这家企业办事了', body: BusinessView } },
      handler: async ({ actor, body, now }) => {
        const { account } = await accountAndSession(actor);
        const role = await acceptInvitation(keys, account, body.code, now);
        return { status: 200, body: await presentBusiness(keys, role) };
      },
    }),
  ];
}
