import { effectSource, type EffectSource, type Performer } from '../../jobs/effects.js';
import { sealAuditEvent } from '../audit/index.js';
import { SubmissionModel, type SubmissionRecord } from './model.js';
import { sendSubmission, type ForwardingContext } from './service.js';

/** What follows from a submission: it is sent, and what happened to it goes into the audit log. */
export function submissionEffects(context: ForwardingContext): EffectSource {
  return effectSource<SubmissionRecord>({
    name: 'submissions',
    model: SubmissionModel,
    performers: { send: sendSubmission(context), audit: sealTrail },
    kindNames: { send: '送往省系统', audit: '记入审计日志' },
  });
}

/** Seals every event of the trail; those sealed before stay as they are. */
const sealTrail: Performer<SubmissionRecord> = async (submission) => {
  for (const event of submission.trail) await sealAuditEvent(event);
  return 'done';
};
