import type { QueryFilter } from 'mongoose';
import { AccountModel, type AccountRecord } from './account-model.js';
import { EvaluatorModel, type EvaluatorRecord } from './model.js';

type Proof = Pick<AccountRecord, 'certIndex' | 'verified' | 'identities'>;

/** The keyed hashes of the telephone numbers an account has proven: it has received a code there. */
export const provenPhones = ({ identities }: Pick<AccountRecord, 'identities'>): string[] =>
  identities.filter(({ provider }) => provider === 'phone').map(({ index }) => index);

/**
 * The evaluators of transactions whose person this account has proven to be. To know a document is no proof, since every
 * counter knows it: a telephone number must have received a code that a business system named together with the checked
 * document, or the unified sign-in must have seen the person; then all that was told with the document is theirs.
 * Looked up with every request, and kept nowhere. Source: FA-3.3-b; adr/016.
 */
export async function provenEvaluators(account: Proof): Promise<string[]> {
  const { certIndex, verified } = account;
  return verified && certIndex ? evaluatorsOf(certIndex, Boolean(verified.seen), provenPhones(account)) : [];
}

/** The evaluators of a document: all of them for whoever is known beyond doubt, else those of the proven numbers. */
export async function evaluatorsOf(
  documentIndex: string,
  all: boolean,
  phones: readonly string[],
): Promise<string[]> {
  if (!all && phones.length === 0) return [];
  const filter: QueryFilter<EvaluatorRecord> = {
    documentIndex,
    ...(all ? {} : { phoneIndex: { $in: [...phones] } }),
  };
  const found = await EvaluatorModel.find(filter, { _id: 1 }).lean<Pick<EvaluatorRecord, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

/** Whether an account that is open has proven to be this evaluator: what is theirs outlives another account of theirs. */
export async function heldByOpenAccount(evaluatorId: string): Promise<boolean> {
  const evaluator = await EvaluatorModel.findById(evaluatorId).lean<EvaluatorRecord>();
  if (!evaluator) return false;
  const same = await AccountModel.find({
    certIndex: evaluator.documentIndex,
    closedAt: null,
  }).lean<AccountRecord[]>();
  const { phoneIndex } = evaluator;
  return same.some(
    (account) =>
      account.verified?.seen || (phoneIndex !== null && provenPhones(account).includes(phoneIndex)),
  );
}
