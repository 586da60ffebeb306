import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../../http/actor.js';
import { wrongField } from '../../../http/errors.js';
import { ratingsOfSameMatter } from '../../ratings/index.js';
import { CaseModel, type CaseRecord } from '../model.js';
import { readsInFull, visibleCases } from '../policy.js';

const MOST = 20;

/**
 * Open cases that may be about the same matter: of the same transaction, or of the same applicant and item. Only for those who read the
 * case in full, since it tells which ratings one person gave; null where there can be none.
 */
async function sameMatter(actor: StaffActor, record: CaseRecord): Promise<QueryFilter<CaseRecord> | null> {
  if (record.ratingId === undefined || !readsInFull(actor, record)) return null;
  const ratingIds = await ratingsOfSameMatter(record.ratingId);
  return {
    $and: [
      { ratingId: { $in: ratingIds }, _id: { $ne: record._id }, open: true },
      { startedAt: { $lte: record.startedAt } },
      visibleCases(actor),
    ],
  };
}

/** Cases that this one may be merged into, the oldest first. */
export async function similarCases(actor: StaffActor, record: CaseRecord): Promise<CaseRecord[]> {
  const same = await sameMatter(actor, record);
  if (!same) return [];
  return CaseModel.find(same, { events: 0, trail: 0 })
    .sort({ startedAt: 1, _id: 1 })
    .limit(MOST)
    .lean<CaseRecord[]>();
}

/**
 * The case another is merged into: one of those that are listed for it. Merged into itself, or into somebody else's, a poor rating
 * would get no answer, and its author would read that it was given twice.
 * @throws AppError `invalid_input` for any other
 */
export async function mergedInto(actor: StaffActor, record: CaseRecord, id: string): Promise<CaseRecord> {
  const same = await sameMatter(actor, record);
  const found = same && (await CaseModel.findOne({ $and: [{ _id: id }, same] }).lean<CaseRecord>());
  if (!found || !readsInFull(actor, found))
    throw wrongField('command.into', '只能并入同一个人、同一件事更早的、还在办的一件，请在列表里选');
  return found;
}
