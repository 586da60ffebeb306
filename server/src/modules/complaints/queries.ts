import { REVEAL_LIMITS, answeringInstitutions, weekOf } from '@haochaping/shared/domain';
import type { EvaluatorActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { sameText, type Keys } from '../../keys.js';
import { pageOfRecords } from '../../paging.js';
import {
  officesFor,
  peopleServedWith,
  visibleText,
  type RatingInQuestion,
  type RatingOfCase,
  type TextViewer,
} from '../ratings/index.js';
import { complaintKeyHash } from './intake.js';
import { ComplaintModel, type ComplaintRecord } from './model.js';
import { reviewOf } from './review.js';

const DAY_MS = 86_400_000;

/** The complaint of that number, for whoever holds its key. A wrong key answers like an unknown number. @throws AppError `not_found` */
export async function findOwnComplaint(
  keys: Keys,
  number: string,
  accessKey: string,
): Promise<ComplaintRecord> {
  const complaint = await ComplaintModel.findOne({ number }).lean<ComplaintRecord>();
  const given = complaintKeyHash(keys, accessKey);
  if (!complaint || !sameText(given, complaint.accessKeyHash))
    throw new AppError('not_found', { message: '没有找到这次投诉，请从“投诉”那一页打开' });
  return complaint;
}

/** A complaint of the person who is signed in. @throws AppError `not_found`, also for somebody else's */
export async function findMyComplaint(
  { evaluatorIds }: EvaluatorActor,
  number: string,
): Promise<ComplaintRecord> {
  const mine = { number, accountId: { $in: evaluatorIds } };
  const complaint = await ComplaintModel.findOne(mine).lean<ComplaintRecord>();
  if (!complaint) throw new AppError('not_found', { message: '没有找到这次投诉，或它不在您名下' });
  return complaint;
}

/** A page of the person's own complaints, newest first. */
export async function listMyComplaints(
  { evaluatorIds }: EvaluatorActor,
  page: number,
  pageSize: number,
): Promise<{ complaints: ComplaintRecord[]; total: number }> {
  const { records, total } = await pageOfRecords<ComplaintRecord>(
    ComplaintModel,
    { accountId: { $in: evaluatorIds } },
    { receivedAt: -1, _id: 1 },
    { page, pageSize },
  );
  return { complaints: records, total };
}

/**
 * A complaint as those read it who see to its case, the words under the rules for the words of a rating.
 * @param exact with the instant; else with the week alone
 */
export async function complaintForCase(
  complaintId: string,
  viewer: TextViewer,
  exact: boolean,
): Promise<RatingOfCase | null> {
  const complaint = await ComplaintModel.findById(complaintId).lean<ComplaintRecord>();
  if (!complaint) return null;
  const { _id: id, number, place, receivedAt, attribution } = complaint;
  return {
    id,
    isComplaint: true,
    number,
    place,
    ratedAt: receivedAt,
    targets: attribution.targets,
    projectNo: null,
    serviceNumber: null,
    supplements: null,
    details: [
      {
        at: exact ? receivedAt.toISOString() : weekOf(receivedAt),
        options: [],
        text: visibleText(complaint, viewer),
        questionnaire: null,
        review: viewer === 'center' ? reviewOf(complaint) : null,
      },
    ],
  };
}

/** Among how many its author is sought: known where it was told from a rating's page, as for that rating; else nobody counted. */
export async function servedWithComplaint(complaintId: string): Promise<number | undefined> {
  const complaint = await ComplaintModel.findById(complaintId, { ratingId: 1 }).lean<
    Pick<ComplaintRecord, 'ratingId'>
  >();
  return complaint?.ratingId ? peopleServedWith(complaint.ratingId) : undefined;
}

/** A complaint as a case in hand, by the rules for the contact behind a poor rating; null for an unknown id. */
export async function complaintInQuestion(complaintId: string, now: Date): Promise<RatingInQuestion | null> {
  const complaint = await ComplaintModel.findById(complaintId).lean<ComplaintRecord>();
  if (!complaint) return null;
  const { number, attribution, contactId, receivedAt } = complaint;
  return {
    ratingId: complaintId,
    number,
    regionCodes: [...new Set(attribution.targets.map(({ regionCode }) => regionCode))],
    institutionCodes: answeringInstitutions(attribution),
    ...attribution,
    offices: await officesFor(attribution, now),
    poor: true,
    standing: 'adopted',
    ratedAt: receivedAt,
    hasContact: contactId !== null,
    applicantId: contactId,
  };
}

/** The receipt numbers of complaints, by id. */
export async function complaintNumbers(ids: string[]): Promise<Map<string, string>> {
  const found = await ComplaintModel.find({ _id: { $in: ids } }, { number: 1 }).lean<
    Pick<ComplaintRecord, '_id' | 'number'>[]
  >();
  return new Map(found.map(({ _id, number }) => [_id, number]));
}

const inHand = (now: Date) => ({
  receivedAt: { $gt: new Date(now.getTime() - REVEAL_LIMITS.caseDays * DAY_MS) },
});

/** Which of these sealed contacts belong to complaints that are still called back about. */
export async function contactsInHand(contactIds: string[], now: Date): Promise<string[]> {
  const found = await ComplaintModel.find(
    { contactId: { $in: contactIds }, ...inHand(now) },
    { contactId: 1 },
  ).lean<Pick<ComplaintRecord, 'contactId'>[]>();
  return found.flatMap(({ contactId }) => contactId ?? []);
}

/** How many complaints of a person are still called back about. */
export const complaintsInHand = (evaluatorIds: readonly string[], now: Date): Promise<number> =>
  ComplaintModel.countDocuments({ accountId: { $in: [...evaluatorIds] }, ...inHand(now) }).exec();
