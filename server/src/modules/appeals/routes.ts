import { z } from 'zod';
import {
  AppealInput,
  AppealMoveInput,
  AppealOffer,
  AppealPage,
  AppealQuery,
  AppealView,
} from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { staff, type StaffActor } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { lookUpAll } from '../directory/index.js';
import { rolesThatMay, staffNames } from '../staff/index.js';
import { appealed, fileAppeal, offerOf, type AppealAbout } from './filing.js';
import type { AppealRecord } from './model.js';
import { appealContext, moveAppeal, visibleAppeal } from './moves.js';
import { presentAppeal, presentAppealRow, type NameOf } from './presenter.js';
import { listAppeals, seesCaseOf, standingAppeal } from './queries.js';

export interface AppealsOptions {
  calendar: () => Promise<WorkCalendar>;
}

const BASE = '/api/v1/staff/appeals';
const shared = { tags: ['staff', 'appeals'], limit: LIMITS.staff } as const;

export const appealsRoutes = ({ calendar }: AppealsOptions): Route[] => [
  ...deskRoutes(calendar),
  ...filingRoutes('cases', (id) => ({ case: id }), calendar),
  ...filingRoutes('ratings', (id) => ({ rating: id }), calendar),
];

type CalendarNow = AppealsOptions['calendar'];

async function present(actor: StaffActor, record: AppealRecord, calendar: WorkCalendar, now: Date) {
  const [name, seesCase, context] = await Promise.all([
    namesIn([record], now),
    seesCaseOf(actor, record),
    appealContext(actor, record, calendar, now),
  ]);
  return presentAppeal(actor, record, seesCase, name, context);
}

/** The list, one appeal, and the decision on it. */
function deskRoutes(calendar: CalendarNow): Route[] {
  const params = z.strictObject({ id: z.uuid('申诉编号不对') });
  return [
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listAppeals',
      summary: '申诉：等决定的、成立的、不成立的、撤回的',
      policy: staff(...rolesThatMay('appeals.list')),
      input: { query: AppealQuery },
      responses: { 200: { description: '一页', body: AppealPage } },
      handler: async ({ actor, query, now }) => {
        const { appeals, total } = await listAppeals(actor, query);
        const [name, known] = await Promise.all([namesIn(appeals, now), calendar()]);
        const items = appeals.map((one) => presentAppealRow(actor, one, name, known, now));
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}`,
      operationId: 'readAppeal',
      summary: '一份申诉：理由、经过、现在可以做什么',
      policy: staff(...rolesThatMay('appeals.list')),
      input: { params },
      responses: { 200: { description: '申诉', body: AppealView } },
      handler: async ({ actor, params: { id }, now }) => ({
        status: 200,
        body: await present(actor, await visibleAppeal(actor, id), await calendar(), now),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveAppeal',
      summary: '决定申诉成立不成立；提出的人撤回',
      policy: staff(...rolesThatMay('appeals.move')),
      input: { params, body: AppealMoveInput },
      responses: { 200: { description: '办过以后的申诉', body: AppealView } },
      handler: async ({ actor, params: { id }, body, now }) => {
        const known = await calendar();
        return {
          status: 200,
          body: await present(actor, await moveAppeal(actor, id, body, known, now), known, now),
        };
      },
    }),
  ];
}

const NAMES = { cases: 'Case', ratings: 'Rating' } as const;

/** Whether one may appeal, and doing so, from where one reads of it: the case one handles, or the rating one was shown. */
function filingRoutes(
  of: keyof typeof NAMES,
  aboutOf: (id: string) => AppealAbout,
  calendar: CalendarNow,
): Route[] {
  const path = `/api/v1/staff/${of}/{id}/appeal`;
  const params = z.strictObject({ id: z.uuid('编号不对') });
  return [
    route({
      ...shared,
      method: 'get',
      path,
      operationId: `readAppealOf${NAMES[of]}`,
      summary: '有没有申诉，能不能申诉、最晚哪天',
      policy: staff(...rolesThatMay('appeals.list')),
      input: { params },
      responses: { 200: { description: '申诉', body: AppealOffer } },
      handler: async ({ actor, params: { id }, now }) => {
        const known = await calendar();
        const found = await appealed(actor, aboutOf(id), known, now);
        if ('none' in found)
          return { status: 200, body: { appeal: null, mayFile: false, until: null, why: found.none } };
        const seen = await standingAppeal(actor, found.ratingId);
        const name = await namesIn(seen ? [seen] : [], now);
        const appeal = seen && presentAppealRow(actor, seen, name, known, now);
        const { until, why } = offerOf(found);
        return { status: 200, body: { appeal, mayFile: why === null, until, why } };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path,
      operationId: `fileAppealOf${NAMES[of]}`,
      summary: '被评单位申诉：送达后5个工作日内，写明理由',
      policy: staff(...rolesThatMay('appeals.file')),
      input: { params, body: AppealInput },
      responses: { 201: { description: '收到了', body: AppealView } },
      handler: async ({ actor, params: { id }, body, now }) => {
        const known = await calendar();
        const filed = await fileAppeal(actor, aboutOf(id), body.statement, known, now);
        return { status: 201, body: await present(actor, filed, known, now) };
      },
    }),
  ];
}

/** Names of today for every account and institution the appeals name. */
async function namesIn(appeals: readonly AppealRecord[], now: Date): Promise<NameOf> {
  const accounts = appeals.flatMap(({ events }) => (events ?? []).map(({ by }) => by.id));
  const [people, institutions] = await Promise.all([
    staffNames([...new Set(accounts)]),
    lookUpAll('institutions', [...new Set(appeals.map(({ institution }) => institution))], now),
  ]);
  return (code) => people.get(code) ?? institutions.get(code)?.data.name ?? code;
}
