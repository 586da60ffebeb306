import {
  decideWeek,
  isLastOfQuarter,
  openFrom,
  quarterOf,
  shownFrom,
  weekEnd,
  weekPlus,
  type Served,
  type VeilState,
} from '@haochaping/shared/domain';
import { effect, effectSource, type EffectOutcome, type EffectSource } from '../../../jobs/effects.js';
import { gatherFinds } from '../../../gather.js';
import { firstWeekServed, servedInGroups, servedInPool } from '../../channels/index.js';
import { RatingModel, type RatingRecord } from '../model.js';
import { fieldsOf, stateOf, VeilModel, type VeilRecord } from './model.js';

/** After a week's end this long is waited, so that what was on its way at midnight is in. */
const SETTLE_MS = 3_600_000;
/** Ratings of a tile are marked one after another and must be seen all at once: never sooner than this after the decision. */
const MARKING_MS = 3_600_000;

const veilOf = gatherFinds<VeilRecord>(VeilModel);

/**
 * Makes sure that a pool is being opened. It begins with the quarter in which the pool was first served, not with the one
 * of its first rating, which would tell when that came.
 */
export async function ensureVeil(rating: RatingRecord, now: Date): Promise<void> {
  const { pool } = rating.veil;
  if (await veilOf(pool)) return;
  const served = await firstWeekServed(pool);
  const first = served !== null && served < rating.receivedWeek ? served : rating.receivedWeek;
  await VeilModel.updateOne(
    { _id: pool },
    {
      $setOnInsert: {
        ...fieldsOf({ next: quarterOf(first).from, closed: {}, carried: null }),
        marking: [],
        pending: [effect('advance', now)],
        dead: [],
      },
    },
    { upsert: true },
  );
}

/** Opens ratings to the rated side week by week; `delayDays` is the wait after the end of a tile. */
export function veilEffects(delayDays: number): EffectSource {
  return effectSource<VeilRecord>({
    name: 'veils',
    model: VeilModel,
    performers: { advance: (veil, now) => advance(veil, delayDays, now) },
    kindNames: { advance: '按周向被评一方开放评价' },
  });
}

/** Decides the next week once it is over. Stopped anywhere and repeated, it marks the same ratings in the same way. */
async function advance(veil: VeilRecord, delayDays: number, now: Date): Promise<EffectOutcome> {
  await markRatings(veil);
  const due = new Date(weekEnd(veil.next).getTime() + SETTLE_MS);
  if (due > now) return { later: due };
  const before = stateOf(veil);
  const { state, tiles } = decideWeek(before, await servedSince(veil._id, before));
  const earliest = new Date(now.getTime() + MARKING_MS);
  const marking = tiles.map((tile) => {
    const shownAt = shownFrom(tile.to, delayDays);
    return { ...tile, shownAt: shownAt > earliest ? shownAt : earliest };
  });
  // The decision is kept before a single rating is marked: services that are reported late can no longer change it.
  const decided = await VeilModel.findOneAndUpdate(
    { _id: veil._id, next: veil.next },
    { $set: { ...fieldsOf(state), marking } },
    { returnDocument: 'after' },
  ).lean<VeilRecord>();
  if (decided) await markRatings(decided);
  return { later: new Date(weekEnd(state.next).getTime() + SETTLE_MS) };
}

/** What `decideWeek` needs to know: in an ordinary week only the groups that were served in it, at a quarter's end all. */
async function servedSince(pool: string, state: VeilState): Promise<Served[]> {
  const week = state.next;
  const quarter = quarterOf(week);
  if (isLastOfQuarter(week)) return servedInPool(pool, { from: quarter.from, to: week });
  const thisWeek = await servedInPool(pool, { from: week, to: week });
  const longer = new Set(thisWeek.map(({ group }) => group).filter((group) => openFrom(state, group) < week));
  if (longer.size === 0) return thisWeek;
  return [
    ...thisWeek,
    ...(await servedInGroups([...longer], { from: quarter.from, to: weekPlus(week, -1) })),
  ];
}

/** Marks the ratings of the tiles in hand, and forgets the tiles. A rating that is marked stays as it is. */
async function markRatings(veil: VeilRecord): Promise<void> {
  if (veil.marking.length === 0) return;
  for (const { group, from, to, shownAt } of veil.marking) {
    const inTile = group
      ? { 'veil.group': group, receivedWeek: { $gte: from, $lte: to } }
      : { 'veil.pool': veil._id, receivedWeek: { $lte: to } };
    await RatingModel.updateMany(
      { ...inTile, ratedSide: null },
      {
        $set: { ratedSide: { from, to, named: Boolean(group), shownAt } },
        $push: { pending: effect('rollup', shownAt) },
      },
    );
  }
  await VeilModel.updateOne({ _id: veil._id, next: veil.next }, { $set: { marking: [] } });
}
