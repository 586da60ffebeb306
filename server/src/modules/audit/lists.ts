import { recordAudit } from './record.js';

/** A list that a member of staff took along. */
export interface ListTaken {
  action: string;
  /** Which of the lists. */
  subject: { kind: string; id: string };
  entries: number;
}

/** Tells that a list was taken along as a workbook; durable before it leaves. */
export const recordAuditOfList = (
  { accountId }: { accountId: string },
  { action, subject, entries }: ListTaken,
  at: Date,
): Promise<void> =>
  recordAudit({
    at,
    action,
    actor: { kind: 'staff', id: accountId },
    subject,
    detail: { format: 'xlsx', entries },
  });
