import { z } from 'zod';
import { COUNTED, DeadEffectPage, DeadEffectQuery, type DeadEffect } from '@haochaping/shared/contracts';
import { staff, type Policy, type StaffActor } from '../http/actor.js';
import { AppError } from '../http/errors.js';
import { LIMITS, route, type Route } from '../http/route.js';
import { reviveEffect, type EffectDocument, type EffectSource } from './effects.js';

/** Dead letters for the console: what failed too often, why, and another try. */
export function effectsRoutes(
  sources: EffectSource[],
  policies: { list: Policy<StaffActor>; retry: Policy<StaffActor> },
): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/effects/dead',
      operationId: 'listDeadEffects',
      summary: '多次没办成、等人处理的后台工作',
      tags: ['staff', 'effects'],
      policy: policies.list,
      limit: LIMITS.staff,
      input: { query: DeadEffectQuery },
      responses: { 200: { description: '一页，最新的在前', body: DeadEffectPage } },
      handler: async ({ query }) => {
        const all = (await Promise.all(sources.map(deadOf)))
          .flat()
          .sort((a, b) => b.since.localeCompare(a.since))
          .slice(0, COUNTED);
        const start = (query.page - 1) * query.pageSize;
        return {
          status: 200,
          body: {
            items: all.slice(start, start + query.pageSize),
            total: all.length,
            page: query.page,
            pageSize: query.pageSize,
          },
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/staff/effects/dead/{id}/retry',
      operationId: 'retryDeadEffect',
      summary: '再试一次',
      tags: ['staff', 'effects'],
      policy: policies.retry,
      limit: LIMITS.staff,
      input: { params: z.strictObject({ id: z.string().max(200) }) },
      responses: { 204: { description: '已重新排队' } },
      handler: async ({ params, now }) => {
        const [sourceName, id, kind] = params.id.split('~');
        const source = sources.find((one) => one.name === sourceName);
        if (!source || !id || !kind || !(await reviveEffect(source, id, kind, now))) {
          throw new AppError('not_found', { message: '没有找到这项工作，可能已有人处理' });
        }
        return { status: 204 };
      },
    }),
  ];
}

/** How many effects wait for a person, over all sources, counted no further than `COUNTED`. */
export async function countDeadEffects(sources: EffectSource[]): Promise<number> {
  const counts = await Promise.all(
    sources.map(async (source) => (await deadDocuments(source)).flatMap((one) => one.dead).length),
  );
  return Math.min(
    counts.reduce((sum, count) => sum + count, 0),
    COUNTED,
  );
}

/** One stretch of the index of dead marks, in which next to nothing stands, read from its newest end. */
function deadDocuments(source: EffectSource): Promise<EffectDocument[]> {
  return source.model
    .find({ 'dead.since': { $gt: new Date(0) } }, { dead: 1 })
    .sort({ 'dead.since': -1 })
    .limit(COUNTED)
    .lean<EffectDocument[]>();
}

async function deadOf(source: EffectSource): Promise<DeadEffect[]> {
  return (await deadDocuments(source)).flatMap((document) =>
    document.dead.map((mark) => ({
      id: [source.name, String(document._id), mark.kind].join('~'),
      subject: String(document._id),
      source: source.name,
      kind: mark.kind,
      kindName: source.kindNames[mark.kind] ?? mark.kind,
      attempts: mark.attempts,
      lastError: mark.lastError,
      since: mark.since.toISOString(),
    })),
  );
}

/** The default policies, by operation. */
export function effectsPolicies(rolesThatMay: (operation: string) => Parameters<typeof staff>[number][]) {
  return { list: staff(...rolesThatMay('effects.list')), retry: staff(...rolesThatMay('effects.retry')) };
}
