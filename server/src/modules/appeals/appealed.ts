import type { AppealedCase } from '@haochaping/shared/domain/appeals';
import { CaseModel, type CaseRecord } from '../cases/index.js';
import type { AppealRecord } from './model.js';

/** What the rules of appeals ask of a case. */
export const appealedIn = ({
  standing,
  rated,
  recused,
  revokers,
  contestUpheld,
}: AppealedCase): AppealedCase => ({ standing, rated, recused, revokers, contestUpheld });

/** By appeal: the case it is about, as it stands now. */
export type AppealedOf = (appeal: Pick<AppealRecord, 'caseId'>) => AppealedCase;

/** What these appeals are judged by: never a copy of what their cases said when they were filed. */
export async function casesOf(appeals: readonly Pick<AppealRecord, 'caseId'>[]): Promise<AppealedOf> {
  const ids = appeals.map(({ caseId }) => caseId);
  const found = await CaseModel.find({ _id: { $in: ids } }, { state: 1 }).lean<
    Pick<CaseRecord, '_id' | 'state'>[]
  >();
  const byId = new Map(found.map(({ _id, state }) => [_id, appealedIn(state)]));
  return ({ caseId }) => {
    const known = byId.get(caseId);
    if (!known) throw new Error(`case ${caseId} is gone`);
    return known;
  };
}
