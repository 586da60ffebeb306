import { randomUUID } from 'node:crypto';
import type { TransactionInput } from '@haochaping/shared/contracts';
import { certificateDoubts } from '@haochaping/shared/contracts/written';
import type { PageSource } from '@haochaping/shared/domain';
import type { Config } from '../../config/config.js';
import { gatherFinds, gatherUpdates } from '../../gather.js';
import type { BusinessSystemActor } from '../../http/actor.js';
import { AppError, type FieldError } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { effect } from '../../jobs/effects.js';
import { datedRule, type RetentionRule } from '../../jobs/retention.js';
import { inserting, writeInOrder } from '../../writes.js';
import { auditEvent } from '../audit/index.js';
import { findEvaluator, sealApplicant } from '../evaluators/index.js';
import { describeEvent, type Described } from './attribution.js';
import { InvitationModel, type InvitationRecord } from './model.js';
import { servedOnce } from './served.js';
import { INVITATION_TOKEN_LENGTH, randomBase58, smsToken, tokenHash } from './tokens.js';
import { firstTold, keepAgain, type EventRatings, type Report } from './transactions.js';

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
  const [described, found] = await Promise.all([
    describeEvent(input, new Date(input.event.servedAt)),
    findEvaluator(keys, input.applicant, now),
  ]);
  const { _id: evaluatorId, personId } = found.evaluator;
  const applicant = await sealApplicant(keys, found, input.applicant, now);
  const { itemName } = described;
  const report = { input, itemName, appKey: system.appKey, evaluatorId, applicantId: applicant.applicantId };
  const served = servedOnce({
    projectNo: input.projectNo,
    serviceNumber: input.event.serviceNumber,
    servedAt: new Date(input.event.servedAt),
    personId,
    attribution: described.attribution,
    hall: described.hall,
  });
  const issued = invitationFor(config, keys, report, described, now);
  // The applicant first: an event without its applicant could never be completed, an applicant without an event is only spare.
  const writes = [
    ...applicant.writes,
    firstTold(report, now),
    served,
    inserting(InvitationModel, issued.invitation),
  ];
  const taken = await writeInOrder(writes);
  if (taken === null) return { ...issued, replayed: false };
  if (taken === 0 && !found.known) {
    await applicant.giveUp();
    return issueInvitation(config, keys, system, input, ratings, now);
  }
  if (taken !== applicant.writes.length) throw new Error('an invitation found its key taken');
  const kept = await keepAgain(keys, report, ratings, now);
  // Whose event it is was said when it was first reported; a later report with another telephone changes nothing.
  const invitation = { ...issued.invitation, evaluatorId: kept.evaluatorId ?? evaluatorId };
  // Links that are out already ask about what really was.
  if (kept.corrected) await InvitationModel.updateMany(openFor(input), { $set: askedOf(input, described) });
  if ((await writeInOrder([served, inserting(InvitationModel, invitation)])) !== null)
    throw new Error('an invitation found its key taken');
  return { ...issued, invitation, replayed: kept.replayed };
}

/** What the page asks about. */
const askedOf = ({ event }: TransactionInput, { title, place, attribution }: Described) => ({
  title,
  place,
  occasion: event.nodeName,
  servedAt: new Date(event.servedAt),
  attribution,
});

/** A new invitation with all that follows from it, not yet kept. */
function invitationFor(
  config: Config,
  keys: Keys,
  { input, appKey, evaluatorId, applicantId }: Report,
  described: Described,
  now: Date,
): Omit<Issued, 'replayed'> {
  const doubts = certificateDoubts('applicant', input.applicant);
  const { projectNo, channel, event } = input;
  const { serviceNumber } = event;
  const _id = randomUUID();
  const token = input.sms ? smsToken(keys, _id) : randomBase58(INVITATION_TOKEN_LENGTH);
  const invitation: InvitationRecord = {
    _id,
    tokenHash: tokenHash(keys, token),
    projectNo,
    serviceNumber,
    channel,
    pageSource: pageSourceOf(config, input),
    evaluatorId,
    ...askedOf(input, described),
    issuedAt: now,
    expiresAt: new Date(now.getTime() + config.INVITATION_DAYS * DAY_MS),
    trail: [
      auditEvent({
        at: now,
        action: 'invitation.issued',
        actor: { kind: 'businessSystem', id: appKey },
        subject: { kind: 'invitation', id: _id },
        detail: {
          channel,
          serviceNumber,
          ...(doubts.length > 0 && { doubtful: doubts.map(({ field }) => field).join('、') }),
        },
      }),
    ],
    ...(input.sms ? { sms: { applicantId, state: 'waiting' as const } } : {}),
    pending: [effect('audit', now), ...(input.sms ? [effect('sms', now)] : [])],
    dead: [],
  };
  return { invitation, token, doubts };
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
