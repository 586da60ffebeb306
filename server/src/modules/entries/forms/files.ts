import { RatingModel, type RatingRecord } from '../../ratings/index.js';

/** Where the photos of a form lie; also before it is entered. */
export const homeOf = (formId: string) => ({ caseId: formId, use: 'paper' }) as const;

/** The ids of those of these files that a rating names as its evidence. */
export async function filesNamedByForms(
  files: readonly { id: string; caseId: string }[],
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const found = await RatingModel.find(
    { 'entered.evidence': { $in: files.map(({ id }) => id) } },
    { entered: 1 },
  ).lean<Pick<RatingRecord, 'entered'>[]>();
  return new Set(found.flatMap(({ entered }) => entered?.evidence ?? []));
}
