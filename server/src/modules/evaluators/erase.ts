import { AccountModel } from './account-model.js';
import type { EraseRecords } from '../../module.js';
import { ApplicantModel, EvaluatorModel } from './model.js';

/** Removes an evaluator with its snapshots, and an account. */
export const eraseEvaluator: EraseRecords = async (ownerId) => {
  const [applicants, evaluators, accounts] = await Promise.all([
    ApplicantModel.deleteMany({ evaluatorId: ownerId }),
    EvaluatorModel.deleteMany({ _id: ownerId }),
    AccountModel.deleteMany({ _id: ownerId }),
  ]);
  return {
    applicants: applicants.deletedCount,
    evaluators: evaluators.deletedCount,
    accounts: accounts.deletedCount,
  };
};
