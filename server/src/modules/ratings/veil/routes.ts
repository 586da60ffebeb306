import { z } from 'zod';
import { RatingHandlers, ReleaseInput, ReleasedRating, STAFF_ROLE_NAMES } from '@haochaping/shared/contracts';
import { staff } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { rolesThatMay } from '../../staff/index.js';
import { possibleHandlers, releaseRating } from './release.js';

const params = z.strictObject({ id: z.uuid('评价编号不对') });

/** Early release of a poor rating to named accounts of the rated side. */
export function releaseRoutes(delayDays: number): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/ratings/{id}/handlers',
      operationId: 'listRatingHandlers',
      summary: '可以提前送达的经办账号：被评单位的',
      tags: ['staff', 'ratings'],
      policy: staff(...rolesThatMay('ratings.release')),
      limit: LIMITS.staff,
      input: { params },
      responses: { 200: { description: '账号', body: RatingHandlers } },
      handler: async ({ actor, params: { id }, now }) => {
        const accounts = await possibleHandlers(actor, id, now);
        const items = accounts.map(({ id: accountId, displayName, role, institutionName }) => ({
          id: accountId,
          displayName,
          roleName: STAFF_ROLE_NAMES[role],
          institutionName,
        }));
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/staff/ratings/{id}/release',
      operationId: 'releaseRating',
      summary: '把一条差评提前送达指定的经办人；不显示办件和窗口',
      tags: ['staff', 'ratings'],
      policy: staff(...rolesThatMay('ratings.release')),
      limit: LIMITS.staff,
      input: { params, body: ReleaseInput },
      responses: { 200: { description: '已送达', body: ReleasedRating } },
      handler: async ({ actor, params: { id }, body, now }) => {
        const { ratedSide, releases } = await releaseRating(actor, id, body.handlers, delayDays, now);
        return {
          status: 200,
          body: {
            named: ratedSide?.named ?? false,
            releases: releases.map(({ at, handlers }) => ({
              at: at.toISOString(),
              handlers: handlers.length,
            })),
          },
        };
      },
    }),
  ];
}
