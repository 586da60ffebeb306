import { recordAudit } from '../../audit/index.js';
import type { StaffActor } from '../../../http/actor.js';

/** What a member of staff took along: one case or letter, or the rows of a work list. */
type Taken = { caseId: string; format: 'pdf' | 'letter' } | { list: string; format: 'xlsx'; entries: number };

/** Durable before the paper leaves. */
export function tellExported(actor: StaffActor, taken: Taken, at: Date): Promise<void> {
  const one = 'caseId' in taken;
  return recordAudit({
    at,
    action: 'case.exported',
    actor: { kind: 'staff', id: actor.accountId },
    subject: one ? { kind: 'case', id: taken.caseId } : { kind: 'case_list', id: taken.list },
    detail: { format: taken.format, ...(one ? {} : { entries: taken.entries }) },
  });
}
