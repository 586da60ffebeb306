import { z } from 'zod';
import {
  ImprovementInput,
  ImprovementMoveInput,
  ImprovementPage,
  ImprovementQuery,
  ImprovementView,
  SorePointQuery,
  SorePoints,
} from '@haochaping/shared/contracts';
import { staff, type StaffActor } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { rolesThatMay } from '../../staff/index.js';
import type { ImprovementRecord } from './model.js';
import { findSorePoints } from './points.js';
import { askImprovement, listImprovements, moveImprovement, presentAll } from './tasks.js';

const BASE = '/api/v1/staff/improvements';

/** Sore points, and what was done about them (堵点难点、限期整改). FA-2.4.1-a FA-2.4.1-b */
export function improvementRoutes(): Route[] {
  const tags = ['staff', 'statistics'];
  const limit = LIMITS.staff;
  const read = staff(...rolesThatMay('improvements.read'));
  const one = async (actor: StaffActor, record: ImprovementRecord, now: Date) =>
    (await presentAll(actor, [record], now))[0] as ImprovementView;
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/sore-points',
      operationId: 'listSorePoints',
      summary: '堵点难点：同一事项同一原因一再差评的，比前一段多了没有',
      tags,
      limit,
      policy: staff(...rolesThatMay('improvements.ask')),
      input: { query: SorePointQuery },
      responses: { 200: { description: '多的在前', body: SorePoints } },
      handler: async ({ actor, query, now }) => ({
        status: 200,
        body: await findSorePoints(actor, query, now),
      }),
    }),
    route({
      method: 'get',
      path: BASE,
      operationId: 'listImprovements',
      summary: '限期整改的清单；部门只看自己的',
      tags,
      limit,
      policy: read,
      input: { query: ImprovementQuery },
      responses: { 200: { description: '期限近的在前', body: ImprovementPage } },
      handler: async ({ actor, query, now }) => {
        const { page, pageSize } = query;
        return { status: 200, body: { ...(await listImprovements(actor, query, now)), page, pageSize } };
      },
    }),
    route({
      method: 'post',
      path: BASE,
      operationId: 'askImprovement',
      summary: '把一个堵点交给单位限期整改，连着后面的评价',
      tags,
      limit,
      policy: staff(...rolesThatMay('improvements.ask')),
      input: { body: ImprovementInput },
      responses: { 201: { description: '交办了', body: ImprovementView } },
      handler: async ({ actor, body, now }) => ({
        status: 201,
        body: await one(actor, await askImprovement(actor, body, now), now),
      }),
    }),
    route({
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveImprovement',
      summary: '单位说明怎样改的；交办的看过，算改好或者再改',
      tags,
      limit,
      policy: read,
      input: { params: z.strictObject({ id: z.uuid() }), body: ImprovementMoveInput },
      responses: { 200: { description: '办了', body: ImprovementView } },
      handler: async ({ actor, params, body, now }) => ({
        status: 200,
        body: await one(actor, await moveImprovement(actor, params.id, body, now), now),
      }),
    }),
  ];
}
