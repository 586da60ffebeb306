export { auditTrailField, type AuditEvent } from './model.js';
export { auditEvent, recordAudit, sealing } from './record.js';
export { EXPORT_TYPES, exportText, type ExportFormat } from './export.js';
export { presentReport, type StaffNames } from './presenter.js';
export { entriesWithin } from './queries.js';
export { RefusalLog } from './refusals.js';
export { auditModule } from './module.js';
export { openAuditChain, sealAuditEvent, type AuditChain } from './seal.js';
export { verifyAuditChain, type ChainReport, type KeptAnchor } from './verify.js';
