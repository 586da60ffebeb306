import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { ratingsOfSameMatter } from '../../ratings/index.js';
import { CaseModel, type CaseRecord } from '../model.js';
import { readsInFull, visibleCases } from '../policy.js';

const MOST = 20;

/**
 * Open cases that may be about the same matter: of the same transaction, or of the same applicant and item; the oldest first. Only for
 * those who read the case in full, since it tells which ratings one person gave.
 */
export async function similarCases(actor: StaffActor, record: CaseRecord): Promise<CaseRecord[]> {
  if (record.ratingId === undefined || !readsInFull(actor, record)) return [];
  const ratingIds = await ratingsOfSameMatter(record.ratingId);
  return CaseModel.find({
    $and: [
      { ratingId: { $in: ratingIds }, _id: { $ne: record._id }, open: true },
      { startedAt: { $lte: record.startedAt } },
      visibleCases(actor),
    ],
  })
    .sort({ startedAt: 1, _id: 1 })
    .limit(MOST)
    .lean<CaseRecord[]>();
}

/**
 * The case another is merged into.
 * @throws AppError `invalid_input` for one that is closed, or that this account does not read in full
 */
export async function mergedInto(actor: StaffActor, id: string): Promise<CaseRecord> {
  const found = await CaseModel.findOne({ $and: [{ _id: id }, visibleCases(actor)] }).lean<CaseRecord>();
  if (!found?.open || !readsInFull(actor, found))
    throw new AppError('invalid_input', {
      details: [{ field: 'command.into', message: '只能并入还在办的一件，请在列表里选' }],
    });
  return found;
}
