import { randomUUID } from 'node:crypto';
import type { TransactionInput } from '@haochaping/shared/contracts';
import type { PageSource } from '@haochaping/shared/domain';
import type { Config } from '../../config.js';
import { isDuplicateKey } from '../../database.js';
import type { BusinessSystemActor } from '../../http/actor.js';
import { AppError, type FieldError } from '../../http/errors.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import { enrolApplicant } from '../identity/index.js';
import { describeEvent } from './attribution.js';
import {
  InvitationModel,
  TransactionModel,
  type InvitationRecord,
  type ServiceEventRecord,
  type TransactionRecord,
} from './model.js';
import { INVITATION_TOKEN_LENGTH, randomBase58 } from './tokens.js';

export interface Issued {
  invitation: InvitationRecord;
  /** Told once; only its keyed hash is kept. */
  token: string;
  replayed: boolean;
}

const DAY_MS = 86_400_000;

export function tokenHash(keys: Keys, token: string): string {
  return keyedDigest(keys.digest, 'invitation', token);
}

/**
 * Takes in a transaction with one service event and gives the right to rate it. The same event again gives a new link
 * to the same right; the event can still be rated only once.
 * @throws AppError `invalid_input`, `not_allowed` (an institution the system may not report for), `conflict` (the event
 * was reported before with other contents)
 */
export async function issueInvitation(
  config: Config,
  keys: Keys,
  system: BusinessSystemActor,
  input: TransactionInput,
  now: Date,
): Promise<Issued> {
  checkInstants(input, now);
  if (!system.institutionCodes.includes('*') && !system.institutionCodes.includes(input.institutionCode)) {
    throw new AppError('not_allowed', {
      message: `这个业务系统不能替机构 ${input.institutionCode} 报送办件`,
    });
  }
  const described = await describeEvent(input, new Date(input.event.servedAt));
  const evaluatorId = await enrolApplicant(keys, input.applicant, now);
  const replayed = await keepEvent(input, described.itemName, evaluatorId, system.appKey, now);
  const token = randomBase58(INVITATION_TOKEN_LENGTH);
  const invitation: InvitationRecord = {
    _id: randomUUID(),
    tokenHash: tokenHash(keys, token),
    projectNo: input.projectNo,
    serviceNumber: input.event.serviceNumber,
    channel: input.channel,
    pageSource: pageSourceOf(config, input),
    evaluatorId,
    title: described.title,
    place: described.place,
    occasion: input.event.nodeName,
    servedAt: new Date(input.event.servedAt),
    attribution: described.attribution,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + config.INVITATION_DAYS * DAY_MS),
  };
  await InvitationModel.create(invitation);
  await recordAudit({
    at: now,
    action: 'invitation.issued',
    actor: { kind: 'businessSystem', id: system.appKey },
    subject: { kind: 'invitation', id: invitation._id },
    detail: { channel: input.channel, serviceNumber: input.event.serviceNumber },
  });
  return { invitation, token, replayed };
}

function pageSourceOf(config: Config, input: TransactionInput): PageSource {
  return config.PAGE_SOURCES[input.channel] ?? 'own';
}

function checkInstants(input: TransactionInput, now: Date): void {
  const { event } = input;
  const details: FieldError[] = [];
  const [accepted, served] = [Date.parse(event.acceptedAt), Date.parse(event.servedAt)];
  if (event.proStatus === '3' && !event.finishedAt)
    details.push({ field: 'event.finishedAt', message: '办件已办结时要填办结时间' });
  if (served > now.getTime() + 60_000)
    details.push({ field: 'event.servedAt', message: '服务时间在将来，请校准时钟' });
  if (accepted > served) details.push({ field: 'event.acceptedAt', message: '受理时间不能晚于服务时间' });
  if (event.finishedAt && Date.parse(event.finishedAt) < accepted)
    details.push({ field: 'event.finishedAt', message: '办结时间不能早于受理时间' });
  if (details.length > 0) throw new AppError('invalid_input', { details });
}

/** Keeps the transaction and its event; true when this very event was known already. */
async function keepEvent(
  input: TransactionInput,
  itemName: string,
  evaluatorId: string,
  appKey: string,
  now: Date,
): Promise<boolean> {
  const event: ServiceEventRecord = {
    ...input.event,
    servedAt: new Date(input.event.servedAt),
    acceptedAt: new Date(input.event.acceptedAt),
    finishedAt: input.event.finishedAt ? new Date(input.event.finishedAt) : null,
  };
  const fresh: Omit<TransactionRecord, '_id' | 'events'> = {
    appKey,
    projectName: input.projectName,
    taskCode: input.taskCode,
    itemName,
    regionCode: input.regionCode,
    institutionCode: input.institutionCode,
    evaluatorId,
    packageCode: input.packageCode ?? null,
    parallel: input.parallel ?? [],
    createdAt: now,
  };
  try {
    await TransactionModel.updateOne(
      { _id: input.projectNo },
      { $setOnInsert: { ...fresh, events: [] } },
      { upsert: true },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error; // made by a concurrent report a moment ago
  }
  const known = await TransactionModel.findById(input.projectNo).lean<TransactionRecord>();
  if (
    !known ||
    known.appKey !== appKey ||
    known.taskCode !== input.taskCode ||
    known.evaluatorId !== evaluatorId
  ) {
    throw new AppError('conflict', { message: `办件 ${input.projectNo} 已报送过，申请人或事项与这次不同` });
  }
  const added = await TransactionModel.updateOne(
    { _id: input.projectNo, 'events.serviceNumber': { $ne: event.serviceNumber } },
    { $push: { events: event } },
  );
  if (added.modifiedCount === 1) return false;
  const before = (await TransactionModel.findById(input.projectNo).lean<TransactionRecord>())?.events.find(
    (one) => one.serviceNumber === event.serviceNumber,
  );
  if (!before || !sameEvent(before, event)) {
    throw new AppError('conflict', {
      message: `办件 ${input.projectNo} 的第 ${event.serviceNumber} 次服务已报送过，内容与这次不同`,
    });
  }
  return true;
}

function sameEvent(a: ServiceEventRecord, b: ServiceEventRecord): boolean {
  const told = (event: ServiceEventRecord) => [
    event.nodeName,
    event.proStatus,
    event.servedAt.getTime(),
    event.acceptedAt.getTime(),
    event.finishedAt?.getTime() ?? null,
    event.windowCode ?? null,
    event.platformCode ?? null,
    event.staffCode ?? null,
  ];
  return JSON.stringify(told(a)) === JSON.stringify(told(b));
}

/** The invitation behind a token. @throws AppError `invitation_unknown` */
export async function findInvitation(keys: Keys, token: string): Promise<InvitationRecord> {
  const invitation = await InvitationModel.findOne({
    tokenHash: tokenHash(keys, token),
  }).lean<InvitationRecord>();
  if (!invitation) throw new AppError('invitation_unknown');
  return invitation;
}

/** Notes the first opening of an invitation's page. */
export async function markOpened(invitationId: string, at: Date): Promise<void> {
  await InvitationModel.updateOne({ _id: invitationId, openedAt: null }, { $set: { openedAt: at } });
}

/** Notes that every invitation to this event is answered; the first instant stays. */
export async function markAnswered(projectNo: string, serviceNumber: number, at: Date): Promise<void> {
  await InvitationModel.updateMany(
    { projectNo, serviceNumber, answeredAt: null },
    { $set: { answeredAt: at } },
  );
}

/** Keeps the province's page address once it is known. */
export async function keepProvinceAddress(invitationId: string, address: string): Promise<void> {
  await InvitationModel.updateOne({ _id: invitationId }, { $set: { provinceAddress: address } });
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
