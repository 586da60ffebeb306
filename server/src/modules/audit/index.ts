export { auditRoutes } from './routes.js';
export { auditTrailField, type AuditEvent } from './model.js';
export { auditEvent, recordAudit, sealAuditEvent, verifyAuditChain, type ChainReport } from './service.js';
