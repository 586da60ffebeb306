import type { Ground, ServerModule } from '../../module.js';
import type { StaffNames } from './presenter.js';
import { auditEffects } from './record.js';
import { auditRetention } from './retention.js';
import { auditRoutes } from './routes.js';

/** The audit log; it is kept for ever where no time is set for it. */
export const auditModule = ({ config }: Ground, namesOf: StaffNames): ServerModule => ({
  routes: auditRoutes(namesOf),
  effects: [auditEffects()],
  retention: config.RETENTION_AUDIT_DAYS === undefined ? [] : [auditRetention(config.RETENTION_AUDIT_DAYS)],
});
