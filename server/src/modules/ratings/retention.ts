import { datedRule, type RetentionRule } from '../../jobs/retention.js';
import { RatingModel, type RatingRecord } from './model.js';

/** The hashes of device and network, which only serve to notice that one person rates again and again. */
export function deviceHashRetention(days: number): RetentionRule {
  return datedRule<RatingRecord>({
    name: 'device_hashes',
    what: '评价里的设备和网络散列',
    days,
    model: RatingModel,
    field: 'receivedAt',
    where: { networkHash: { $type: 'string' } },
    remove: async (ids) => {
      await RatingModel.updateMany({ _id: { $in: ids } }, { $unset: { deviceHash: 1, networkHash: 1 } });
    },
  });
}

export type EventRating = Pick<RatingRecord, '_id' | 'projectNo' | 'serviceNumber' | 'level' | 'standing'>;

/** The ratings of these service events, the supplementary ones too. */
export async function ratingsOfEvents(
  events: readonly { projectNo: string; serviceNumber: number }[],
): Promise<EventRating[]> {
  if (events.length === 0) return [];
  return RatingModel.find(
    { projectNo: { $in: [...new Set(events.map(({ projectNo }) => projectNo))] } },
    { projectNo: 1, serviceNumber: 1, level: 1, standing: 1 },
  ).lean<EventRating[]>();
}

/** A poor rating as it was given, which no procedure has brought to an end: its author may still have to be called. */
export function withoutOutcome({ level, standing }: Pick<EventRating, 'level' | 'standing'>): boolean {
  return level <= 2 && standing === 'adopted';
}
