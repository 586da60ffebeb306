import { CITY, dayEnd, dayStart } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { FormModel } from './model.js';

/** How many forms of a period were written down, compared with their paper, and found wrong, as an office oversees them. */
export async function countForms(
  { regionCodes }: StaffActor,
  { from, to }: { from: string; to: string },
): Promise<{ entered: number; checked: number; wrong: number }> {
  const filter = {
    ...(regionCodes.includes(CITY) ? {} : { regionCode: { $in: regionCodes } }),
    'entered.ratedAt': { $gte: dayStart(from), $lt: dayEnd(to) },
  };
  const [entered, checked, wrong] = await Promise.all([
    FormModel.countDocuments(filter),
    FormModel.countDocuments({ ...filter, 'check.verdict': { $in: ['same', 'wrong'] } }),
    FormModel.countDocuments({ ...filter, 'check.verdict': 'wrong' }),
  ]);
  return { entered, checked, wrong };
}
