import type { StaffActor } from '../../http/actor.js';
import type { AccountInUse } from '../staff/index.js';
import { FeedbackModel, type FeedbackRecord } from './model.js';
import { isOfficeOf, visibleFeedback } from './policy.js';

/** A feedback as it is named in a list; without its receipt's number for the unit it was passed on to. */
export interface SeenFeedback {
  _id: string;
  number: string | null;
  title: string;
}

/** Of these, those the account may see today, by id. */
export async function feedbackSeen(
  actor: StaffActor,
  ids: readonly string[],
): Promise<Map<string, SeenFeedback>> {
  if (ids.length === 0) return new Map();
  const found = await FeedbackModel.find(
    { $and: [{ _id: { $in: [...ids] } }, visibleFeedback(actor)] },
    { number: 1, title: 1, offices: 1 },
  ).lean<FeedbackRecord[]>();
  return new Map(
    found.map(({ _id, number, title, offices }) => [
      _id,
      { _id, number: isOfficeOf(actor, offices) ? number : null, title },
    ]),
  );
}

/** Of these accounts, those who may see a feedback, by id, each once. */
export async function whoSeesFeedback(
  accounts: readonly AccountInUse[],
  { _id }: FeedbackRecord,
): Promise<string[]> {
  const sees = await Promise.all(
    accounts.map((account) => FeedbackModel.exists({ $and: [{ _id }, visibleFeedback(account)] })),
  );
  return [...new Set(accounts.filter((_, index) => sees[index]).map(({ accountId }) => accountId))];
}
