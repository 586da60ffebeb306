import { filesOf } from '@haochaping/shared/domain/cases/index';
import { CaseModel, type CaseRecord } from '../model.js';

/** The ids of those of these files that an event of their case names. */
export async function filesNamedByCases(
  files: readonly { id: string; caseId: string }[],
): Promise<ReadonlySet<string>> {
  const caseIds = [...new Set(files.map(({ caseId }) => caseId))];
  const cases = await CaseModel.find({ _id: { $in: caseIds } }, { events: 1 }).lean<
    Pick<CaseRecord, 'events'>[]
  >();
  const named = new Set(cases.flatMap(({ events }) => events.flatMap((event) => [...filesOf(event)])));
  return new Set(files.map(({ id }) => id).filter((id) => named.has(id)));
}
