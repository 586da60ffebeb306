import {
  CorrectionDecisionInput,
  CorrectionInput,
  CorrectionList,
  CorrectionView,
  StaffCorrectionPage,
  StaffCorrectionQuery,
  StaffCorrectionView,
} from '@haochaping/shared/contracts';
import { z } from 'zod';
import { evaluator, staffWithSecondFactor } from '../../../http/actor.js';
import { LIMITS, route, type RateLimit, type Route } from '../../../http/route.js';
import { askCorrection, ownCorrections, withdrawCorrection, type CorrectionDesk } from './corrections.js';
import { rolesThatMay } from '../../staff/index.js';
import { decideCorrection, listCorrections, openCorrection, type CorrectionAnswering } from './answering.js';

const OWN = '/api/v1/me/data/corrections';
const STAFF = '/api/v1/staff/corrections';
/** Each request is read by somebody. */
const ASKING = { by: 'actor', points: 20, seconds: 3600 } as const satisfies RateLimit;
/** Each look opens what a person wrote. */
const OPENING = { by: 'actor', points: 120, seconds: 3600 } as const satisfies RateLimit;
/** An answer with somebody's words stays nowhere. */
const NOT_KEPT = { 'cache-control': 'no-store' };

const id = z.strictObject({ id: z.uuid('编号不对') });

/** Putting right what an office reported about a person: asked by the person, answered by the centre. */
export function correctionRoutes(desk: CorrectionDesk & CorrectionAnswering): Route[] {
  return [...ownRoutes(desk), ...staffRoutes(desk)];
}

function ownRoutes(desk: CorrectionDesk): Route[] {
  const shared = { tags: ['privacy'], policy: evaluator } as const;
  return [
    route({
      ...shared,
      method: 'get',
      path: OWN,
      operationId: 'listMyCorrections',
      summary: '我提过的更正和答复，最新的在前',
      limit: LIMITS.read,
      input: {},
      responses: { 200: { description: '更正', body: CorrectionList } },
      handler: async ({ actor }) => ({
        status: 200,
        body: { items: await ownCorrections(desk.keys, actor) },
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: OWN,
      operationId: 'askCorrection',
      summary: '办事单位报来的信息不对，申请更正',
      limit: ASKING,
      input: { body: CorrectionInput },
      responses: { 201: { description: '收到了', body: CorrectionView } },
      handler: async ({ actor, body, now }) => ({
        status: 201,
        body: await askCorrection(desk, actor, body, now),
      }),
    }),
    route({
      ...shared,
      method: 'delete',
      path: `${OWN}/{id}`,
      operationId: 'withdrawCorrection',
      summary: '收回还没答复的更正',
      limit: LIMITS.write,
      input: { params: id },
      responses: { 204: { description: '已收回' } },
      handler: async ({ actor, params, now }) => {
        await withdrawCorrection(actor, params.id, now);
        return { status: 204 };
      },
    }),
  ];
}

function staffRoutes(desk: CorrectionAnswering): Route[] {
  const shared = {
    tags: ['staff', 'privacy'],
    policy: staffWithSecondFactor(...rolesThatMay('corrections.handle')),
  } as const;
  return [
    route({
      ...shared,
      method: 'get',
      path: STAFF,
      operationId: 'listCorrections',
      summary: '本单位要答复的更正申请；没有申请人的任何信息',
      limit: LIMITS.staff,
      input: { query: StaffCorrectionQuery },
      responses: { 200: { description: '一页', body: StaffCorrectionPage } },
      handler: async ({ actor, query }) => ({
        status: 200,
        body: await listCorrections(actor, query, desk.ratingsAbout),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${STAFF}/{id}/opening`,
      operationId: 'openCorrection',
      summary: '打开一件更正申请看内容；申请人看得到这次查看',
      limit: OPENING,
      input: { params: id },
      responses: { 201: { description: '申请内容', body: StaffCorrectionView } },
      handler: async ({ actor, params, now }) => ({
        status: 201,
        body: await openCorrection(desk, actor, params.id, now),
        headers: NOT_KEPT,
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${STAFF}/{id}/decision`,
      operationId: 'decideCorrection',
      summary: '答复一件更正申请：已更正，或不更正和理由；只答复一次',
      limit: LIMITS.staff,
      input: { params: id, body: CorrectionDecisionInput },
      responses: { 200: { description: '答复了', body: StaffCorrectionView } },
      handler: async ({ actor, params, body, now }) => ({
        status: 200,
        body: await decideCorrection(desk, actor, params.id, body, now),
        headers: NOT_KEPT,
      }),
    }),
  ];
}
