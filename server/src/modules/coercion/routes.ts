import { z } from 'zod';
import {
  CoercionInput,
  CoercionMoveInput,
  CoercionPage,
  CoercionQuery,
  CoercionReport,
  OwnCoercionReports,
} from '@haochaping/shared/contracts';
import { anyone, evaluator, staff } from '../../http/actor.js';
import { RECEIPT_KEY } from '../../http/receipt.js';
import { LIMITS, route, type RateLimit, type Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import { rolesThatMay, staffNames } from '../staff/index.js';
import { ownSubjects, type OwnSubject, type PressedAbout } from './about.js';
import { countReports, listReports, moveReport } from './desk.js';
import type { CoercionRecord } from './model.js';
import { presentOwnReports, presentReport } from './presenter.js';
import { report, reportsAbout } from './reporting.js';

const BASE = '/api/v1/staff/coercion-reports';
const REPORTS = { by: 'network', points: 30, seconds: 3600 } as const satisfies RateLimit;

/** Coercion and retaliation: reported by whom it happened to, read by the efficiency office alone. */
export const coercionRoutes = (keys: Keys): Route[] => [
  ...ownSubjects(keys).flatMap(reportingRoutes),
  ...deskRoutes(),
];

const readOwn = async ({ _id }: PressedAbout) => ({
  status: 200 as const,
  body: presentOwnReports(await reportsAbout(_id)),
});

async function tell(about: PressedAbout, input: CoercionInput, accountId: string | null, now: Date) {
  await report(about, input, accountId, now);
  return { status: 201 as const, body: presentOwnReports(await reportsAbout(about._id)) };
}

/** With the receipt, or signed in. */
function reportingRoutes({ at, named, number, byReceipt, ofPerson }: OwnSubject): Route[] {
  const params = z.strictObject({ number });
  const [own, mine] = [`/api/v1/${at}/{number}/coercion`, `/api/v1/me/${at}/{number}/coercion`];
  const read = { 200: { description: '反映过的，和结果', body: OwnCoercionReports } };
  const told = { 201: { description: '送到效能办了', body: OwnCoercionReports } };
  return [
    route({
      method: 'get',
      path: own,
      operationId: `readOwn${named}Coercion`,
      summary: '凭回执看自己反映的强迫、报复办得怎样',
      tags: ['coercion'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params, headers: RECEIPT_KEY },
      responses: read,
      handler: async ({ params: asked, headers: given }) =>
        readOwn(await byReceipt(asked.number, given['x-receipt-key'])),
    }),
    route({
      method: 'post',
      path: own,
      operationId: `reportOwn${named}Coercion`,
      summary: '凭回执向效能办反映：有人逼我改评价、为难我',
      tags: ['coercion'],
      policy: anyone,
      limit: REPORTS,
      input: { params, headers: RECEIPT_KEY, body: CoercionInput },
      responses: told,
      handler: async ({ params: asked, headers: given, body, now }) =>
        tell(await byReceipt(asked.number, given['x-receipt-key']), body, null, now),
    }),
    route({
      method: 'get',
      path: mine,
      operationId: `readMy${named}Coercion`,
      summary: '我反映的强迫、报复办得怎样',
      tags: ['coercion', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params },
      responses: read,
      handler: async ({ actor, params: asked, now }) => readOwn(await ofPerson(actor, asked.number, now)),
    }),
    route({
      method: 'post',
      path: mine,
      operationId: `reportMy${named}Coercion`,
      summary: '登录后向效能办反映：有人逼我改评价、为难我',
      tags: ['coercion', 'me'],
      policy: evaluator,
      limit: REPORTS,
      input: { params, body: CoercionInput },
      responses: told,
      handler: async ({ actor, params: asked, body, now }) =>
        tell(await ofPerson(actor, asked.number, now), body, actor.accountId, now),
    }),
  ];
}

/** What the efficiency office does with them. */
function deskRoutes(): Route[] {
  const shared = { tags: ['staff', 'coercion'], limit: LIMITS.staff } as const;
  return [
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listCoercionReports',
      summary: '强迫、报复的反映：新收到的、正在查的、有结论的；只有效能办看得到',
      policy: staff(...rolesThatMay('coercion.read')),
      input: { query: CoercionQuery },
      responses: { 200: { description: '一页；等得最久的在前', body: CoercionPage } },
      handler: async ({ actor, query }) => {
        const [reports, counts] = await Promise.all([listReports(actor, query), countReports(actor)]);
        const { state, page, pageSize } = query;
        const items = await presented(reports);
        return { status: 200, body: { items, counts, total: counts[state], page, pageSize } };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveCoercionReport',
      summary: '开始查，写结论；结论反映的人看得到',
      policy: staff(...rolesThatMay('coercion.move')),
      input: { params: z.strictObject({ id: z.uuid('反映的编号不对') }), body: CoercionMoveInput },
      responses: { 200: { description: '办过以后的反映', body: CoercionReport } },
      handler: async ({ actor, params: { id }, body, now }) => {
        const [moved] = await presented([await moveReport(actor, id, body, now)]);
        return { status: 200, body: moved! };
      },
    }),
  ];
}

async function presented(reports: readonly CoercionRecord[]): Promise<CoercionReport[]> {
  const names = await staffNames([...new Set(reports.flatMap(({ steps }) => steps.map(({ by }) => by)))]);
  return reports.map((one) => presentReport(one, (id) => names.get(id) ?? id));
}
