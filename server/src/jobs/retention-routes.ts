import {
  RetentionReportPage,
  RetentionReportQuery,
  type RetentionReport,
} from '@haochaping/shared/contracts';
import type { Policy, StaffActor } from '../http/actor.js';
import { LIMITS, route, type Route } from '../http/route.js';
import { pageOfRecords } from '../paging.js';
import { RetentionReportModel, type RetentionReportRecord } from './retention.js';

/** What was removed because its time was over, for those who run the system and those who watch over it. */
export function retentionRoutes(policy: Policy<StaffActor>): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/retention-reports',
      operationId: 'listRetentionReports',
      summary: '按保存期限清理的报告：每次清理了什么、多少、到什么时候为止',
      tags: ['staff', 'retention'],
      policy,
      limit: LIMITS.staff,
      input: { query: RetentionReportQuery },
      responses: { 200: { description: '一页，最新的在前', body: RetentionReportPage } },
      handler: async ({ query }) => {
        const order = { startedAt: -1, _id: 1 } as const;
        const { records, total } = await pageOfRecords<RetentionReportRecord>(
          RetentionReportModel,
          {},
          order,
          query,
        );
        return { status: 200, body: { items: records.map(presentReport), total, ...query } };
      },
    }),
  ];
}

function presentReport({ _id, startedAt, finishedAt, rules }: RetentionReportRecord): RetentionReport {
  return {
    id: _id,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    seconds: finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : null,
    rules: rules.map(({ name, what, days, until, removed }) => ({
      name,
      what,
      days,
      until: until.toISOString(),
      removed,
    })),
  };
}
