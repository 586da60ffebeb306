import {
  describeForRelease,
  isPoor,
  openFrom,
  quarterOf,
  RATED_SIDE_ROLES,
  RELEASE_WEEKS,
  shownFrom,
  weekOf,
  weekPlus,
} from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { auditEvent } from '../../audit/index.js';
import { servedInPool } from '../../channels/index.js';
import { accountsOf, type NamedAccount } from '../../staff/index.js';
import { RatingModel, type RatedSideMark, type RatingRecord } from '../model.js';
import { isReleasable, isVeiledFor } from '../policy.js';
import { findVisibleRating } from '../queries.js';
import { stateOf, VeilModel, type VeilRecord } from './model.js';

/**
 * The accounts a rating may be released to: those of the institutions it counts for.
 * @throws AppError `not_found`, `not_allowed` to the rated side
 */
export async function possibleHandlers(actor: StaffActor, id: string, now: Date): Promise<NamedAccount[]> {
  return accountsOf((await ratingToRelease(actor, id, now)).institutionCodes, RATED_SIDE_ROLES);
}

async function ratingToRelease(actor: StaffActor, id: string, now: Date): Promise<RatingRecord> {
  const rating = await findVisibleRating(actor, id, now);
  if (!rating) throw new AppError('not_found', { message: '没有找到这条评价，或您没有权限查看' });
  if (isVeiledFor(actor, rating))
    throw new AppError('not_allowed', { message: '这条评价评的是您或您的单位，您要回避，不能由您送达' });
  return rating;
}

/**
 * Releases a poor rating to named accounts of the rated side before its time (送达). They read the same kind of
 * description as everybody later: never the transaction or window, and the item only among enough who were served. How it
 * is described then stays, and everybody else reads it after the quarter.
 * @throws AppError `not_found`; `not_allowed` to the rated side; `invalid_input` for an account that is not of the rated side; `conflict` when it is not a
 * poor rating, is shown already, or no description fits enough people
 */
export async function releaseRating(
  actor: StaffActor,
  id: string,
  handlers: readonly string[],
  delayDays: number,
  now: Date,
): Promise<RatingRecord> {
  const rating = await ratingToRelease(actor, id, now);
  if (!isReleasable(rating, now))
    throw new AppError('conflict', {
      message: isPoor(rating.level) ? '单位已经看到这条评价，不用再送达' : '只有差评才提前送达',
    });
  const allowed = new Set((await accountsOf(rating.institutionCodes, RATED_SIDE_ROLES)).map((one) => one.id));
  const strangers = handlers.flatMap((one, index) =>
    allowed.has(one) ? [] : [{ field: `handlers.${index}`, message: '这个账号不是被评单位的，请重新选择' }],
  );
  if (strangers.length > 0) throw new AppError('invalid_input', { details: strangers });
  const mark = rating.ratedSide ?? (await describeNow(rating, delayDays, now));
  if (!mark)
    throw new AppError('conflict', {
      message: '最近来办事的人太少，现在送达会让人猜出是谁评的；到期会自动送达，这条评价没有改动',
    });
  await keepRelease(rating, mark, { at: now, by: actor.accountId, handlers: [...new Set(handlers)] });
  return ratingToRelease(actor, id, now);
}

/** How the rating can be described today; null where no description fits enough people, or it arrived too long ago. */
async function describeNow(
  rating: RatingRecord,
  delayDays: number,
  now: Date,
): Promise<RatedSideMark | null> {
  const { group, pool } = rating.veil;
  const to = weekOf(now);
  const weeks = { from: weekPlus(to, 1 - RELEASE_WEEKS), to };
  if (rating.receivedWeek < weeks.from) return null;
  const veil = await VeilModel.findById(pool).lean<VeilRecord>();
  const served = await servedInPool(pool, weeks);
  // Weeks already in a tile are none it can have come in: its mark would say so.
  const open = veil ? served.filter((one) => one.week >= openFrom(stateOf(veil), one.group)) : served;
  const described = describeForRelease(group, open, weeks);
  return described && { ...described, shownAt: shownFrom(quarterOf(to).to, delayDays) };
}

async function keepRelease(
  rating: RatingRecord,
  ratedSide: RatedSideMark,
  release: RatingRecord['releases'][number],
): Promise<void> {
  const event = auditEvent({
    at: release.at,
    action: 'rating.released',
    actor: { kind: 'staff', id: release.by },
    subject: { kind: 'rating', id: rating._id },
    detail: { handlers: release.handlers.join(' '), named: ratedSide.named },
  });
  const unmarked = rating.ratedSide ? {} : { ratedSide: null };
  const kept = await RatingModel.updateOne(
    { _id: rating._id, ...unmarked },
    {
      $set: { ratedSide },
      $push: { releases: release, trail: event, pending: effect('audit', release.at) },
    },
  );
  if (kept.modifiedCount === 0)
    throw new AppError('conflict', { message: '刚才到了向单位开放的时间，请刷新后再看' });
}
