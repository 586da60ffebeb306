import { randomUUID } from 'node:crypto';
import type { RatingDetailsInput, RatingInput } from '@haochaping/shared/contracts';
import {
  foreignOptions,
  NATIONAL_OPTIONS,
  optionSetOf,
  seenLength,
  writtenWords,
  type Level,
} from '@haochaping/shared/domain';
import type { EvaluatorActor } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import { effect } from '../../jobs/effects.js';
import { sameText, type Keys } from '../../keys.js';
import { auditEvent } from '../audit/index.js';
import { acceptedAnswers } from '../questionnaires/index.js';
import { findInvitation, findStaticCode, markOpened, type InvitationRecord } from '../channels/index.js';
import {
  acceptRating,
  accessKeyHash,
  type Accepted,
  type IntakeSettings,
  type RatingIntake,
} from './intake.js';
import { intakeFromInvitation, settleParts, type Common, type ToldIntake } from './told.js';
import { refuseRatedStaff, speakerIn } from './speaker.js';
import { RatingModel, type RatingRecord } from './model.js';
import type { RatingDetailsFact } from './said.js';
import {
  flaggedEvent,
  judgedLocally,
  moderated,
  wordsOf,
  writerOf,
  type TextSettings,
} from './texts/moderation.js';

/** How long before its arrival a rating kept offline may have been given: as long as a phone may lie in a drawer. */
const MAX_OFFLINE_MS = 30 * 86_400_000;
/** Who rates a printed code stands before it; a few days without network are believed, not a month. */
const MAX_PRINTED_CODE_AGE_MS = 3 * 86_400_000;
const MAX_CLOCK_SKEW_MS = 5 * 60_000;
/** Later words are welcome, but not without end. */
const MAX_DETAILS = 20;

/** The invitation behind a token; opening it for the first time is noted. @throws AppError `invitation_unknown` */
export async function openInvitation(keys: Keys, token: string, now: Date): Promise<InvitationRecord> {
  const invitation = await findInvitation(keys, token);
  if (!invitation.openedAt) await markOpened(invitation._id, now);
  return invitation;
}

/**
 * Takes in what the rating page sent.
 * @throws AppError `invitation_unknown`, `invitation_expired`, `static_code_unknown`, `already_rated`, `invalid_input`, `rated_staff`
 */
export async function rateFromPage(
  settings: IntakeSettings,
  input: RatingInput,
  from: { network: string; visitor: EvaluatorActor | null },
  now: Date,
): Promise<Accepted> {
  const ratedAt = believableInstant(input.ratedAt, now);
  const common = {
    intakeId: input.intakeId,
    level: input.level,
    pageSource: 'own' as const,
    openedAt: openedBefore(input.openedAt, ratedAt),
    ratedAt,
    deviceId: input.deviceId ?? null,
    network: from.network,
  };
  const told = input.invitation
    ? intakeFromInvitation(await findInvitation(settings.keys, input.invitation), common)
    : await intakeFromStaticCode(input.staticCode as string, input.channel, common, now);
  await refuseRatedStaff(told.attribution, from.visitor, told.applicantId, now);
  await settleParts(told);
  const { applicantId, ...rest } = told;
  const intake = { ...rest, ...(await speakerIn(input, applicantId, from.visitor, now)) };
  return acceptRating(settings, intake, now);
}

async function intakeFromStaticCode(
  code: string,
  channel: RatingIntake['channel'] | undefined,
  common: Common,
  now: Date,
): Promise<ToldIntake> {
  if (common.ratedAt.getTime() < now.getTime() - MAX_PRINTED_CODE_AGE_MS) throw clockIsOff();
  const found = await findStaticCode(code, now);
  return {
    ...common,
    channel: channel ?? 'qr',
    title: found.title,
    place: found.place,
    occasion: null,
    attribution: found.attribution,
    applicantId: null,
    event: null,
    invitation: null,
    staticCode: code,
  };
}

function believableInstant(told: string | undefined, now: Date): Date {
  if (told === undefined) return now;
  const at = Date.parse(told);
  if (at > now.getTime() + MAX_CLOCK_SKEW_MS || at < now.getTime() - MAX_OFFLINE_MS) {
    throw clockIsOff();
  }
  return new Date(Math.min(at, now.getTime()));
}

function clockIsOff(): AppError {
  return wrongField('ratedAt', '评价时间与现在相差太多，请校准手机时钟后重试');
}

/** When the page was opened, as the device tells it; null for what cannot be: after the tap, or longer before it than a day. */
function openedBefore(told: string | undefined, ratedAt: Date): Date | null {
  if (told === undefined) return null;
  const at = Date.parse(told);
  return at <= ratedAt.getTime() && at >= ratedAt.getTime() - 86_400_000 ? new Date(at) : null;
}

/** The rating of that receipt number, for whoever holds its access key. A wrong key answers like an unknown number. */
export async function findOwnRating(keys: Keys, number: string, accessKey: string): Promise<RatingRecord> {
  const rating = await RatingModel.findOne({ number }).lean<RatingRecord>();
  const given = accessKeyHash(keys, accessKey);
  if (!rating || !sameText(given, rating.accessKeyHash))
    throw new AppError('not_found', { message: '没有找到这张回执，请从“我的评价”里打开' });
  return rating;
}

/**
 * Appends to a rating that is known to be the speaker's own, as a fact of its own. The same `detailsId` again changes
 * nothing. When the evaluator is done, forwarding need not wait any longer.
 * @throws AppError `invalid_input` (options of another level, answers that do not fit), `conflict` (too many additions)
 */
export async function addDetailsTo(
  texts: TextSettings,
  rating: RatingRecord,
  input: Omit<RatingDetailsInput, 'accessKey'>,
  now: Date,
): Promise<RatingRecord> {
  refuseForeignOptions(rating, input.options);
  const text = seenLength(input.text) > 0 ? writtenWords(input.text).trim() : '';
  const questionnaire = input.questionnaire ? await acceptedAnswers(input.questionnaire, rating) : null;
  const words = wordsOf({ text, questionnaire });
  const said: RatingDetailsFact = {
    id: input.detailsId,
    at: now,
    options: [...new Set(input.options)],
    text,
    ...(questionnaire ? { questionnaire } : {}),
    ...moderated(judgedLocally(texts.wordLists, words, now)),
  };
  const saysSomething = said.options.length > 0 || said.text !== '' || questionnaire !== null;
  if (saysSomething) await appendDetails(texts, rating, said, now);
  if (input.finished) await forwardNow(rating._id, now);
  return (await RatingModel.findById(rating._id).lean<RatingRecord>()) ?? rating;
}

/** @throws AppError `invalid_input` for options of another level */
function refuseForeignOptions(
  { level, optionSetVersion }: Pick<RatingRecord, 'level' | 'optionSetVersion'>,
  options: readonly string[],
): void {
  const set = optionSetOf(optionSetVersion);
  const foreign = set ? foreignOptions(set, level, options) : options;
  if (foreign.length > 0) {
    throw wrongField('options', `选项 ${foreign.join('、')} 不属于您选的等级`);
  }
}

/** What stood on a form or was said by telephone along with the level, judged as any words are; null where it was nothing. @throws AppError `invalid_input` */
export function saidWith(
  { wordLists }: TextSettings,
  { level, options, text }: { level: Level; options: readonly string[]; text: string },
  now: Date,
): RatingDetailsFact | null {
  refuseForeignOptions({ level, optionSetVersion: NATIONAL_OPTIONS.version }, options);
  if (options.length === 0 && text === '') return null;
  return {
    id: randomUUID(),
    at: now,
    options: [...new Set(options)],
    text,
    ...moderated(judgedLocally(wordLists, text, now)),
  };
}

async function appendDetails(
  texts: TextSettings,
  rating: RatingRecord,
  said: RatingDetailsFact,
  now: Date,
): Promise<void> {
  const event = auditEvent({
    at: now,
    action: 'rating.details_added',
    actor: { kind: 'evaluator', id: 'unnamed' },
    subject: { kind: 'rating', id: rating._id },
    detail: {
      options: said.options.length,
      words: wordsOf(said).length,
      ...(said.questionnaire ? { answers: said.questionnaire.answers.length } : {}),
    },
  });
  // Forwarding is told again: a poor rating that waits unexplained may go now. One still waiting for details is not hurried.
  const asks = wordsOf(said) !== '' && writerOf(rating) && texts.checkText;
  const pending = {
    $each: [
      effect('audit', now),
      effect('forward', now),
      effect('rollup', now),
      ...(asks ? [effect('check_text', now)] : []),
    ],
  };
  const trail = { $each: [event, ...(said.moderation ?? []).map((one) => flaggedEvent(rating._id, one))] };
  const result = await RatingModel.updateOne(
    { _id: rating._id, 'details.id': { $ne: said.id }, [`details.${MAX_DETAILS - 1}`]: { $exists: false } },
    { $push: { details: said, trail, pending } },
  );
  if (result.modifiedCount === 1 || rating.details.some((one) => one.id === said.id)) return;
  const known = await RatingModel.exists({ _id: rating._id, 'details.id': said.id });
  if (!known) throw new AppError('conflict', { message: '补充的次数太多了；还有话要说，请拨打 12345' });
}

/** Forwarding looks at these ratings again: something they waited for was told. */
export async function forwardAgain(ratingIds: readonly string[], now: Date): Promise<void> {
  await RatingModel.updateMany(
    { _id: { $in: [...ratingIds] } },
    { $push: { pending: effect('forward', now) } },
  );
}

/** Lets the waiting forward effect go at once; one that a worker holds is left alone. */
async function forwardNow(ratingId: string, now: Date): Promise<void> {
  await RatingModel.updateOne(
    {
      _id: ratingId,
      pending: { $elemMatch: { kind: 'forward', owner: null, attempts: 0, notBefore: { $gt: now } } },
    },
    { $set: { 'pending.$.notBefore': now } },
  );
}
