import type { AppealQuery } from '@haochaping/shared/contracts';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { CaseModel, visibleCases } from '../cases/index.js';
import { AppealModel, type AppealRecord } from './model.js';
import { appealsToDecide, visibleAppeals } from './policy.js';

/** A page of the appeals in a state: of the open ones the oldest first, of the others the newest. */
export async function listAppeals(
  actor: StaffActor,
  { state, page, pageSize }: AppealQuery,
): Promise<{ appeals: AppealRecord[]; total: number }> {
  const filter: QueryFilter<AppealRecord> = { $and: [visibleAppeals(actor), { state }] };
  const order = state === 'reviewing' || state === 'with_institution' ? 1 : -1;
  const [appeals, total] = await Promise.all([
    AppealModel.find(filter, { events: 0, trail: 0 })
      .sort({ submittedAt: order, _id: 1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<AppealRecord[]>(),
    AppealModel.countDocuments(filter),
  ]);
  return { appeals, total };
}

/** How many appeals this account is to decide on. */
export const countAppealsToDecide = (actor: StaffActor): Promise<number> =>
  AppealModel.countDocuments(appealsToDecide(actor));

/** Whether an account sees the case of an appeal. */
export async function seesCaseOf(actor: StaffActor, { caseId }: AppealRecord): Promise<boolean> {
  return (await CaseModel.exists({ $and: [{ _id: caseId }, visibleCases(actor)] })) !== null;
}

/** The appeal that stands against a rating, if this account may see it. */
export const standingAppeal = (actor: StaffActor, ratingId: string): Promise<AppealRecord | null> =>
  AppealModel.findOne({ $and: [{ ratingId, stands: true }, visibleAppeals(actor)] })
    .lean<AppealRecord>()
    .exec();
