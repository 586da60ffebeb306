import { z } from 'zod';
import { BusinessCasePage, BusinessCaseQuery } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { evaluator } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import type { Keys } from '../../../keys.js';
import { asWorkbook, MOST_ROWS, refuseTooMany, XLSX_ANSWER } from '../../../paper/workbook.js';
import { recordAudit } from '../../audit/index.js';
import { businessCaseSheet } from '../papers/list-xlsx.js';
import { casesOfBusiness } from './cases.js';

const BASE = '/api/v1/me/businesses/{id}/cases';

/** The poor ratings of a business on their way: of all its handlers for the legal representative, their own for a handler. */
export function businessCaseRoutes(desk: { keys: Keys; calendar: () => Promise<WorkCalendar> }): Route[] {
  const shared = { method: 'get', tags: ['cases', 'me'], policy: evaluator } as const;
  const params = z.strictObject({ id: z.uuid('企业编号不对') });
  return [
    route({
      ...shared,
      path: BASE,
      operationId: 'listBusinessCases',
      summary: '企业的差评办到哪一步：法定代表人看全部，经办人看自己的；等企业说话的在前',
      limit: LIMITS.staff,
      input: { params, query: BusinessCaseQuery },
      responses: { 200: { description: '一页', body: BusinessCasePage } },
      handler: async ({ actor, params: { id }, query, now }) => {
        const { page, pageSize } = query;
        const { rows, total, counts } = await casesOfBusiness(desk, actor, id, query, now);
        const items = await rows((page - 1) * pageSize, pageSize);
        return { status: 200, body: { items, total, counts, page, pageSize } };
      },
    }),
    route({
      ...shared,
      path: `${BASE}/export.xlsx`,
      operationId: 'exportBusinessCasesXlsx',
      summary: `导出企业的一栏差评（XLSX），和页面上看到的一样；最多${MOST_ROWS}件`,
      limit: LIMITS.paper,
      input: { params, query: BusinessCaseQuery.omit({ page: true, pageSize: true }) },
      responses: XLSX_ANSWER,
      handler: async ({ actor, params: { id }, query, now }) => {
        const { rows, total } = await casesOfBusiness(desk, actor, id, query, now);
        refuseTooMany(total, '件');
        const items = await rows(0, MOST_ROWS);
        // Durable before the paper leaves.
        await recordAudit({
          at: now,
          action: 'case.exported_by_business',
          actor: { kind: 'evaluator', id: actor.accountId },
          subject: { kind: 'evaluator', id },
          detail: { format: 'xlsx', entries: items.length },
        });
        return asWorkbook('企业差评', 'cases', now, businessCaseSheet(items));
      },
    }),
  ];
}
