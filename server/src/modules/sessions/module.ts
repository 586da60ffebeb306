import type { Ground, ServerModule } from '../../module.js';
import { eraseSessions, sessionRetention } from './model.js';

/** The sign-ins of staff and evaluators. */
export const sessionsModule = ({ config }: Ground): ServerModule => ({
  retention: [sessionRetention(config.RETENTION_SESSION_DAYS)],
  erasers: [eraseSessions],
});
