import type { ComplaintInput } from '@haochaping/shared/contracts';
import type { Attribution } from '@haochaping/shared/domain';
import type { EvaluatorActor } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { snapshot } from '../channels/index.js';
import { describeTarget } from '../directory/index.js';
import { findMyRating, findOwnRating } from '../ratings/index.js';

/** What a complaint is about, in names of the day. */
export interface About {
  title: string;
  place: string;
  attribution: Attribution;
  /** The rating from whose page it was told. */
  ratingId: string | null;
}

/**
 * Looks up what somebody complains about: something of the directory, or what their own rating was about.
 * @throws AppError `invalid_input` for what the directory does not know, `not_found` for a rating that is not theirs
 */
export async function aboutOf(
  keys: Keys,
  { about, staffCode }: Pick<ComplaintInput, 'about' | 'staffCode'>,
  visitor: EvaluatorActor | null,
  now: Date,
): Promise<About> {
  const found = await placeOf(keys, about, visitor, now);
  if (!staffCode) return found;
  const person = await describeTarget({ kind: 'staff', code: staffCode }, now);
  if (!person)
    throw wrongField('staffCode', '没有找到这个工号。请照着胸牌核对；不知道工号可以不填，把人写在话里');
  const targets = found.attribution.targets.filter(({ kind }) => kind !== 'staff');
  return {
    ...found,
    title: `${found.title}：${person.name}`,
    attribution: { ...found.attribution, targets: [...targets, snapshot(person)] },
  };
}

async function placeOf(
  keys: Keys,
  about: ComplaintInput['about'],
  visitor: EvaluatorActor | null,
  now: Date,
): Promise<About> {
  if ('rating' in about) {
    const rating = await ratingOf(keys, about, visitor, now);
    const { title, place, attribution, _id: ratingId } = rating;
    return { title, place, attribution, ratingId };
  }
  const target = await describeTarget(about, now);
  if (!target) throw wrongField('about.code', '没有找到这个地方或这件事，请重新选一次');
  return {
    title: target.name,
    place: target.place,
    attribution: { scope: 'place', targets: [snapshot(target)] },
    ratingId: null,
  };
}

const ratingOf = (
  keys: Keys,
  { rating, accessKey }: { rating: string; accessKey?: string | undefined },
  visitor: EvaluatorActor | null,
  now: Date,
) => {
  if (accessKey) return findOwnRating(keys, rating, accessKey);
  if (visitor) return findMyRating(visitor, rating, now);
  throw new AppError('not_found', { message: '没有找到这条评价，请从“我的评价”里打开' });
};
