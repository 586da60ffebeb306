import { officesAfterRecusal } from '@haochaping/shared/domain';
import { complaintInQuestion } from '../complaints/index.js';
import { ratingInQuestion, type RatingInQuestion } from '../ratings/index.js';
import { CaseModel } from './model.js';

/**
 * A poor rating or a complaint as a case in hand; null for an unknown id. Once the centre stepped aside from its case, whoever leads it
 * in its place looks whom to call, and the centre no more.
 */
export async function inQuestionNow(id: string, now: Date): Promise<RatingInQuestion | null> {
  const about = (await ratingInQuestion(id, now)) ?? (await complaintInQuestion(id, now));
  if (!about) return null;
  const ofCase = [{ ratingId: { $in: [id, about.supplements ?? id] } }, { complaintId: id }];
  const recused = await CaseModel.exists({ $or: ofCase, 'state.recused': true });
  return recused ? { ...about, offices: officesAfterRecusal(about.offices) } : about;
}
