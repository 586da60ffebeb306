import { gatherFinds } from '../../gather.js';
import type { EvaluatorActor } from '../../http/actor.js';
import { AccountModel, type AccountRecord } from './account-model.js';
import { EvaluatorModel, type EvaluatorRecord } from './model.js';
import { staffBehind, type StaffBehind } from '../staff/index.js';

const evaluatorOf = gatherFinds<EvaluatorRecord>(EvaluatorModel);
const accountOf = gatherFinds<AccountRecord>(AccountModel);

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
    evaluatorId ? evaluatorOf(evaluatorId) : null,
    actor ? accountOf(actor.accountId) : null,
  ]);
  const documents = [applicant?.documentIndex, account?.certIndex].filter((one) => typeof one === 'string');
  const phone = account?.identities.find(({ provider }) => provider === 'phone')?.index;
  const found = await Promise.all([
    ...documents.map((certIndex) => staffBehind({ certIndex })),
    ...(phone ? [staffBehind({ phoneIndex: phone })] : []),
  ]);
  return [...new Map(found.flat().map((one) => [one.accountId, one])).values()];
}
