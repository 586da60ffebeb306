import { randomUUID } from 'node:crypto';
import type { TransactionInput } from '@haochaping/shared/contracts';
import { certificateDoubts } from '@haochaping/shared/contracts/written';
import type { PageSource } from '@haochaping/shared/domain';
import type { Config } from '../../config/config.js';
import { insertBuilt } from '../../database.js';
import { gatherFinds, gatherUpdates } from '../../gather.js';
import type { BusinessSystemActor } from '../../http/actor.js';
import { AppError, type FieldError } from '../../http/errors.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { datedRule, type RetentionRule } from '../../jobs/retention.js';
import { recordAudit } from '../audit/index.js';
import { applicantEvaluator, enrolEvaluator } from '../evaluators/index.js';
import { describeEvent } from './attribution.js';
import { InvitationModel, type InvitationRecord } from './model.js';
import { keepServed } from './served.js';
import { INVITATION_TOKEN_LENGTH, randomBase58 } from './tokens.js';
import { keepEvent, type EventRatings } from './transactions.js';

export interface Issued {
  invitation: InvitationRecord;
  /** Told once; only its keyed hash is kept. */
  token: string;
  replayed: boolean;
  /** What was taken and is worth a second look of the system that reported it. */
  doubts: FieldError[];
}

const DAY_MS = 86_400_000;
/** The clock of a business system may be ahead of ours. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;
/** Nobody is asked about a service they can no longer remember. */
const MAX_AGE_MS = 366 * DAY_MS;
/** A transaction that was accepted longer ago is a slip of the pen; the province would take it as it stands. */
const MAX_COURSE_MS = 20 * MAX_AGE_MS;

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
  ratings: EventRatings,
  now: Date,
): Promise<Issued> {
  checkInstants(input, now);
  if (!system.institutionCodes.includes('*') && !system.institutionCodes.includes(input.institutionCode)) {
    throw new AppError('not_allowed', {
      message: `这个业务系统不能替机构 ${input.institutionCode} 报送办件`,
    });
  }
  const described = await describeEvent(input, new Date(input.event.servedAt));
  const { _id, personId } = await enrolEvaluator(keys, input.applicant, now);
  const kept = await keepEvent(keys, input, described.itemName, _id, system.appKey, ratings, now);
  // Whose event it is was said when it was first reported; a later report with another telephone changes nothing.
  const evaluatorId = (kept.replayed && (await applicantEvaluator(kept.applicantId))) || _id;
  await keepServed({
    projectNo: input.projectNo,
    serviceNumber: input.event.serviceNumber,
    servedAt: new Date(input.event.servedAt),
    personId,
    attribution: described.attribution,
    hall: described.hall,
  });
  const asked = {
    title: described.title,
    place: described.place,
    occasion: input.event.nodeName,
    servedAt: new Date(input.event.servedAt),
    attribution: described.attribution,
  };
  // Links that are out already ask about what really was.
  if (kept.corrected) await InvitationModel.updateMany(openFor(input), { $set: asked });
  const token = randomBase58(INVITATION_TOKEN_LENGTH);
  const invitation: InvitationRecord = {
    _id: randomUUID(),
    tokenHash: tokenHash(keys, token),
    projectNo: input.projectNo,
    serviceNumber: input.event.serviceNumber,
    channel: input.channel,
    pageSource: pageSourceOf(config, input),
    evaluatorId,
    ...asked,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + config.INVITATION_DAYS * DAY_MS),
  };
  await insertBuilt(InvitationModel, invitation);
  const doubts = certificateDoubts('applicant', input.applicant);
  await recordAudit({
    at: now,
    action: 'invitation.issued',
    actor: { kind: 'businessSystem', id: system.appKey },
    subject: { kind: 'invitation', id: invitation._id },
    detail: {
      channel: input.channel,
      serviceNumber: input.event.serviceNumber,
      ...(doubts.length > 0 && { doubtful: doubts.map(({ field }) => field).join('、') }),
    },
  });
  return { invitation, token, replayed: kept.replayed, doubts };
}

const openFor = ({ projectNo, event: { serviceNumber } }: TransactionInput) => ({
  projectNo,
  serviceNumber,
  answeredAt: null,
});

function pageSourceOf(config: Config, input: TransactionInput): PageSource {
  return config.PAGE_SOURCES[input.channel] ?? 'own';
}

function checkInstants(input: TransactionInput, now: Date): void {
  const { event } = input;
  const details: FieldError[] = [];
  const [accepted, served] = [Date.parse(event.acceptedAt), Date.parse(event.servedAt)];
  if (event.proStatus === '3' && !event.finishedAt)
    details.push({ field: 'event.finishedAt', message: '办件已办结时要填办结时间' });
  if (served > now.getTime() + MAX_CLOCK_SKEW_MS)
    details.push({ field: 'event.servedAt', message: '服务时间在将来，请校准时钟' });
  if (served < now.getTime() - MAX_AGE_MS) {
    details.push({ field: 'event.servedAt', message: '服务已是一年以前的事，不再邀请评价' });
  }
  if (accepted > served) details.push({ field: 'event.acceptedAt', message: '受理时间不能晚于服务时间' });
  if (accepted < served - MAX_COURSE_MS)
    details.push({ field: 'event.acceptedAt', message: '受理时间是二十多年以前，请核对' });
  if (event.finishedAt && Date.parse(event.finishedAt) > now.getTime() + MAX_CLOCK_SKEW_MS)
    details.push({ field: 'event.finishedAt', message: '办结时间在将来，请核对' });
  if (event.finishedAt && Date.parse(event.finishedAt) < accepted)
    details.push({ field: 'event.finishedAt', message: '办结时间不能早于受理时间' });
  if (details.length > 0) throw new AppError('invalid_input', { details });
}

/** Invitations nobody can answer any more; a rating keeps what it needs of its own. */
export function invitationRetention(days: number): RetentionRule {
  return datedRule<InvitationRecord>({
    name: 'invitations',
    what: '过期的评价邀请',
    days,
    model: InvitationModel,
    field: 'expiresAt',
  });
}

const invitationOf = gatherFinds<InvitationRecord>(InvitationModel, 'tokenHash');

/** The invitation behind a token. @throws AppError `invitation_unknown` */
export async function findInvitation(keys: Keys, token: string): Promise<InvitationRecord> {
  const invitation = await invitationOf(tokenHash(keys, token));
  if (!invitation) throw new AppError('invitation_unknown');
  return invitation;
}

/** Notes the first opening of an invitation's page. */
export async function markOpened(invitationId: string, at: Date): Promise<void> {
  await InvitationModel.updateOne({ _id: invitationId, openedAt: null }, { $set: { openedAt: at } });
}

const updateInvitations = gatherUpdates<InvitationRecord>(InvitationModel);

/** Notes that every invitation to this event is answered; the first instant stays. */
export async function markAnswered(projectNo: string, serviceNumber: number, at: Date): Promise<void> {
  await updateInvitations({
    updateMany: {
      filter: { projectNo, serviceNumber, answeredAt: null },
      update: { $set: { answeredAt: at } },
    },
  });
}

/** Keeps the province's page address once it is known. */
export async function keepProvinceAddress(invitationId: string, address: string): Promise<void> {
  await InvitationModel.updateOne({ _id: invitationId }, { $set: { provinceAddress: address } });
}
