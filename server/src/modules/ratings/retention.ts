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

/** What is asked of the rating of a transaction to know whether its applicant may go. */
export type TransactionRating = Pick<
  RatingRecord,
  '_id' | 'projectNo' | 'serviceNumber' | 'level' | 'standing' | 'ratedAt'
>;
const ASKED = { projectNo: 1, serviceNumber: 1, level: 1, standing: 1, ratedAt: 1 } as const;

/** The ratings of these service events, the supplementary ones too. */
export async function ratingsOfEvents(
  events: readonly { projectNo: string; serviceNumber: number }[],
): Promise<TransactionRating[]> {
  if (events.length === 0) return [];
  return RatingModel.find(
    { projectNo: { $in: [...new Set(events.map(({ projectNo }) => projectNo))] } },
    ASKED,
  ).lean<TransactionRating[]>();
}

/** The ratings of the transactions of these evaluators. */
export async function ratingsOfEvaluators(evaluatorIds: readonly string[]): Promise<TransactionRating[]> {
  return RatingModel.find(
    { evaluatorId: { $in: [...evaluatorIds] }, projectNo: { $type: 'string' } },
    ASKED,
  ).lean<TransactionRating[]>();
}
