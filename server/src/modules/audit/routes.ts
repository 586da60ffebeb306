import { z } from 'zod';
import { staff } from '../../http/actor.js';
import { route, type Route } from '../../http/route.js';
import { verifyAuditChain } from './service.js';

const ChainReport = z
  .strictObject({
    entries: z.int().meta({ description: '核对过、完好的条数' }),
    brokenAt: z.int().nullable().meta({ description: '第一条对不上的序号；null 表示整条链完好' }),
  })
  .meta({ id: 'AuditChainReport' });

/** Whether the audit log is as it was written, recomputed from its first entry. */
export function auditRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/audit/chain',
      operationId: 'verifyAuditChain',
      summary: '从第一条起重新核对审计日志',
      tags: ['staff', 'audit'],
      policy: staff('audit_admin', 'efficiency_office'),
      limit: { by: 'actor', points: 6, seconds: 60 },
      input: {},
      responses: { 200: { description: '核对结果', body: ChainReport } },
      handler: async () => ({ status: 200, body: await verifyAuditChain() }),
    }),
  ];
}
