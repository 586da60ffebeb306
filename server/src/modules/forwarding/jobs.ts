import { effectSource, type EffectSource } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { SubmissionModel, type SubmissionRecord } from './model.js';
import { sendSubmission, type ForwardingContext } from './service.js';

/** What follows from a submission: it is sent, and what happened to it goes into the audit log. */
export function submissionEffects(context: ForwardingContext): EffectSource {
  return effectSource<SubmissionRecord>({
    name: 'submissions',
    model: SubmissionModel,
    performers: { send: sendSubmission(context), audit: sealing(({ trail }) => trail) },
    together: ['audit'],
    kindNames: { send: '送往省系统', audit: '记入审计日志' },
  });
}
