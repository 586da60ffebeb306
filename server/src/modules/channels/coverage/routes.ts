import {
  CoverageListQuery,
  CoveragePage,
  CoverageQuery,
  InvitedFigures,
  InvitedQuery,
} from '@haochaping/shared/contracts';
import { dayOf, REACH_NAMES } from '@haochaping/shared/domain';
import { staff } from '../../../http/actor.js';
import { asDownload } from '../../../http/download.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { asWorkbook, MOST_ROWS, refuseTooMany, workbook, XLSX_ANSWER } from '../../../paper/workbook.js';
import { recordAuditOfList } from '../../audit/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { COVERAGE_RULE, judgeCoverage } from './coverage.js';
import { countInvited } from './invited.js';
import { coverageSheet, invitedSheets } from './sheets.js';

const base = '/api/v1/staff/coverage';

/** Who was asked to rate and who did; what cannot be rated by anybody. FA-1-a FA-2.2.1-h */
export function coverageRoutes(): Route[] {
  const shared = {
    method: 'get',
    tags: ['staff', 'channels'],
    policy: staff(...rolesThatMay('coverage.read')),
    limit: LIMITS.paper,
  } as const;
  return [
    route({
      ...shared,
      path: `${base}/invited`,
      operationId: 'readInvitedFigures',
      summary: '一段时间请人评了多少次服务、打开了多少、评了多少，按渠道和窗口',
      input: { query: InvitedQuery },
      responses: { 200: { description: '数字', body: InvitedFigures } },
      handler: async ({ actor, query, now }) => ({
        status: 200,
        body: await countInvited(actor, query, now),
      }),
    }),
    route({
      ...shared,
      path: `${base}/invited/export.xlsx`,
      operationId: 'exportInvitedFiguresXlsx',
      summary: '导出邀请的数字（XLSX），和页面上看到的一样',
      input: { query: InvitedQuery },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const figures = await countInvited(actor, query, now);
        const entries = figures.channels.length + figures.windows.length;
        const subject = { kind: 'coverage_list', id: 'invited' };
        await recordAuditOfList(actor, { action: 'coverage.exported', subject, entries }, now);
        return {
          status: 200,
          body: await workbook(...invitedSheets(figures)),
          headers: asDownload(`评价邀请 ${dayOf(now)}.xlsx`, 'invited.xlsx'),
        };
      },
    }),
    route({
      ...shared,
      path: base,
      operationId: 'readCoverage',
      summary: '哪些事项、窗口、机构、平台、人员谁也评不到，或者要自己去找才评得到，缺什么',
      input: { query: CoverageQuery },
      responses: { 200: { description: '每类多少，和一页', body: CoveragePage } },
      handler: async ({ actor, query, now }) => {
        const { page, pageSize } = query;
        const { kinds, covered, items } = await judgeCoverage(actor, query, now);
        const shown = items.slice((page - 1) * pageSize, page * pageSize);
        return {
          status: 200,
          body: { kinds, covered, items: shown, total: items.length, page, pageSize, rule: COVERAGE_RULE },
        };
      },
    }),
    route({
      ...shared,
      path: `${base}/export.xlsx`,
      operationId: 'exportCoverageXlsx',
      summary: `导出评不到的（XLSX），和页面上看到的一样；最多${MOST_ROWS}个`,
      input: { query: CoverageListQuery },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const { kinds, items } = await judgeCoverage(actor, query, now);
        refuseTooMany(items.length, '个');
        const names = new Map(kinds.map(({ kind, name }) => [kind, name]));
        const rows = items.map((row) => ({ ...row, kindName: names.get(row.kind) ?? '' }));
        const subject = { kind: 'coverage_list', id: query.reach };
        await recordAuditOfList(actor, { action: 'coverage.exported', subject, entries: rows.length }, now);
        return asWorkbook(REACH_NAMES[query.reach], 'coverage', now, coverageSheet(rows));
      },
    }),
  ];
}
