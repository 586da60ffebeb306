import { z } from 'zod';
import {
  BulletinInput,
  BulletinMoveInput,
  BulletinPage,
  BulletinQuery,
  BulletinView,
  PublicBulletinPage,
} from '@haochaping/shared/contracts';
import type { WordLists } from '@haochaping/shared/domain';
import { anyone, staff, type StaffActor } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { rolesThatMay } from '../../staff/index.js';
import {
  asSeen,
  listBulletins,
  listPublicBulletins,
  moveBulletin,
  openBulletin,
  writeBulletin,
} from './bulletins.js';
import type { BulletinRecord } from './model.js';
import { presentBulletins } from './presenter.js';

const BASE = '/api/v1/staff/bulletins';
const ID = z.strictObject({ id: z.uuid() });

/** Cases others are to learn from (内部通报、公开案例). FA-2.3.2-b */
export function bulletinRoutes(lists: WordLists): Route[] {
  const shared = { tags: ['staff', 'disclosure'], limit: LIMITS.staff } as const;
  const read = staff(...rolesThatMay('bulletins.read'));
  const write = staff(...rolesThatMay('bulletins.write'));
  const one = async (actor: StaffActor, record: BulletinRecord, now: Date) =>
    (await presentBulletins(actor, [record], now))[0] as BulletinView;
  return [
    route({
      method: 'get',
      path: '/api/v1/disclosure/bulletins',
      operationId: 'listPublicBulletins',
      summary: '公开的差评案例：发生了什么，怎样处理的',
      tags: ['disclosure'],
      policy: anyone,
      limit: LIMITS.read,
      input: { query: BulletinQuery },
      responses: { 200: { description: '新的在前', body: PublicBulletinPage } },
      handler: async ({ query }) => {
        const { records, total } = await listPublicBulletins(query);
        const items = records.map((record) => ({
          number: record.number,
          ...asSeen(record),
          publishedAt: (record.outAt ?? new Date(0)).toISOString(),
        }));
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listBulletins',
      summary: '通报和公开案例；部门看发给自己的',
      policy: read,
      input: { query: BulletinQuery },
      responses: { 200: { description: '新的在前', body: BulletinPage } },
      handler: async ({ actor, query, now }) => {
        const { records, total } = await listBulletins(actor, query);
        const items = await presentBulletins(actor, records, now);
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}`,
      operationId: 'readBulletin',
      summary: '一份通报；单位第一次打开，就记下看过了',
      policy: read,
      input: { params: ID },
      responses: { 200: { description: '通报', body: BulletinView } },
      handler: async ({ actor, params, now }) => ({
        status: 200,
        body: await one(actor, await openBulletin(actor, params.id, now), now),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: BASE,
      operationId: 'writeBulletin',
      summary: '照一件差评写一份通报，等另一个人看过发出',
      policy: write,
      input: { body: BulletinInput },
      responses: { 201: { description: '写好了', body: BulletinView } },
      handler: async ({ actor, body, now }) => ({
        status: 201,
        body: await one(actor, await writeBulletin(lists, actor, body, now), now),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveBulletin',
      summary: '发出、退回、改、收回',
      policy: write,
      input: { params: ID, body: BulletinMoveInput },
      responses: { 200: { description: '办了', body: BulletinView } },
      handler: async ({ actor, params, body, now }) => ({
        status: 200,
        body: await one(actor, await moveBulletin(lists, actor, params.id, body, now), now),
      }),
    }),
  ];
}
