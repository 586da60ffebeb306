import { recordAudit } from '../audit/index.js';
import type { StaffActor } from '../../http/actor.js';

/** Which file of which case, appeal or feedback, by whom, when. The one who gave the rating stands in the log without a name. */
export interface FileDeed {
  of: { kind: 'case' | 'appeal' | 'feedback' | 'ratingForm'; id: string };
  attachmentId: string;
  by: StaffActor | 'evaluator';
  at: Date;
}

const told = (action: string, { of, attachmentId, by, at }: FileDeed): Promise<void> =>
  recordAudit({
    at,
    action,
    actor: by === 'evaluator' ? { kind: by, id: 'unnamed' } : { kind: 'staff', id: by.accountId },
    subject: of,
    detail: { attachmentId },
  });

export const tellUploaded = (deed: FileDeed) => told('attachment.uploaded', deed);
export const tellWithdrawn = (deed: FileDeed) => told('attachment.withdrawn', deed);
export const tellRead = (deed: FileDeed) => told('attachment.read', deed);
