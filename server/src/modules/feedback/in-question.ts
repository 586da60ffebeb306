import type { RatingInQuestion } from '../ratings/index.js';
import { FeedbackModel, type FeedbackRecord } from './model.js';

/**
 * A feedback whose author may be written to, by the rules for the contact behind a poor rating; null for an unknown id. Only one that
 * came by mail: its sender waits for an answer. A number that was left on the page is for the message that there is an answer alone.
 */
export async function feedbackInQuestion(feedbackId: string): Promise<RatingInQuestion | null> {
  const feedback = await FeedbackModel.findById(feedbackId).lean<FeedbackRecord>();
  if (!feedback?.mail) return null;
  const { number, offices, contactId, receivedAt } = feedback;
  return {
    ratingId: feedbackId,
    number,
    regionCodes: [...new Set(offices.map(({ jurisdiction }) => jurisdiction))],
    institutionCodes: [],
    scope: 'place',
    targets: [],
    offices,
    poor: true,
    standing: 'adopted',
    ratedAt: receivedAt,
    hasContact: contactId !== null,
    applicantId: contactId,
  };
}
