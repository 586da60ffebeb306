import {
  ConsentInput,
  ConsentRecordView,
  ConsentsView,
  NoticeVersion,
  PrivacyNotice,
} from '@haochaping/shared/contracts';
import { z } from 'zod';
import { anyone, evaluator } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { consentsOf, presentConsent, presentConsents, recordConsent } from './consents.js';
import { presentNotice, type Notice } from './notices.js';
import { endSessionsOf } from '../../sessions/index.js';

/** The privacy notice for everybody, and the answers of the signed-in person to what it asks. */
export function consentRoutes(notices: readonly Notice[]): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/privacy-notice',
      operationId: 'readPrivacyNotice',
      summary: '现行的隐私告知',
      tags: ['privacy'],
      policy: anyone,
      limit: LIMITS.read,
      input: {},
      responses: { 200: { description: '隐私告知', body: PrivacyNotice } },
      handler: async () => ({ status: 200, body: presentNotice(notices) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/privacy-notice/{version}',
      operationId: 'readPrivacyNoticeVersion',
      summary: '某一版隐私告知；发布过的版本不再改变',
      tags: ['privacy'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: z.strictObject({ version: NoticeVersion }) },
      responses: { 200: { description: '隐私告知', body: PrivacyNotice } },
      handler: async ({ params }) => ({ status: 200, body: presentNotice(notices, params.version) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/me/consents',
      operationId: 'listMyConsents',
      summary: '我同意过什么、现在算不算数',
      tags: ['privacy'],
      policy: evaluator,
      limit: LIMITS.read,
      input: {},
      responses: { 200: { description: '同意记录', body: ConsentsView } },
      handler: async ({ actor }) => ({
        status: 200,
        body: presentConsents(notices, await consentsOf(actor.accountId)),
      }),
    }),
    route({
      method: 'post',
      path: '/api/v1/me/consents',
      operationId: 'recordMyConsent',
      summary: '同意、不同意或撤回；不影响评价。撤回登录信息的同意会退出登录',
      tags: ['privacy'],
      policy: evaluator,
      limit: LIMITS.write,
      input: { body: ConsentInput },
      responses: { 201: { description: '记下了', body: ConsentRecordView } },
      handler: async ({ actor, body, now }) => {
        const record = await recordConsent(notices, actor.accountId, body, now);
        if (body.purpose === 'privacy_notice' && !body.given)
          await endSessionsOf(actor.accountId, 'signed_out_everywhere', now);
        return { status: 201, body: presentConsent(notices, record) };
      },
    }),
  ];
}
