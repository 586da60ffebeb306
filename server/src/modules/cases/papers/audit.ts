import { recordAudit } from '../../audit/index.js';
import type { StaffActor } from '../../../http/actor.js';

/** Tells that a member of staff took a case or its letter along; durable before the paper leaves. */
export const tellExported = (
  actor: StaffActor,
  caseId: string,
  format: 'pdf' | 'letter',
  at: Date,
): Promise<void> =>
  recordAudit({
    at,
    action: 'case.exported',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'case', id: caseId },
    detail: { format },
  });
