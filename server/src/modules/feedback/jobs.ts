import { effectSource, type EffectOutcome, type EffectSource, type Performer } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { FeedbackModel, type FeedbackRecord } from './model.js';
import { originalOf } from './queries.js';

/** Writes to whoever left a number that there is an answer; once for one `requestId`, however often it is asked. */
export type TellByPhone = (
  told: { applicantId: string; subjectId: string; requestId: string; at: Date },
  now: Date,
) => Promise<EffectOutcome>;

/** What later modules perform for a feedback, handed in since they stand behind this one. */
export interface FeedbackFollowers {
  makeComplaint: Performer<FeedbackRecord>;
  tellByPhone: TellByPhone;
}

/** What follows from a feedback. */
export const feedbackEffects = ({ makeComplaint, tellByPhone }: FeedbackFollowers): EffectSource =>
  effectSource<FeedbackRecord>({
    name: 'feedback',
    model: FeedbackModel,
    performers: {
      audit: sealing(({ trail }) => trail),
      make_complaint: makeComplaint,
      tell: telling(tellByPhone),
    },
    kindNames: {
      audit: '记入审计日志',
      make_complaint: '把意见立成投诉',
      tell: '告诉写意见的人有答复了',
    },
  });

/**
 * Tells the author of an answered feedback, and those whose own was the same matter. Only whose number was proven on the page:
 * one that stood in a letter may be anybody's, and whoever entered it writes or calls.
 */
const telling =
  (tellByPhone: TellByPhone): Performer<FeedbackRecord> =>
  async (feedback, now) => {
    const { _id, standing } = feedback;
    const answer = standing.answer ?? (await originalOf(feedback))?.standing.answer;
    if (!answer) return 'done';
    const to = await FeedbackModel.find({
      $or: [{ _id }, { 'standing.duplicateOf': _id }],
      contactId: { $ne: null },
      way: 'mini_program',
    }).lean<FeedbackRecord[]>();
    let outcome: EffectOutcome = 'done';
    for (const { _id: subjectId, contactId } of to) {
      const requestId = `${subjectId}-answered`;
      const told = { applicantId: contactId ?? '', subjectId, requestId, at: answer.at };
      const one = await tellByPhone(told, now);
      if (one !== 'done') outcome = one;
    }
    return outcome;
  };
