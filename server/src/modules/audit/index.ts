export { auditTrailField, type AuditEvent } from './model.js';
export { auditEffects, auditEvent, recordAudit } from './record.js';
export { EXPORT_TYPES, exportText, type ExportFormat } from './export.js';
export { presentReport } from './presenter.js';
export { entriesWithin } from './queries.js';
export { RefusalLog } from './refusals.js';
export { auditRoutes } from './routes.js';
export { openAuditChain, sealAuditEvent, type AuditChain } from './seal.js';
export { verifyAuditChain, type ChainReport, type KeptAnchor } from './verify.js';
