import { AuditChainReport, AuditEntryPage, AuditExportQuery, AuditQuery } from '@haochaping/shared/contracts';
import { staff } from '../../http/actor.js';
import { wrongField } from '../../http/errors.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { EXPORT_TYPES, exportText } from './export.js';
import { presentEntries, presentReport, type StaffNames } from './presenter.js';
import { countEntries, entriesWithin, listEntries } from './queries.js';
import { recordAudit } from './record.js';
import { verifyAuditChain } from './verify.js';

/** The audit log for those who watch over it: what it says, and whether it is as it was written. */
export function auditRoutes(namesOf: StaffNames): Route[] {
  return [listRoute(namesOf), verifyRoute(), exportRoute()];
}

/** More at once would fill the memory of the process; the command has no such limit. */
const MAX_EXPORTED = 100_000;

function listRoute(namesOf: StaffNames): Route {
  return route({
    method: 'get',
    path: '/api/v1/staff/audit/entries',
    operationId: 'listAuditEntries',
    summary: '审计日志，按日期、动作、谁、对什么查找',
    tags: ['staff', 'audit'],
    policy: staff('audit_admin'),
    limit: LIMITS.staff,
    input: { query: AuditQuery },
    responses: { 200: { description: '一页，最新的在前', body: AuditEntryPage } },
    handler: async ({ query }) => {
      const { entries, total } = await listEntries(query);
      const { page, pageSize } = query;
      return { status: 200, body: { items: await presentEntries(entries, namesOf), total, page, pageSize } };
    },
  });
}

function exportRoute(): Route {
  return route({
    method: 'get',
    path: '/api/v1/staff/audit/export',
    operationId: 'exportAuditEntries',
    summary: '导出一段日子的审计日志（CSV 或一行一条 JSON）；导出本身也记入日志',
    tags: ['staff', 'audit'],
    policy: staff('audit_admin'),
    limit: { by: 'actor', points: 10, seconds: 60 },
    input: { query: AuditExportQuery },
    responses: { 200: { description: '文件', contentType: EXPORT_TYPES.csv } },
    handler: async ({ query: { from, to, format }, actor, now }) => {
      const entries = await countEntries({ from, to });
      if (entries > MAX_EXPORTED)
        throw wrongField(
          'to',
          `这段日子有 ${entries} 条，一次最多导出 ${MAX_EXPORTED} 条：请选短一些，或在服务器上用 npm run audit -- export`,
        );
      await recordAudit({
        at: now,
        action: 'audit.exported',
        actor: { kind: 'staff', id: actor.accountId },
        subject: { kind: 'auditLog', id: `${from}~${to}` },
        detail: { format, entries },
      });
      let body = '';
      for await (const piece of exportText(entriesWithin({ from, to }), format)) body += piece;
      return {
        status: 200,
        headers: {
          'content-disposition': `attachment; filename="audit-${from}-${to}.${format}"`,
          'content-type': `${EXPORT_TYPES[format]}; charset=utf-8`,
        },
        body,
      };
    },
  });
}

function verifyRoute(): Route {
  return route({
    method: 'get',
    path: '/api/v1/staff/audit/chain',
    operationId: 'verifyAuditChain',
    summary: '从第一条起重新核对审计日志，说出每一处对不上的是哪一条、怎么了',
    tags: ['staff', 'audit'],
    policy: staff('audit_admin', 'efficiency_office'),
    limit: { by: 'actor', points: 6, seconds: 60 },
    input: {},
    responses: { 200: { description: '核对结果', body: AuditChainReport } },
    handler: async () => ({ status: 200, body: presentReport(await verifyAuditChain()) }),
  });
}
