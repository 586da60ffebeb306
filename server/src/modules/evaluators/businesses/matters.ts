import type { Keys } from '../../../keys.js';
import { AppError } from '../../../http/errors.js';
import { AccountModel, type AccountRecord } from '../account-model.js';
import { EvaluatorModel, type EvaluatorRecord } from '../model.js';
import { evaluatorsOf, provenPhones } from '../proven.js';
import { maskedNameOf } from './handlers.js';
import { BusinessRoleModel, type BusinessRoleRecord } from './model.js';

/** Whose matter something of a business was: which of its people it was told with, or who gave it. */

/** The evaluators that business systems told of a business with a telephone number this account has proven. Source: adr/016. */
export async function evaluatorsToldTo(accountId: string, businessId: string): Promise<string[]> {
  const [account, business] = await Promise.all([
    AccountModel.findById(accountId).lean<AccountRecord>(),
    EvaluatorModel.findById(businessId).lean<EvaluatorRecord>(),
  ]);
  if (!account || !business) return [];
  return evaluatorsOf(business.documentIndex, false, provenPhones(account));
}

/** The account of a handler of this business, also of one who is none any more. @throws AppError `not_found` */
export async function handlerAccount(businessId: string, roleId: string): Promise<string> {
  const role = await BusinessRoleModel.findOne({ _id: roleId, businessId }).lean<BusinessRoleRecord>();
  if (!role) throw new AppError('not_found', { message: '没有这位经办人' });
  return role.accountId;
}

/** The masked names of people of a business, for its legal representative; by account. */
export async function handlerNames(
  keys: Keys,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const named = [...new Set(accountIds)].map(async (id): Promise<[string, string]> => [
    id,
    await maskedNameOf(keys, id),
  ]);
  return new Map(await Promise.all(named));
}
