import { AppError } from '../../../http/errors.js';
import { FeedbackModel, type FeedbackRecord } from '../model.js';

/** Who did what staff did not: whoever wrote it, who has no account. */
export const AUTHOR = 'author';

/** Where the files of what a feedback was written on lie; also before it is entered. */
export const homeOf = (id: string) => ({ caseId: id, use: 'feedback' }) as const;

/** The ids of those of these files that a feedback names. */
export async function filesNamedByFeedback(
  files: readonly { id: string; caseId: string }[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(files.map(({ caseId }) => caseId))];
  const found = await FeedbackModel.find({ _id: { $in: ids } }, { files: 1 }).lean<
    Pick<FeedbackRecord, 'files'>[]
  >();
  const named = new Set(found.flatMap((one) => one.files));
  return new Set(files.map(({ id }) => id).filter((id) => named.has(id)));
}

/** @throws AppError `conflict` when something was kept under this id already: its files are what they are */
export async function refuseKept(id: string): Promise<void> {
  if (await FeedbackModel.exists({ _id: id }))
    throw new AppError('conflict', { message: '这一条已经收下了，不能再添照片和附件；还有的，请另外写一条' });
}
