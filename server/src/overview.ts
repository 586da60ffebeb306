import { Overview } from '@haochaping/shared/contracts';
import { staff } from './http/actor.js';
import { LIMITS, route, type Route } from './http/route.js';
import type { EffectSource } from './jobs/effects.js';
import { countDeadEffects } from './jobs/routes.js';
import type { ServerModule } from './module.js';
import { rolesThatMay } from './modules/staff/index.js';

/** The first page of the console and the numbers beside its navigation: each module's figures, counted when asked. */
export function overviewRoute(modules: readonly ServerModule[], sources: EffectSource[]): Route {
  return route({
    method: 'get',
    path: '/api/v1/staff/overview',
    operationId: 'readOverview',
    summary: '控制台首页的数字，打开时现算',
    tags: ['staff'],
    policy: staff(...rolesThatMay('overview.read')),
    limit: LIMITS.staff,
    input: {},
    responses: { 200: { description: '数字', body: Overview } },
    handler: async ({ actor, now }) => {
      const [deadEffects, ...figures] = await Promise.all([
        rolesThatMay('effects.list').includes(actor.role) ? countDeadEffects(sources) : null,
        ...modules.map((module) => module.figures?.(actor, now)),
      ]);
      // Whether every figure of the contract came is judged where the answer leaves, by its schema.
      return { status: 200, body: Object.assign({ deadEffects }, ...figures) as Overview };
    },
  });
}
