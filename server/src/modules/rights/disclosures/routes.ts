import { DisclosurePage, DisclosureQuery } from '@haochaping/shared/contracts';
import { evaluator } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { actsFor } from '../../evaluators/index.js';
import { disclosuresOf, type RatingNumbers } from './disclosures.js';

/** What the signed-in person may know about what was seen of them, and of the businesses they may act for now. */
export function disclosureRoutes(numbersOf: RatingNumbers): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/me/disclosures',
      operationId: 'listMyDisclosures',
      summary: '谁查看过我的信息：单位、岗位、为什么、什么时候、为了哪条评价',
      tags: ['privacy'],
      policy: evaluator,
      limit: LIMITS.read,
      input: { query: DisclosureQuery },
      responses: { 200: { description: '一页，最新的在前', body: DisclosurePage } },
      handler: async ({ actor, query, now }) => {
        const ids = [...actor.evaluatorIds, ...(await actsFor(actor.accountId, now))];
        return { status: 200, body: await disclosuresOf(ids, query, numbersOf) };
      },
    }),
  ];
}
