import { retentionSchedule, type RetentionRule } from './jobs/retention.js';
import { dailyAt, type Schedule } from './jobs/schedule.js';
import { recordAudit } from './modules/audit/index.js';

/** What the modules keep for a while only is removed when the halls are closed and the backups of the day are done. */
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
