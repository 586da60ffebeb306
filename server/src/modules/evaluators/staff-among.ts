import type { EvaluatorActor } from '../../http/actor.js';
import { AccountModel, type AccountRecord } from './account-model.js';
import { EvaluatorModel, type EvaluatorRecord } from './model.js';
import { staffBehind, type StaffBehind } from '../staff/index.js';

/**
 * The staff accounts of the person who is signed in, and of the person behind an evaluator's document: found by keyed
 * hashes alone, nothing is opened. Each account once.
 * @param evaluatorId the applicant behind an invitation, where there is one
 */
export async function staffAmong(
  actor: EvaluatorActor | null,
  evaluatorId: string | null,
): Promise<StaffBehind[]> {
  const [applicant, account] = await Promise.all([
    evaluatorId ? EvaluatorModel.findById(evaluatorId).lean<EvaluatorRecord>() : null,
    actor ? AccountModel.findById(actor.accountId).lean<AccountRecord>() : null,
  ]);
  const documents = [applicant?.documentIndex, account?.certIndex].filter((one) => typeof one === 'string');
  const phone = account?.identities.find(({ provider }) => provider === 'phone')?.index;
  const found = await Promise.all([
    ...documents.map((certIndex) => staffBehind({ certIndex })),
    ...(phone ? [staffBehind({ phoneIndex: phone })] : []),
  ]);
  return [...new Map(found.flat().map((one) => [one.accountId, one])).values()];
}
