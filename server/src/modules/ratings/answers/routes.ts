import { z } from 'zod';
import { AnswersPage, AnswersQuery } from '@haochaping/shared/contracts';
import { staff } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { asWorkbook, MOST_ROWS, wholeList, XLSX_ANSWER } from '../../../paper/workbook.js';
import { recordAuditOfList } from '../../audit/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { answersSheet, listAnswers } from './list.js';

const PATH = '/api/v1/staff/questionnaires/{id}/answers';
const params = z.strictObject({ id: z.uuid('问卷编号不对') });

/** What was answered to questionnaires, for the centres and the oversight offices. */
export function answersRoutes(): Route[] {
  const shared = {
    method: 'get',
    tags: ['staff', 'questionnaires'],
    policy: staff(...rolesThatMay('questionnaires.read')),
  } as const;
  return [
    route({
      ...shared,
      path: PATH,
      operationId: 'listAnswers',
      summary: '一份问卷的回答，每条写明是第几版；没有评价人的任何信息',
      limit: LIMITS.staff,
      input: { params, query: AnswersQuery },
      responses: { 200: { description: '一页，最新的在前', body: AnswersPage } },
      handler: async ({ actor, params: { id }, query }) => ({
        status: 200,
        body: { ...(await listAnswers(actor, id, query)), page: query.page, pageSize: query.pageSize },
      }),
    }),
    route({
      ...shared,
      path: `${PATH}/export.xlsx`,
      operationId: 'exportAnswersXlsx',
      summary: `导出一份问卷的回答（XLSX）；最多${MOST_ROWS}条`,
      limit: LIMITS.paper,
      input: { params, query: AnswersQuery.omit({ page: true, pageSize: true }) },
      responses: XLSX_ANSWER,
      handler: async ({ actor, params: { id }, query, now }) => {
        const rows = await wholeList((whole) => listAnswers(actor, id, { ...query, ...whole }), '条');
        const subject = { kind: 'questionnaire', id };
        await recordAuditOfList(
          actor,
          { action: 'questionnaire.exported', subject, entries: rows.length },
          now,
        );
        return asWorkbook('问卷的回答', 'answers', now, answersSheet(rows));
      },
    }),
  ];
}
