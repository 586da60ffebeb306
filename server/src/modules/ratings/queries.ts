import type { QueryFilter } from 'mongoose';
import type { StaffRatingQuery } from '@haochaping/shared/contracts';
import { dayEnd, dayStart, POOR_LEVELS, type Level } from '@haochaping/shared/domain';
import { containing } from '../../database.js';
import type { StaffActor } from '../../http/actor.js';
import { countUpTo, pageOfRecords } from '../../paging.js';
import { directoryNow } from '../directory/index.js';
import { RatingModel, type RatingRecord } from './model.js';
import { isRatedSideRole, othersRatings, ownRatings, visibleRatings } from './policy.js';

export interface RatingList {
  ratings: RatingRecord[];
  total: number;
}

/** Ids of ratings whose delivery is in a state; handed in, since forwarding stands behind this module. */
export type DeliveryFilter = (
  state: NonNullable<StaffRatingQuery['delivery']>,
) => Promise<{ in: string[] } | { notIn: string[] }>;

/** Named one by one, each is a stretch of the index in the order of the list. */
const POOR = { $in: POOR_LEVELS };

/**
 * A page of the ratings of others, newest first, or of those of which the account is the rated side: newest period first, without
 * order inside it, and never among the others, where their place would tell their time.
 */
export async function listRatings(
  actor: StaffActor,
  query: StaffRatingQuery,
  byDelivery: DeliveryFilter,
  now: Date,
): Promise<RatingList> {
  const own = isRatedSideRole(actor) || query.side === 'own';
  const narrowed = await conditions(query, own, byDelivery, now);
  const { records, total } = await pageOfRecords<RatingRecord>(
    RatingModel,
    own ? ownRatings(actor, now, narrowed) : { $and: [othersRatings(actor), ...narrowed] },
    own ? { 'ratedSide.to': -1, _id: 1 } : { ratedAt: -1, _id: 1 },
    { page: query.page, pageSize: query.pageSize },
  );
  return { ratings: records, total };
}

async function conditions(
  query: StaffRatingQuery,
  ratedSide: boolean,
  byDelivery: DeliveryFilter,
  now: Date,
): Promise<QueryFilter<RatingRecord>[]> {
  const all: QueryFilter<RatingRecord>[] = [];
  if (query.level) all.push({ level: query.level === 'poor' ? POOR : (Number(query.level) as Level) });
  if (query.regionCode) all.push({ regionCodes: query.regionCode });
  if (query.institutionCode) all.push({ institutionCodes: query.institutionCode });
  if (query.search) {
    const pattern = containing(query.search);
    all.push(
      ratedSide
        ? { title: pattern, 'ratedSide.named': true }
        : { $or: [{ title: pattern }, { place: pattern }, { number: pattern }] },
    );
  }
  // A day, a receipt number (it carries the day) or a delivery instant would tell the rated side more than the period it may know.
  if (ratedSide) return all;
  if (query.channel) all.push({ channel: query.channel });
  if (query.standing) all.push({ standing: query.standing });
  if (query.option) all.push({ 'details.options': { $in: query.option.split(',') } });
  if (query.target) all.push(await ratedTarget(query.target, now));
  if (query.from) all.push({ ratedAt: { $gte: dayStart(query.from) } });
  if (query.to) all.push({ ratedAt: { $lt: dayEnd(query.to) } });
  if (query.delivery) {
    const ids = await byDelivery(query.delivery);
    all.push({ _id: 'in' in ids ? { $in: ids.in } : { $nin: ids.notIn } });
  }
  return all;
}

/** Ratings of one target; of a hall also those of the windows that stand in it, as figures count them. */
async function ratedTarget(target: string, now: Date): Promise<QueryFilter<RatingRecord>> {
  const [kind = '', code = ''] = target.split(':');
  const rated = (of: string, among: readonly string[]): QueryFilter<RatingRecord> => ({
    'attribution.targets': { $elemMatch: { kind: of, code: { $in: [...among] } } },
  });
  if (kind !== 'hall') return rated(kind, [code]);
  const windows = (await directoryNow())
    .standing('windows', now)
    .filter(({ data }) => data.hallCode === code);
  return {
    $or: [
      rated('hall', [code]),
      rated(
        'window',
        windows.map((one) => one.code),
      ),
    ],
  };
}

/** One rating the actor may see; null when there is none, or when it is not theirs to see. */
export async function findVisibleRating(
  actor: StaffActor,
  id: string,
  now: Date,
): Promise<RatingRecord | null> {
  return RatingModel.findOne({
    $and: [{ _id: id }, visibleRatings(actor, now)],
  }).lean<RatingRecord>();
}

export interface RatingCounts {
  today: number;
  poorToday: number;
}

/** How many ratings of others came today, the day in Shanghai. */
export async function countRatings(actor: StaffActor, now: Date): Promise<RatingCounts> {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(now);
  const since = { ratedAt: { $gte: dayStart(day) } };
  const visible = othersRatings(actor);
  const [today, poorToday] = await Promise.all([
    countUpTo<RatingRecord>(RatingModel, { $and: [visible, since] }),
    countUpTo<RatingRecord>(RatingModel, { $and: [visible, since, { level: POOR }] }),
  ]);
  return { today, poorToday };
}
