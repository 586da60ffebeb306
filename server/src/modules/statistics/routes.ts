import {
  StatisticsExportQuery,
  StatisticsListQuery,
  StatisticsPage,
  StatisticsPageQuery,
  StatisticsQuery,
  StatisticsSummary,
} from '@haochaping/shared/contracts';
import { CHARTS } from '@haochaping/shared/domain/figures/index';
import { staff } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { asWorkbook, refuseTooMany, XLSX_ANSWER } from '../../paper/workbook.js';
import { recordAuditOfList } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { LIST_RULE, listSubjects } from './list.js';
import { readSummary } from './read.js';
import { inventedCity } from './invented.js';
import { chartSheet, inventedSheets, listSheet } from './table.js';

const BASE = '/api/v1/staff/statistics';

/** Figures of what an account oversees, or of its own department behind the veil. FA-2.4.1-a */
export function statisticsRoutes(): Route[] {
  const shared = {
    method: 'get',
    tags: ['staff', 'statistics'],
    policy: staff(...rolesThatMay('statistics.read')),
    limit: LIMITS.staff,
  } as const;
  return [
    route({
      ...shared,
      path: `${BASE}/summary`,
      operationId: 'readStatistics',
      summary: '一个地方、单位、事项或窗口一段时间的数字：走势、等级、渠道、原因，每个率都带算法',
      input: { query: StatisticsQuery },
      responses: { 200: { description: '数字', body: StatisticsSummary } },
      handler: async ({ actor, query, now }) => ({ status: 200, body: await readSummary(actor, query, now) }),
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      path: `${BASE}/summary/export.xlsx`,
      operationId: 'exportStatisticsSummaryXlsx',
      summary: '导出图后面的表（XLSX），和页面上看到的一样；可以只要一张图的',
      input: { query: StatisticsExportQuery },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query: { chart, ...asked }, now }) => {
        const summary = await readSummary(actor, asked, now);
        const sheets = (chart ? [chart] : CHARTS).map((one) => chartSheet(one, summary));
        const entries = sheets.reduce((sum, { lines }) => sum + lines.length, 0);
        const subject = { kind: 'statistics_list', id: summary.subject.kind };
        await recordAuditOfList(actor, { action: 'statistics.exported', subject, entries }, now);
        return asWorkbook('统计', 'statistics', now, ...sheets, ...inventedSheets(summary));
      },
    }),
    route({
      ...shared,
      path: `${BASE}/subjects`,
      operationId: 'listStatistics',
      summary: '区县、单位、事项、窗口、人员并排比',
      input: { query: StatisticsPageQuery },
      responses: { 200: { description: '一页', body: StatisticsPage } },
      handler: async ({ actor, query: { page, pageSize, ...asked }, now }) => {
        const rows = await listSubjects(actor, asked, now);
        const items = rows.slice((page - 1) * pageSize, page * pageSize);
        return { status: 200, body: { items, total: rows.length, page, pageSize, rule: LIST_RULE } };
      },
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      path: `${BASE}/subjects/export.xlsx`,
      operationId: 'exportStatisticsXlsx',
      summary: '导出并排比的表（XLSX）',
      input: { query: StatisticsListQuery },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const rows = await listSubjects(actor, query, now);
        refuseTooMany(rows.length, '行');
        const subject = { kind: 'statistics_list', id: query.kind };
        await recordAuditOfList(actor, { action: 'statistics.exported', subject, entries: rows.length }, now);
        const said = inventedSheets({ ...query, invented: await inventedCity() });
        return asWorkbook('统计', 'statistics', now, listSheet(rows), ...said);
      },
    }),
  ];
}
