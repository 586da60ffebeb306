import type { Config } from './config.js';
import { retentionSchedule, type RetentionRule } from './jobs/retention.js';
import { dailyAt, type Schedule } from './jobs/schedule.js';
import { auditRetention, recordAudit } from './modules/audit/index.js';
import { eventsOfApplicants, invitationRetention } from './modules/channels/index.js';
import { notYetForwarded } from './modules/forwarding/index.js';
import { applicantRetention, correctionRetention, sessionRetention } from './modules/identity/index.js';
import { deviceHashRetention, ratingsOfEvents, withoutOutcome } from './modules/ratings/index.js';

/** What is kept for a while only. The audit log is among it where its time is set at all, and comes last. */
export function retentionRules(config: Config): RetentionRule[] {
  return [
    applicantRetention(config.RETENTION_APPLICANT_DAYS, applicantsStillNeeded),
    invitationRetention(config.RETENTION_INVITATION_DAYS),
    deviceHashRetention(config.RETENTION_DEVICE_HASH_DAYS),
    sessionRetention(config.RETENTION_SESSION_DAYS),
    correctionRetention(config.RETENTION_CORRECTION_DAYS),
    ...(config.RETENTION_AUDIT_DAYS === undefined ? [] : [auditRetention(config.RETENTION_AUDIT_DAYS)]),
  ];
}

/**
 * Snapshots of applicants that somebody still has to be told or called by: their rating has not reached the province, or
 * is a poor one without an outcome.
 */
async function applicantsStillNeeded(applicantIds: string[]): Promise<ReadonlySet<string>> {
  const events = await eventsOfApplicants(applicantIds);
  const ratings = await ratingsOfEvents(events);
  const waiting = await notYetForwarded(ratings.map(({ _id }) => _id));
  const open = ratings.filter((rating) => waiting.has(rating._id) || withoutOutcome(rating));
  const key = (projectNo?: string | null, serviceNumber?: number | null) =>
    JSON.stringify([projectNo, serviceNumber]);
  const openEvents = new Set(open.map((rating) => key(rating.projectNo, rating.serviceNumber)));
  const needed = events.filter((event) => openEvents.has(key(event.projectNo, event.serviceNumber)));
  return new Set(needed.map(({ applicantId }) => applicantId));
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
