import type { AppealQuery } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import { OPEN_APPEAL_STATES } from '@haochaping/shared/domain/appeals';
import { overturnedAt } from '@haochaping/shared/domain/cases/index';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { pageOfRecords, type PageAsked } from '../../paging.js';
import { CaseModel, visibleCases, type CaseRecord } from '../cases/index.js';
import type { AccountInUse } from '../staff/index.js';
import { casesOf } from './appealed.js';
import { AppealModel, type AppealRecord } from './model.js';
import { isToDecide, visibleAppeals } from './policy.js';
import { seenIn } from './veil.js';

/** A page of the appeals in a state: of the open ones the oldest first, of the others the newest. */
export async function listAppeals(
  actor: StaffActor,
  { state, ...asked }: Omit<AppealQuery, 'page' | 'pageSize'> & PageAsked,
): Promise<{ appeals: AppealRecord[]; total: number }> {
  const filter: QueryFilter<AppealRecord> = { $and: [await visibleAppeals(actor, { state }), { state }] };
  const order = OPEN_APPEAL_STATES.includes(state) ? 1 : -1;
  const { records, total } = await pageOfRecords<AppealRecord>(
    AppealModel,
    filter,
    { submittedAt: order, _id: 1 },
    asked,
    { events: 0, trail: 0 },
  );
  return { appeals: records, total };
}

/** How many appeals this account is to decide on. */
export async function countAppealsToDecide(actor: StaffActor): Promise<number> {
  const open: QueryFilter<AppealRecord> = { state: { $in: [...OPEN_APPEAL_STATES] } };
  const filter = { $and: [await visibleAppeals(actor, open), open] };
  const appeals = await AppealModel.find(filter, { appeal: 1, caseId: 1 }).lean<AppealRecord[]>();
  const appealedOf = await casesOf(appeals);
  return appeals.filter((one) => isToDecide(actor, one, appealedOf(one))).length;
}

/** Whether an account sees the case of an appeal. */
export async function seesCaseOf(actor: StaffActor, { caseId }: AppealRecord): Promise<boolean> {
  return (await CaseModel.exists({ $and: [{ _id: caseId }, visibleCases(actor)] })) !== null;
}

/** The day on which a contest of the evaluator overturned an appeal that was upheld; null as long as its decision stands. */
export async function overturnedOn({ _id, caseId, state }: AppealRecord): Promise<string | null> {
  if (state !== 'upheld') return null;
  const found = await CaseModel.findById(caseId, { events: 1 }).lean<Pick<CaseRecord, 'events'>>();
  const at = found && overturnedAt(found.events, _id);
  return at ? dayOf(at) : null;
}

/** The appeal that stands against a rating, if this account may see it. */
export async function standingAppeal(actor: StaffActor, ratingId: string): Promise<AppealRecord | null> {
  const of = { ratingId, stands: true };
  return AppealModel.findOne({ $and: [of, await visibleAppeals(actor, of)] }).lean<AppealRecord>();
}

/** Of these appeals, those an account may see, by id. */
export async function appealsSeen(
  actor: StaffActor,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Pick<AppealRecord, '_id' | 'number' | 'title'>>> {
  if (ids.length === 0) return new Map();
  const of = { _id: { $in: [...ids] } };
  const found = await AppealModel.find(
    { $and: [of, await visibleAppeals(actor, of)] },
    { number: 1, title: 1, level: 1, caseId: 1, ratingId: 1, institution: 1 },
  ).lean<AppealRecord[]>();
  const seenOf = await seenIn(actor, found, now);
  return new Map(found.map((one) => [one._id, { ...one, title: seenOf(one).title }]));
}

/** Of these accounts, those who may see an appeal, by id. */
export async function whoSeesAppeal(
  accounts: readonly AccountInUse[],
  { _id }: AppealRecord,
): Promise<string[]> {
  const sees = await Promise.all(
    accounts.map(async (account) =>
      AppealModel.exists({ $and: [{ _id }, await visibleAppeals(account, { _id })] }),
    ),
  );
  return accounts.filter((_, index) => sees[index]).map(({ accountId }) => accountId);
}
