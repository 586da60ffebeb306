import type { mongo } from 'mongoose';
import { dayOf, type Day } from '@haochaping/shared/domain';
import { gather } from '../../gather.js';
import { StatisticsDayModel, type StatisticsDayRecord } from './model.js';

type Marking = mongo.AnyBulkWriteOperation<StatisticsDayRecord & mongo.Document>;

/** One write a day, however many facts of it changed in the same moment. */
const write = gather<{ day: Day; now: Date }, void>(async (asked) => {
  const days = new Map(asked.map(({ day, now }) => [day, now]));
  const operations = [...days].map(([day, now]): Marking => ({
    updateOne: { filter: { _id: day }, update: { $inc: { marks: 1 }, $min: { dirtyAt: now } }, upsert: true },
  }));
  await StatisticsDayModel.collection.bulkWrite(operations as never, { ordered: false });
  return asked.map(() => undefined);
});

/** Has the buckets of these days counted anew; nothing is lost when a count is running meanwhile. */
export async function markDays(days: Iterable<Day>, now: Date): Promise<void> {
  await Promise.all([...new Set(days)].map((day) => write({ day, now })));
}

/** A fact of that instant's day changed. */
export const markInstants = (instants: readonly Date[], now: Date): Promise<void> =>
  markDays(instants.map(dayOf), now);
