import { AuditChainReport } from '@haochaping/shared/contracts';
import { staff } from '../../http/actor.js';
import { route, type Route } from '../../http/route.js';
import { presentReport } from './presenter.js';
import { verifyAuditChain } from './verify.js';

/** The audit log for those who watch over it: whether it is as it was written. */
export function auditRoutes(): Route[] {
  return [verifyRoute()];
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
