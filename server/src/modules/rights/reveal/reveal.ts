import type { RevealAnswer, RevealDecisionInput, RevealInput } from '@haochaping/shared/contracts';
import {
  firstUnproven,
  notInHandWords,
  PAIR_REFUSALS,
  pairRefusal,
  REVEAL_LIMITS,
  revealMoves,
  stepsAside,
  actsAs,
} from '@haochaping/shared/domain';
import { saidOfNumber } from '@haochaping/shared/domain/complaints';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { recordAudit } from '../../audit/index.js';
import { recordDisclosure } from '../disclosures/disclosures.js';
import { lookAtContact } from '../../evaluators/index.js';
import { CorrectionModel } from '../corrections/model.js';
import { askingOf, claimReveal, recordReveal, revealDetail, unusualNow } from './claim.js';
import { holdOf, holdWords } from './hold.js';
import { personBehind, partyOf } from '../../staff/index.js';
import { handFor } from './recusal.js';
import { ratingForReveal, saidOf, type RatingInQuestion, type RevealDesk } from './rating-in-question.js';
import { RevealModel, type RevealRecord } from './model.js';

/** How long a page may show a contact, in seconds. */
export const SHOWN_SECONDS = 120;
const MINUTE_MS = 60_000;

/**
 * Staff ask for the contact behind a rating. It is shown at once, or waits for a second person of the same office.
 * @throws AppError `not_found`, `not_allowed` (no case in hand; a second person is needed and nobody knows who asks),
 * `too_many_requests`
 */
export async function requestReveal(
  desk: RevealDesk,
  actor: StaffActor,
  input: RevealInput,
  now: Date,
): Promise<RevealAnswer> {
  const rating = await ratingForReveal(desk, actor, input.subject.id, now);
  await refuseHeld(desk, actor, rating, now);
  const applicantId = await refuseUnlessInHand(actor, rating, now);
  if (input.purpose === 'own_request') await refuseUnlessAsked(actor, rating, now);
  await countReveal(desk, actor, rating);
  const { purpose, reason } = input;
  const insteadOf = actsAs(actor, rating.offices)?.insteadOf ?? null;
  const asked = { purpose, reason, applicantId, askedBy: await partyOf(actor), insteadOf };
  const known = (await personBehind(actor.accountId)).document !== null;
  const asking = await askingOf(desk);
  const record = await claimReveal(asking, rating, asked, known, now);
  if (!record) {
    const { unusual } = await unusualNow(asking, actor.accountId, rating, now);
    await refuse(actor, rating.ratingId, 'unproven', now);
    throw new AppError('not_allowed', { message: firstUnproven(unusual) });
  }
  if (record.state === 'opened') return show(desk, actor, record, now);
  return { id: record._id, state: 'waiting', unusual: record.unusual, contact: null };
}

/** The person's own request is one they made and that is not answered yet: a purpose alone opens nothing. */
async function refuseUnlessAsked(actor: StaffActor, rating: RatingInQuestion, now: Date): Promise<void> {
  const asked = await CorrectionModel.exists({ receipt: rating.number, state: 'waiting' });
  if (asked) return;
  await refuse(actor, rating.ratingId, 'not_asked', now);
  throw new AppError('not_allowed', {
    message: '本人没有就这条评价提出过申请。请本人先在“我的信息”里申请更正，选上这条评价，再来核对。',
  });
}

const refuse = (actor: StaffActor, ratingId: string, because: string, at: Date): Promise<void> =>
  recordAudit({
    at,
    action: 'reveal.refused',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'rating', id: ratingId },
    detail: { because },
  });

/** @throws AppError `not_allowed` while somebody else has just changed this account, with the time from which it works */
async function refuseHeld(
  { config }: RevealDesk,
  actor: StaffActor,
  rating: RatingInQuestion,
  now: Date,
): Promise<void> {
  const hold = await holdOf(config, actor.accountId, now);
  if (!hold) return;
  await refuse(actor, rating.ratingId, 'account_changed', now);
  throw new AppError('not_allowed', { message: saidOf(rating, holdWords(hold)) });
}

async function refuseUnlessInHand(actor: StaffActor, rating: RatingInQuestion, now: Date): Promise<string> {
  const hand = handFor(actor, rating, now);
  if (hand.open && rating.applicantId) return rating.applicantId;
  const because = hand.open ? 'nobody' : hand.because;
  await refuse(actor, rating.ratingId, because, now);
  throw new AppError('not_allowed', { message: saidOf(rating, notInHandWords(because, rating.offices)) });
}

async function countReveal(
  { limiter }: RevealDesk,
  actor: StaffActor,
  rating: RatingInQuestion,
): Promise<void> {
  const perAccount = { by: 'actor', points: REVEAL_LIMITS.perHour, seconds: 3600 } as const;
  const perRating = { by: 'actor', points: REVEAL_LIMITS.perRatingADay, seconds: 86_400 } as const;
  const later = (what: string) => (seconds: number) =>
    `${what}，请 ${Math.ceil(seconds / 60)} 分钟后再试；情况紧急请找本单位另一位同事`;
  await limiter.count('revealsByAccount', perAccount, actor.accountId, later('您这一小时查看得太多了'));
  await limiter.count(
    'revealsOfRating',
    perRating,
    rating.ratingId,
    later(saidOf(rating, '这条评价今天查看得太多了')),
  );
}

/**
 * A colleague of the same office agrees or refuses.
 * @throws AppError `not_found`, `conflict` when it is decided, void, or one's own
 */
export async function decideReveal(
  desk: RevealDesk,
  actor: StaffActor,
  id: string,
  { approve, note }: RevealDecisionInput,
  now: Date,
): Promise<RevealRecord> {
  const record = await revealOfOffice(actor, id);
  if (!revealMoves(record, actor, now).includes('decide'))
    throw new AppError('conflict', {
      message: '这项申请不能由您决定：自己的申请要别人同意，已经决定或过时的不能再改',
    });
  const rating = await ratingForReveal(desk, actor, record.ratingId, now);
  const aside = stepsAside(actor, rating);
  if (aside)
    throw new AppError('not_allowed', { message: saidOf(rating, notInHandWords(aside, rating.offices)) });
  if (approve) {
    await refuseHeld(desk, actor, rating, now);
    await refuseUnlessTwoPeople(record.askedBy.accountId, actor.accountId);
  }
  const decided = await RevealModel.findOneAndUpdate(
    { _id: id, state: 'waiting' },
    {
      $set: {
        state: approve ? 'approved' : 'refused',
        decidedBy: await partyOf(actor),
        decidedAt: now,
        note,
        ...(approve && { expiresAt: new Date(now.getTime() + REVEAL_LIMITS.openMinutes * MINUTE_MS) }),
      },
    },
    { returnDocument: 'after' },
  ).lean<RevealRecord>();
  if (!decided) throw new AppError('conflict', { message: '已经有同事决定了' });
  await recordReveal(approve ? 'reveal.approved' : 'reveal.disapproved', actor.accountId, decided, now);
  return decided;
}

/** @throws AppError `not_allowed` unless both are known and different: what to do about it */
async function refuseUnlessTwoPeople(asking: string, agreeing: string): Promise<void> {
  const [first, second] = await Promise.all([personBehind(asking), personBehind(agreeing)]);
  const refusal = pairRefusal(first, second);
  if (refusal) throw new AppError('not_allowed', { message: PAIR_REFUSALS[refusal] });
}

/** Opens a reveal that a colleague agreed to, once, by the one who asked. @throws AppError `not_found`, `conflict`, `not_allowed` */
export async function openReveal(
  desk: RevealDesk,
  actor: StaffActor,
  id: string,
  now: Date,
): Promise<RevealAnswer> {
  const record = await revealOfOffice(actor, id);
  if (!revealMoves(record, actor, now).includes('open'))
    throw new AppError('conflict', { message: '现在不能查看：还没有同意、已经看过或过了时间，请重新申请' });
  const rating = await ratingForReveal(desk, actor, record.ratingId, now);
  await refuseHeld(desk, actor, rating, now);
  await refuseUnlessInHand(actor, rating, now);
  const claimed = await RevealModel.updateOne(
    { _id: record._id, state: 'approved' },
    { $set: { state: 'opened', openedAt: now } },
  );
  if (claimed.modifiedCount === 0) throw new AppError('conflict', { message: '这次申请已经看过了' });
  return show(desk, actor, record, now);
}

async function revealOfOffice(actor: StaffActor, id: string): Promise<RevealRecord> {
  const record = await RevealModel.findOne({
    _id: id,
    'askedBy.institutionCode': actor.institutionCode,
  }).lean<RevealRecord>();
  if (!record) throw new AppError('not_found', { message: '没有找到这项申请' });
  return record;
}

const gone = ({ ratingNumber }: RevealRecord): AppError =>
  new AppError('not_found', { message: saidOfNumber(ratingNumber, '评价人的信息已经删除，联系不到了') });

/**
 * Shows the contact of a reveal that is marked as used already, so that it is shown once; the audit entry and what the evaluator is told
 * are durable; only then anything is decrypted.
 */
async function show(
  { keys }: RevealDesk,
  actor: StaffActor,
  record: RevealRecord,
  now: Date,
): Promise<RevealAnswer> {
  const { purpose, applicantId, ratingId } = record;
  const known = await lookAtContact(applicantId);
  if (!known) throw gone(record);
  const { evaluatorId, told } = known;
  await recordAudit({
    at: now,
    action: 'evaluator.revealed',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'evaluator', id: evaluatorId },
    detail: { ...revealDetail(record), revealId: record._id },
  });
  const withCertificate = purpose === 'own_request';
  await recordDisclosure({
    evaluatorId,
    at: now,
    purpose,
    office: record.askedBy.institutionName,
    role: record.askedBy.role,
    fields: ['name', 'phone', 'email', ...(withCertificate ? ['certNumber'] : [])].filter((one) =>
      told.includes(one),
    ),
    ratingId,
  });
  const opened = await known.open(keys);
  if (!opened) throw gone(record);
  return {
    id: record._id,
    state: 'opened',
    unusual: record.unusual,
    contact: {
      name: opened.name,
      phone: opened.phone,
      email: opened.email,
      certificate:
        withCertificate && told.includes('certNumber')
          ? { type: opened.certType, number: opened.certNumber }
          : null,
      handler: opened.handler ? { name: opened.handler.name } : null,
      shownSeconds: SHOWN_SECONDS,
    },
  };
}
