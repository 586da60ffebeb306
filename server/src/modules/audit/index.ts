export { auditTrailField, type AuditEvent } from './model.js';
export { auditEffects, auditEvent, recordAudit } from './record.js';
export { auditRoutes } from './routes.js';
export { openAuditChain, sealAuditEvent, type AuditChain } from './seal.js';
export { verifyAuditChain, type ChainReport } from './verify.js';
