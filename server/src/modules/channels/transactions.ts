import type { TransactionInput } from '@haochaping/shared/contracts';
import { isDuplicateKey } from '../../database.js';
import { AppError } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { dropApplicant, keepApplicant, ofOneDocument } from '../evaluators/index.js';
import { TransactionModel, type ServiceEventRecord, type TransactionRecord } from './model.js';

/** Stands in a transaction for an evaluator who was erased; whoever is told of with its next event takes the place. */
const ERASED = 'erased';

/** The facts of a transaction that every report of it must repeat. */
function sameTransaction(
  known: TransactionRecord,
  told: Omit<TransactionRecord, '_id' | 'events' | 'createdAt'>,
): boolean {
  const facts = (one: typeof told) => [
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
 * Keeps the transaction and its event; tells whether this very event was known already, and the snapshot of its applicant.
 * @throws AppError `conflict` before anything of the applicant is kept
 */
export async function keepEvent(
  keys: Keys,
  input: TransactionInput,
  itemName: string,
  evaluatorId: string,
  appKey: string,
  now: Date,
): Promise<KeptEvent> {
  const told = {
    appKey,
    projectName: input.projectName,
    taskCode: input.taskCode,
    itemName,
    regionCode: input.regionCode,
    institutionCode: input.institutionCode,
    evaluatorId,
    packageCode: input.packageCode ?? null,
    parallel: input.parallel ?? [],
  };
  try {
    await TransactionModel.updateOne(
      { _id: input.projectNo },
      { $setOnInsert: { ...told, createdAt: now, events: [] } },
      { upsert: true },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error; // made by a concurrent report a moment ago
  }
  await TransactionModel.updateOne({ _id: input.projectNo, evaluatorId: ERASED }, { $set: { evaluatorId } });
  const known = await TransactionModel.findById(input.projectNo).lean<TransactionRecord>();
  const sameApplicant = known && (await ofOneDocument(known.evaluatorId, evaluatorId));
  if (!known || !sameApplicant || !sameTransaction(known, { ...told, evaluatorId: known.evaluatorId })) {
    throw new AppError('conflict', {
      message: `办件 ${input.projectNo} 已报送过，申请人、事项、机构或参与部门与这次不同`,
    });
  }
  const event = eventOf(input);
  const before = known.events.find((one) => one.serviceNumber === event.serviceNumber);
  if (before) return knownEvent(before, event, input.projectNo);
  const applicantId = await keepApplicant(keys, evaluatorId, input.applicant, now);
  const added = await TransactionModel.updateOne(
    { _id: input.projectNo, 'events.serviceNumber': { $ne: event.serviceNumber } },
    { $push: { events: { ...event, applicantId } } },
  );
  if (added.modifiedCount === 1) return { replayed: false, applicantId };
  await dropApplicant(applicantId);
  const after = await findServiceEvent(input.projectNo, event.serviceNumber);
  if (!after)
    throw new Error(`event ${event.serviceNumber} of ${input.projectNo} was neither added nor there`);
  return knownEvent(after.event, event, input.projectNo);
}

type ToldEvent = Omit<ServiceEventRecord, 'applicantId'>;
export interface KeptEvent {
  replayed: boolean;
  applicantId: string;
}

function eventOf({ event }: TransactionInput): ToldEvent {
  return {
    ...event,
    servedAt: new Date(event.servedAt),
    acceptedAt: new Date(event.acceptedAt),
    finishedAt: event.finishedAt ? new Date(event.finishedAt) : null,
  };
}

function knownEvent(before: ServiceEventRecord, now: ToldEvent, projectNo: string): KeptEvent {
  const told = (event: ToldEvent) => [
    event.nodeName,
    event.proStatus,
    event.servedAt.getTime(),
    event.acceptedAt.getTime(),
    event.finishedAt?.getTime() ?? null,
    event.windowCode ?? null,
    event.platformCode ?? null,
    event.staffCode ?? null,
  ];
  if (JSON.stringify(told(before)) !== JSON.stringify(told(now))) {
    throw new AppError('conflict', {
      message: `办件 ${projectNo} 的第 ${now.serviceNumber} 次服务已报送过，内容与这次不同`,
    });
  }
  return { replayed: true, applicantId: before.applicantId };
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

/** One service event with its transaction, for whoever forwards a rating of it. */
export async function findServiceEvent(
  projectNo: string,
  serviceNumber: number,
): Promise<{ transaction: TransactionRecord; event: ServiceEventRecord } | null> {
  const transaction = await TransactionModel.findById(projectNo).lean<TransactionRecord>();
  const event = transaction?.events.find((one) => one.serviceNumber === serviceNumber);
  return transaction && event ? { transaction, event } : null;
}

/** Unlinks an erased evaluator from their transactions, which stay as what the offices did. */
export async function eraseFromTransactions(evaluatorId: string): Promise<Record<string, number>> {
  const unlinked = await TransactionModel.updateMany({ evaluatorId }, { $set: { evaluatorId: ERASED } });
  return { transactions: unlinked.modifiedCount };
}
