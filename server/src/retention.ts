import type { Config } from './config.js';
import { retentionSchedule, type RetentionRule } from './jobs/retention.js';
import { dailyAt, type Schedule } from './jobs/schedule.js';
import { auditRetention, recordAudit } from './modules/audit/index.js';
import { invitationRetention } from './modules/channels/index.js';
import { applicantRetention } from './modules/evaluators/index.js';
import { correctionRetention } from './modules/rights/index.js';
import { sessionRetention } from './modules/sessions/index.js';
import { deviceHashRetention } from './modules/ratings/index.js';
import { applicantsStillNeeded } from './still-needed.js';

/** What is kept for a while only. The audit log is among it where its time is set at all, and comes last. */
export function retentionRules(config: Config, now: () => Date): RetentionRule[] {
  return [
    applicantRetention(config.RETENTION_APPLICANT_DAYS, applicantsStillNeeded(config, now)),
    invitationRetention(config.RETENTION_INVITATION_DAYS),
    deviceHashRetention(config.RETENTION_DEVICE_HASH_DAYS),
    sessionRetention(config.RETENTION_SESSION_DAYS),
    correctionRetention(config.RETENTION_CORRECTION_DAYS),
    ...(config.RETENTION_AUDIT_DAYS === undefined ? [] : [auditRetention(config.RETENTION_AUDIT_DAYS)]),
  ];
}

/** Carried out when the halls are closed and the backups of the day are done. */
export function retention(rules: readonly RetentionRule[], now: () => Date): Schedule {
  return retentionSchedule({
    rules,
    now,
    nextAfter: dailyAt(3, 30),
    record: (reportId, removed, at) =>
      recordAudit({
        at,
        action: 'retention.carried_out',
        actor: { kind: 'system', id: 'retention' },
        subject: { kind: 'retention_report', id: reportId },
        detail: removed,
      }),
  });
}
