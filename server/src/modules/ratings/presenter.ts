import { isPoor, LEVEL_NAMES, optionSetOf } from '@haochaping/shared/domain';
import type {
  CaseWayView,
  MyRatingRow,
  OwnRatingView,
  Receipt,
  StaffRatingView,
} from '@haochaping/shared/contracts';
import { presentAnswers, type KnownVersion } from '../questionnaires/index.js';
import type { GivenFor } from './given-for.js';
import type { Accepted } from './intake.js';
import type { RatingRecord } from './model.js';
import type { RatingDetailsFact } from './said.js';
import { textStateIn } from './texts/moderation.js';
import { isOwn } from './own/own.js';
import { committedText } from './receipt.js';

/** What forwarding knows of a rating's way to the province, in the words of the console. */
export type Delivery = NonNullable<StaffRatingView['forwarding']>;

export function presentReceipt(
  { rating, accessKey }: Accepted,
  detailsWaitSeconds: number,
  givenFor: GivenFor,
): Receipt {
  return {
    number: rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    title: rating.title,
    place: rating.place,
    givenForName: givenFor(rating),
    ratedAt: rating.ratedAt.toISOString(),
    receivedAt: rating.receivedAt.toISOString(),
    nonce: rating.receipt.nonce,
    commitment: rating.receipt.commitment,
    path: rating.receipt.path,
    signature: rating.receipt.signature,
    keyId: rating.receipt.keyId,
    committed: committedText(rating, rating.receipt.nonce),
    accessKey,
    detailsUntil: new Date(rating.receivedAt.getTime() + detailsWaitSeconds * 1000).toISOString(),
  };
}

/** The options of one addition with their words, as they stood in the set the rating was given with. */
export function labelled(
  rating: RatingRecord,
  details: RatingDetailsFact,
): { code: string; label: string }[] {
  const known = optionSetOf(rating.optionSetVersion)?.byLevel[rating.level] ?? [];
  return details.options.map((code) => ({
    code,
    label: known.find((option) => option.code === code)?.label ?? code,
  }));
}

/**
 * An own rating with how far it has come.
 * @param delivery null while nothing is known of it yet
 * @param way where its case stands; null without one
 * @param versions of the questionnaires that were answered
 * @param viewer the ids of the one who is signed in; without them whoever holds the receipt gave it
 */
export function presentOwnRating(
  rating: RatingRecord,
  delivery: Delivery | null,
  way: CaseWayView | null,
  givenFor: GivenFor,
  versions: ReadonlyMap<string, KnownVersion>,
  viewer?: readonly string[],
): Omit<OwnRatingView, 'asked'> {
  return {
    number: rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    poor: isPoor(rating.level),
    title: rating.title,
    place: rating.place,
    givenForName: viewer ? seenBy(viewer, rating, givenFor) : givenFor(rating),
    ratedAt: rating.ratedAt.toISOString(),
    details: rating.details.map((one) => ({
      at: one.at.toISOString(),
      options: labelled(rating, one),
      text: one.text,
      questionnaire: presentAnswers(one.questionnaire, versions, (text) => text),
      shown: textStateIn(one),
    })),
    standing: rating.standing,
    way,
    progress: progressOf(rating, delivery),
  };
}

/** A row of one's own list: as the evaluator, as an agent or a handler, or by the receipt. */
export function presentMyRating(
  rating: RatingRecord,
  evaluatorIds: readonly string[],
  way: CaseWayView | null,
  givenFor: GivenFor,
): MyRatingRow {
  const reason = reasonOf(rating, evaluatorIds, givenFor);
  return {
    number: rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    poor: isPoor(rating.level),
    title: rating.title,
    place: rating.place,
    ratedAt: rating.ratedAt.toISOString(),
    standing: rating.standing,
    way,
    detailsCount: rating.details.length,
    ...reason,
  };
}

type Reason = Pick<MyRatingRow, 'mineAs' | 'mineAsName'>;

/** How a rating came to be this person's own. */
function reasonOf(rating: RatingRecord, own: readonly string[], givenFor: GivenFor): Reason {
  const { agent, handler, claims } = rating;
  const chosen = givenFor(rating);
  const giver = agent?.accountId ?? handler?.accountId;
  if (chosen && giver && own.includes(giver))
    return { mineAs: agent ? 'agent' : 'business', mineAsName: chosen };
  if (!isOwn(rating, own))
    return claims?.some(({ accountId }) => own.includes(accountId))
      ? { mineAs: 'receipt', mineAsName: [chosen, '凭回执归到您名下'].filter(Boolean).join('，') }
      : { mineAs: 'business', mineAsName: '您代办的企业评的' };
  return agent
    ? { mineAs: 'evaluator', mineAsName: '由代办人替您评的' }
    : { mineAs: 'evaluator', mineAsName: rating.kind === 'first' ? '您评的' : '您追评的' };
}

/** The words of the list, where they say more than that it is one's own; a receipt was held by whoever gave it. */
function seenBy(own: readonly string[], rating: RatingRecord, givenFor: GivenFor): string | null {
  const { mineAs, mineAsName } = reasonOf(rating, own, givenFor);
  if (mineAs === 'receipt') return givenFor(rating);
  return mineAs === 'evaluator' && !rating.agent ? null : mineAsName;
}

/** How far a rating has come, in words that are true of it now. */
function progressOf(rating: RatingRecord, delivery: Delivery | null): OwnRatingView['progress'] {
  const received = { at: rating.receivedAt.toISOString(), text: '收到了您的评价', state: 'done' as const };
  if (!rating.projectNo)
    return [received, { at: null, text: '记在本市；没有对应的办件，不送省系统', state: 'done' }];
  switch (delivery?.state) {
    case 'sent':
      return [
        received,
        { at: delivery.sentAt, text: '已送到省“好差评”系统', state: 'done' },
        ...saidLater(rating, delivery),
      ];
    case 'held':
      return isPoor(rating.level) && rating.details.length === 0
        ? [received, { at: null, text: '还没有送省：请补充一句哪里不满意', state: 'now' }]
        : [received, { at: null, text: '还没有送省：材料不全，先记在本市', state: 'now' }];
    case 'parked':
      return [received, { at: null, text: '还没有送到省里，等工作人员处理；已记在本市', state: 'now' }];
    case 'waiting':
    case 'sending':
    case undefined:
      return [received, { at: null, text: '正在送往省“好差评”系统', state: 'now' }];
  }
}

/** The provincial interface takes no later words; whoever adds some is told where they stay. */
function saidLater(rating: RatingRecord, delivery: Delivery): OwnRatingView['progress'] {
  const last = rating.details.at(-1);
  if (!last || !delivery.sentAt || last.at <= new Date(delivery.sentAt)) return [];
  return [{ at: last.at.toISOString(), text: '之后补充的话记在本市，不再送省', state: 'done' }];
}
