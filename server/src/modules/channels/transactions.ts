import type { TransactionInput } from '@haochaping/shared/contracts';
import { gatherFinds } from '../../gather.js';
import { AppError } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { upserting, type Write } from '../../writes.js';
import { dropApplicant, keepApplicant, lookAtApplicant, ofOneDocument } from '../evaluators/index.js';
import { TransactionModel, type ServiceEventRecord, type TransactionRecord } from './model.js';

/** Stands in a transaction for an evaluator who was erased; whoever is told of with its next event takes the place. */
const ERASED = 'erased';

/** One reported event, as it is to be kept. */
export interface Report {
  input: TransactionInput;
  itemName: string;
  appKey: string;
  evaluatorId: string;
  /** The snapshot of its applicant. */
  applicantId: string;
}

/** The facts of a transaction that every report of it must repeat. */
const factsOf = ({ input, appKey, evaluatorId }: Report) => ({
  appKey,
  taskCode: input.taskCode,
  regionCode: input.regionCode,
  institutionCode: input.institutionCode,
  evaluatorId,
  packageCode: input.packageCode ?? null,
  parallel: input.parallel ?? [],
});

function sameTransaction(known: TransactionRecord, told: ReturnType<typeof factsOf>): boolean {
  const facts = (one: typeof told | TransactionRecord) => [
    one.appKey,
    one.taskCode,
    one.regionCode,
    one.institutionCode,
    one.evaluatorId,
    one.packageCode ?? null,
    [...one.parallel].sort(),
  ];
  return JSON.stringify(facts(known)) === JSON.stringify(facts(told));
}

/**
 * Keeps an event that is told for the first time, and its transaction if that is. Where the transaction was told otherwise, or
 * the event before, it finds the key taken and changes nothing: `keepAgain` looks closer.
 */
export function firstTold(report: Report, now: Date): Write {
  const { input, itemName, applicantId } = report;
  const { projectNo: _id, projectName } = input;
  return upserting(
    TransactionModel,
    { _id, ...factsOf(report), 'events.serviceNumber': { $ne: input.event.serviceNumber } },
    {
      $setOnInsert: { projectName, itemName, createdAt: now },
      $push: { events: { ...eventOf(input), applicantId } },
    },
  );
}

/**
 * Keeps the event of a report whose transaction is known and whose applicant is kept already; where this very event was known, that
 * applicant is dropped again.
 * @throws AppError `conflict`; nothing of the report stays
 */
export async function keepAgain(
  keys: Keys,
  report: Report,
  ratings: EventRatings,
  now: Date,
): Promise<KeptEvent> {
  const { input, evaluatorId, applicantId } = report;
  const { projectNo } = input;
  const known = await knownTransaction(projectNo, evaluatorId);
  const sameApplicant = known && (await ofOneDocument(known.evaluatorId, evaluatorId));
  if (
    !known ||
    !sameApplicant ||
    !sameTransaction(known, { ...factsOf(report), evaluatorId: known.evaluatorId })
  ) {
    await dropApplicant(applicantId);
    throw new AppError('conflict', {
      message: `办件 ${projectNo} 已报送过，申请人、事项、机构或参与部门与这次不同`,
    });
  }
  const event = eventOf(input);
  const asKnown = async (before: ServiceEventRecord) => {
    await dropApplicant(applicantId);
    return knownEvent(keys, { input, before, projectName: known.projectName }, ratings, now);
  };
  const before = known.events.find((one) => one.serviceNumber === event.serviceNumber);
  if (before) return asKnown(before);
  // Of the same person with another telephone, of somebody who was erased, or a moment behind another event of it.
  const added = await TransactionModel.updateOne(
    { _id: projectNo, 'events.serviceNumber': { $ne: event.serviceNumber } },
    { $push: { events: { ...event, applicantId } } },
  );
  if (added.modifiedCount === 1) return { replayed: false, evaluatorId, corrected: false };
  const after = await findServiceEvent(projectNo, event.serviceNumber);
  if (!after) throw new Error(`event ${event.serviceNumber} of ${projectNo} was neither added nor there`);
  return asKnown(after.event);
}

/** The transaction as it stands; whoever is told of with its next event takes the place of somebody who was erased. */
async function knownTransaction(projectNo: string, evaluatorId: string): Promise<TransactionRecord | null> {
  const known = await TransactionModel.findById(projectNo).lean<TransactionRecord>();
  if (known?.evaluatorId !== ERASED) return known;
  await TransactionModel.updateOne({ _id: projectNo, evaluatorId: ERASED }, { $set: { evaluatorId } });
  return TransactionModel.findById(projectNo).lean<TransactionRecord>();
}

type ToldEvent = Omit<ServiceEventRecord, 'applicantId' | 'ratedAs'>;
export interface KeptEvent {
  replayed: boolean;
  /** Of the applicant it stands with; null once that was removed. */
  evaluatorId: string | null;
  /** The event was told otherwise before. */
  corrected: boolean;
}

/** What later modules tell of the ratings of a service event, and are told. */
export interface EventRatings {
  /** `none` there are, all are still `here`, or one may have `gone` to the province. */
  standing(projectNo: string, serviceNumber: number): Promise<'none' | 'here' | 'gone'>;
  /** The event was reported anew: what waited for that may go. */
  corrected(projectNo: string, serviceNumber: number, now: Date): Promise<void>;
}

function eventOf({ event }: TransactionInput): ToldEvent {
  return {
    ...event,
    servedAt: new Date(event.servedAt),
    acceptedAt: new Date(event.acceptedAt),
    finishedAt: event.finishedAt ? new Date(event.finishedAt) : null,
  };
}

/** When it was, and how far the transaction had come: what a business system may have told wrongly. */
const courseOf = (event: ToldEvent) => [
  event.nodeName,
  event.proStatus,
  event.servedAt.getTime(),
  event.acceptedAt.getTime(),
  event.finishedAt?.getTime() ?? null,
];
/** Who served, which a rating keeps as it was. */
const placeOf = (event: ToldEvent) => [
  event.windowCode ?? null,
  event.platformCode ?? null,
  event.staffCode ?? null,
];
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** A report of an event that was reported before. */
interface Repeated {
  input: TransactionInput;
  /** The transaction's name as it stands. */
  projectName: string;
  before: ServiceEventRecord;
}

/**
 * The same event again, or a corrected report of it, which is taken while nothing of it went to the province. A telephone
 * that was missing is added; another than the first told changes nothing of whose event it was.
 * @throws AppError `conflict` when it may have gone, or when somebody else is said to have served than those who were rated
 */
async function knownEvent(
  keys: Keys,
  report: Repeated,
  ratings: EventRatings,
  now: Date,
): Promise<KeptEvent> {
  const { input, before, projectName } = report;
  const { projectNo } = input;
  const { applicantId, serviceNumber } = before;
  const told = eventOf(input);
  const samePlace = same(placeOf(before), placeOf(told));
  const kept = await lookAtApplicant(applicantId);
  const evaluatorId = kept?.evaluatorId ?? null;
  // A snapshot without a number to call, and a report that has one now.
  const lacksPhone = kept && input.applicant.phone && !kept.told.includes('phone');
  const sameRest = same(courseOf(before), courseOf(told)) && projectName === input.projectName;
  if (samePlace && sameRest && !lacksPhone) return { replayed: true, evaluatorId, corrected: false };
  const which = `办件 ${projectNo} 的第 ${serviceNumber} 次服务`;
  const standing = await ratings.standing(projectNo, serviceNumber);
  if (standing === 'gone')
    throw new AppError('conflict', { message: `${which}已报送过，评价已经送到省里，内容不能再改` });
  if (standing === 'here' && !samePlace)
    throw new AppError('conflict', { message: `${which}已有评价，窗口、平台和工作人员不能再改` });
  const completed = lacksPhone
    ? await keepApplicant(keys, kept.evaluatorId, input.applicant, now)
    : applicantId;
  await TransactionModel.updateOne(
    { _id: projectNo, 'events.serviceNumber': serviceNumber },
    {
      $set: {
        projectName: input.projectName,
        'events.$': { ...told, ratedAs: before.ratedAs ?? null, applicantId: completed },
      },
    },
  );
  if (completed !== applicantId) await dropApplicant(applicantId);
  await ratings.corrected(projectNo, serviceNumber, now);
  return { replayed: true, evaluatorId, corrected: true };
}

/** The events at which these snapshots of applicants were told. */
export async function eventsOfApplicants(
  applicantIds: readonly string[],
): Promise<{ applicantId: string; projectNo: string; serviceNumber: number }[]> {
  const asked = new Set(applicantIds);
  const transactions = await TransactionModel.find(
    { 'events.applicantId': { $in: applicantIds } },
    { events: 1 },
  ).lean<Pick<TransactionRecord, '_id' | 'events'>[]>();
  return transactions.flatMap(({ _id, events }) =>
    events
      .filter(({ applicantId }) => asked.has(applicantId))
      .map(({ applicantId, serviceNumber }) => ({ applicantId, projectNo: _id, serviceNumber })),
  );
}

const transactionOf = gatherFinds<TransactionRecord>(TransactionModel);

/** One service event with its transaction, for whoever forwards a rating of it. */
export async function findServiceEvent(
  projectNo: string,
  serviceNumber: number,
): Promise<{ transaction: TransactionRecord; event: ServiceEventRecord } | null> {
  const transaction = await transactionOf(projectNo);
  const event = transaction?.events.find((one) => one.serviceNumber === serviceNumber);
  return transaction && event ? { transaction, event } : null;
}

/** Other transactions of the same applicant, the newest first; none for one who was erased. */
export async function earlierTransactions(
  { _id, evaluatorId, createdAt }: TransactionRecord,
  most: number,
): Promise<TransactionRecord[]> {
  if (evaluatorId === ERASED) return [];
  return TransactionModel.find({ evaluatorId, _id: { $ne: _id }, createdAt: { $lte: createdAt } })
    .sort({ createdAt: -1 })
    .limit(most)
    .lean<TransactionRecord[]>();
}

/** Unlinks an erased evaluator from their transactions, which stay as what the offices did. */
export async function eraseFromTransactions(evaluatorId: string): Promise<Record<string, number>> {
  const unlinked = await TransactionModel.updateMany({ evaluatorId }, { $set: { evaluatorId: ERASED } });
  return { transactions: unlinked.modifiedCount };
}
