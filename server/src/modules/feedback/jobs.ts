import { effectSource, type EffectOutcome, type EffectSource, type Performer } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { FeedbackModel, type FeedbackRecord } from './model.js';
import { originalOf } from './queries.js';

/** Writes to whoever left a number that there is an answer; once for one `requestId`, however often it is asked. */
export type TellByPhone = (
  told: { applicantId: string; subjectId: string; requestId: string; at: Date },
  now: Date,
) => Promise<EffectOutcome>;

/** Tells staff what goes between the office and the unit it was passed on to; a repetition adds nothing. */
export type TellStaff = (feedback: FeedbackRecord) => Promise<void>;

/** The last that the office and the unit told each other: where it stands among the events, what it was, and for whom. */
export function lastBetweenUnits({ events, standing: { unit } }: FeedbackRecord) {
  for (const [index, event] of [...events.entries()].reverse()) {
    const { type, at, by } = event;
    if (type === 'passed_on') return { index, at, by, kind: 'feedback_passed_on', to: 'unit' } as const;
    if (type === 'handed_back') return { index, at, by, kind: 'feedback_handed_back', to: 'office' } as const;
    if (type === 'answered')
      return event.from === unit
        ? ({ index, at, by, kind: 'feedback_answered', to: 'office' } as const)
        : null;
  }
  return null;
}

/** What later modules perform for a feedback, handed in since they stand behind this one. */
export interface FeedbackFollowers {
  makeComplaint: Performer<FeedbackRecord>;
  tellByPhone: TellByPhone;
  tellStaff: TellStaff;
}

/** What follows from a feedback. */
export const feedbackEffects = ({ makeComplaint, tellByPhone, tellStaff }: FeedbackFollowers): EffectSource =>
  effectSource<FeedbackRecord>({
    name: 'feedback',
    model: FeedbackModel,
    performers: {
      audit: sealing(({ trail }) => trail),
      make_complaint: makeComplaint,
      tell: telling(tellByPhone),
      tell_staff: async (feedback) => {
        await tellStaff(feedback);
        return 'done';
      },
    },
    kindNames: {
      audit: '记入审计日志',
      make_complaint: '把意见立成投诉',
      tell: '告诉写意见的人有答复了',
      tell_staff: '告诉转给的单位，或者告诉中心单位办了',
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
