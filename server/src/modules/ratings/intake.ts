import { randomUUID } from 'node:crypto';
import {
  answeringInstitutions,
  isPoor,
  targetSetKey,
  type Assurance,
  type Attribution,
  type Channel,
  type DeviceClock,
  type Level,
  type PageSource,
  NATIONAL_OPTIONS,
  veilOfRating,
  weekOf,
} from '@haochaping/shared/domain';
import type { ClientSession, QueryFilter } from 'mongoose';
import { insertBuilt, isDuplicateKey } from '../../database.js';
import { AppError } from '../../http/errors.js';
import { effect } from '../../jobs/effects.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { datedNumber } from '../../numbers.js';
import { auditEvent } from '../audit/index.js';
import {
  RatingModel,
  type RatingAgent,
  type RatingClaim,
  type RatingHandler,
  type RatingRecord,
} from './model.js';
import type { RatingDetailsFact, RatingEntry } from './said.js';
import { flaggedEvent, type TextSettings } from './texts/moderation.js';
import type { ReceiptSigner } from './receipt.js';

/**
 * What every channel hands over: one person's rating of one thing. All channels produce this, and only this is stored.
 * Source: 方案 二(二); FA-2.2.1-a FA-2.2.2-a FA-3.2-b.
 */
export interface RatingIntake {
  /** Made by the page or device; the same when the same rating is sent again. */
  intakeId: string;
  level: Level;
  channel: Channel;
  pageSource: PageSource;
  title: string;
  place: string;
  occasion: string | null;
  attribution: Attribution;
  assurance: Assurance;
  evaluatorId: string | null;
  /** Who was signed in when it was given by an invitation, for themselves. */
  accountId: string | null;
  agent: RatingAgent | null;
  handler: RatingHandler | null;
  event: { projectNo: string; serviceNumber: number } | null;
  invitation: { id: string; issuedAt: Date; openedAt: Date | null } | null;
  staticCode: string | null;
  /** The rating device it was given on, and what its clock told where that has to be known. */
  device?: { id: string; clock: DeviceClock | null };
  /** Who wrote it down, where it was given on paper or by telephone, and all that was said with it. */
  entered?: RatingEntry & { said: RatingDetailsFact | null };
  /** The first rating of the service, where this is its supplementary one. */
  supplements?: { ratingId: string; claims: RatingClaim[] };
  openedAt: Date | null;
  /** When the person tapped; for what was kept offline earlier than its arrival. */
  ratedAt: Date;
  deviceId: string | null;
  network: string;
}

export interface IntakeSettings {
  keys: Keys;
  signReceipt: ReceiptSigner;
  detailsWaitSeconds: number;
  texts: TextSettings;
  /** Multiplies the limits on printed codes, as it does every other limit. */
  limitFactor: number;
}

export interface Accepted {
  rating: RatingRecord;
  accessKey: string;
  /** False when the same intake had been taken in before. */
  fresh: boolean;
}

/**
 * The key of the right to rate: a service event is rated once, as a whole; only where the stages of a parallel approval
 * are rated one by one does each stage carry a right of its own.
 */
export function onceKeyOf(
  event: { projectNo: string; serviceNumber: number },
  attribution: Attribution,
): string {
  const right = `${event.projectNo}#${event.serviceNumber}`;
  return attribution.scope === 'stage' ? `${right}#${targetSetKey(attribution)}` : right;
}

/** Equal for the same intake sent twice. @param subject the invitation, printed code, device or first rating it came through */
export const intakeKeyOf = (keys: Keys, subject: string, intakeId: string): string =>
  keyedDigest(keys.digest, 'intake', `${subject}:${intakeId}`);

/** Derived, not stored: the same intake gets the same key again, and the database holds only its hash. */
function accessKeyOf(keys: Keys, intakeKey: string): string {
  return keyedDigest(keys.digest, 'access-key', intakeKey).slice(0, 40);
}

export function accessKeyHash(keys: Keys, accessKey: string): string {
  return keyedDigest(keys.digest, 'access-key-hash', accessKey);
}

/**
 * Takes a rating in: one durable write that holds the fact and everything that has to follow from it. The same intake
 * twice, also at the same instant, gives the same receipt.
 * @param session of a transaction, for several that are taken in together or not at all
 * @throws AppError `already_rated` when the right was used by another intake, or the same intake comes with another level;
 * within a transaction `conflict` instead
 */
export async function acceptRating(
  settings: IntakeSettings,
  intake: RatingIntake,
  now: Date,
  session?: ClientSession,
): Promise<Accepted> {
  const built = buildRating(settings, intake, now);
  const rating: RatingRecord = { ...built, receipt: await settings.signReceipt(built) };
  if (rating.staticCode) await brakePrintedCode(settings, rating, now);
  try {
    await insertBuilt(RatingModel, rating, session);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    if (session)
      throw new AppError('conflict', {
        message: '有一条刚刚被别人记下，这次一条也没有写入，请重新检查再导入',
      });
    if (isDuplicateKey(error, 'number')) return acceptRating(settings, intake, now);
    return acceptedBefore(settings, rating);
  }
  return { rating, accessKey: accessKeyOf(settings.keys, rating.intakeKey), fresh: true };
}

/** How often one person or device may rate one printed code in a day, and everybody behind one network address in an hour. */
const PRINTED_CODE_LIMITS = { personDay: 3, deviceDay: 3, networkHour: 30 };

/**
 * A printed code gives no single right, so nothing but this keeps one person from rating a window all day. What was
 * taken in before may always be sent again.
 * @throws AppError `too_many_requests`
 */
async function brakePrintedCode(
  { limitFactor }: IntakeSettings,
  rating: RatingRecord,
  now: Date,
): Promise<void> {
  const { staticCode, deviceHash, networkHash, intakeKey } = rating;
  const since = (hours: number) => ({
    staticCode,
    receivedAt: { $gt: new Date(now.getTime() - hours * 3_600_000) },
  });
  const person = personOf(rating);
  const [known, byPerson, byDevice, byNetwork] = await Promise.all([
    RatingModel.exists({ intakeKey }),
    person ? RatingModel.countDocuments({ ...since(24), ...person }) : 0,
    deviceHash ? RatingModel.countDocuments({ ...since(24), deviceHash }) : 0,
    RatingModel.countDocuments({ ...since(1), networkHash }),
  ]);
  if (known) return;
  const { personDay, deviceDay, networkHour } = PRINTED_CODE_LIMITS;
  const tooMuchOfOne = byPerson >= personDay * limitFactor || byDevice >= deviceDay * limitFactor;
  if (tooMuchOfOne || byNetwork >= networkHour * limitFactor) {
    throw new AppError('too_many_requests', {
      message: '这里今天已经评过几次了，这次没有记下；还有话要说，请拨打 12345',
    });
  }
}

/**
 * The ratings of the same signed-in person, as a filter; a new telephone in their hand does not make them another. A
 * business counts across all its handlers, and a handler across all their businesses.
 */
function personOf({ evaluatorId, agent, handler }: RatingRecord): QueryFilter<RatingRecord> | null {
  if (agent?.accountId) return { 'agent.accountId': agent.accountId };
  if (handler) return { $or: [{ evaluatorId }, { 'handler.accountId': handler.accountId }] };
  return evaluatorId ? { evaluatorId } : null;
}

async function acceptedBefore(settings: IntakeSettings, rating: RatingRecord): Promise<Accepted> {
  const same = await RatingModel.findOne({ intakeKey: rating.intakeKey }).lean<RatingRecord>();
  if (!same)
    throw new AppError(
      'already_rated',
      rating.supplements ? { message: '这次服务您已经追评过一次了，有话可以在追评里补充' } : {},
    );
  if (same.level !== rating.level)
    throw new AppError('already_rated', {
      message: '这次评价已经记下，不能再改等级；想说的可以补充在说明里',
    });
  return { rating: same, accessKey: accessKeyOf(settings.keys, same.intakeKey), fresh: false };
}

/** The record of a rating as it is stored, but for the receipt, which is signed of it. */
export function buildRating(
  { keys, detailsWaitSeconds }: Pick<IntakeSettings, 'keys' | 'detailsWaitSeconds'>,
  intake: RatingIntake,
  now: Date,
): Omit<RatingRecord, 'receipt'> {
  const { supplements, device, entered } = intake;
  const subject = supplements?.ratingId ?? intake.invitation?.id ?? intake.staticCode ?? device?.id ?? '';
  const intakeKey = intakeKeyOf(keys, subject, intake.intakeId);
  const id = randomUUID();
  // What was written down by somebody else comes whole: there is nothing to wait for.
  const forwardAt = new Date(now.getTime() + (entered ? 0 : detailsWaitSeconds * 1000));
  const said = entered?.said;
  return {
    _id: id,
    number: datedNumber('HP', now),
    kind: supplements ? 'supplementary' : 'first',
    level: intake.level,
    channel: intake.channel,
    ratedAt: intake.ratedAt,
    receivedAt: now,
    attribution: intake.attribution,
    receivedWeek: weekOf(now),
    veil: veilOfRating(intake.attribution),
    pageSource: intake.pageSource,
    optionSetVersion: NATIONAL_OPTIONS.version,
    intakeKey,
    ...(intake.event
      ? {
          ...(supplements ? {} : { onceKey: onceKeyOf(intake.event, intake.attribution) }),
          projectNo: intake.event.projectNo,
          serviceNumber: intake.event.serviceNumber,
        }
      : {}),
    title: intake.title,
    place: intake.place,
    occasion: intake.occasion,
    invitation: intake.invitation ? { ...intake.invitation, answeredAt: intake.ratedAt } : null,
    staticCode: intake.staticCode,
    ...(device ? { device: { id: device.id, ...(device.clock ? { clock: device.clock } : {}) } } : {}),
    ...(entered ? { entered: { by: entered.by, source: entered.source, evidence: entered.evidence } } : {}),
    openedAt: intake.openedAt,
    assurance: intake.assurance,
    evaluatorId: intake.evaluatorId,
    accountId: intake.accountId,
    agent: intake.agent,
    handler: intake.handler,
    ...(supplements ? { supplements: supplements.ratingId } : {}),
    claims: supplements?.claims ?? [],
    institutionCodes: answeringInstitutions(intake.attribution),
    regionCodes: [...new Set(intake.attribution.targets.map((target) => target.regionCode))],
    deviceHash: intake.deviceId ? keyedDigest(keys.digest, 'device', intake.deviceId) : null,
    networkHash: keyedDigest(keys.digest, 'network', intake.network),
    details: said ? [said] : [],
    standing: 'adopted',
    accessKeyHash: accessKeyHash(keys, accessKeyOf(keys, intakeKey)),
    trail: [
      auditEvent({
        at: now,
        action: supplements ? 'rating.accepted_again' : 'rating.accepted',
        actor: entered?.by ?? { kind: 'evaluator', id: 'unnamed' },
        subject: { kind: 'rating', id },
        detail: { level: intake.level, channel: intake.channel },
      }),
      ...(said?.moderation ?? []).map((one) => flaggedEvent(id, one)),
    ],
    pending: [
      effect('forward', forwardAt),
      effect('audit', now),
      effect('veil', now),
      ...(intake.event && !supplements ? [effect('invitation', now)] : []),
      // A good supplementary rating is told to the open case as well.
      ...(isPoor(intake.level) || supplements ? [effect('open_case', now)] : []),
    ],
    dead: [],
  };
}
