import { z } from 'zod';
import { ToRateLink, ToRateLinkInput, ToRateList, ToRateQuery } from '@haochaping/shared/contracts';
import { evaluator } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import type { RatingsOptions } from '../options.js';
import { linkToRate, listToRate } from './to-rate.js';

const PATH = '/api/v1/me/to-rate';

/** What the one who is signed in was served with and has not rated yet. Source: 方案 二(二)1; FA-2.2.1-a. */
export function toRateRoutes({ keys }: Pick<RatingsOptions, 'keys'>): Route[] {
  const shared = { tags: ['ratings', 'me'], policy: evaluator, limit: LIMITS.staff } as const;
  return [
    route({
      ...shared,
      method: 'get',
      path: PATH,
      operationId: 'listToRate',
      summary: '我的待评价：自己和所代办企业办过、还没有评的',
      input: { query: ToRateQuery },
      responses: { 200: { description: '最近办的在前', body: ToRateList } },
      handler: async ({ actor, query, now }) => ({
        status: 200,
        body: { items: await listToRate(keys, actor, query.staticCode, now) },
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${PATH}/{id}/link`,
      operationId: 'linkToRate',
      summary: '去评其中一件，或并联审批里的一个部门：给出评价页的链接，仍只能评一次',
      input: { params: z.strictObject({ id: z.uuid('编号不对') }), body: ToRateLinkInput },
      responses: { 200: { description: '评价页的凭证', body: ToRateLink } },
      handler: async ({ actor, params, body, now }) => ({
        status: 200,
        body: { token: await linkToRate(keys, actor, params.id, body, now) },
      }),
    }),
  ];
}
