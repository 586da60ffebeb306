import type { OwnFormView } from '@haochaping/shared/contracts';
import { dayOf, LEVEL_NAMES } from '@haochaping/shared/domain';
import { AppError } from '../../../http/errors.js';
import { RatingModel, type RatingRecord } from '../../ratings/index.js';
import type { EntriesOptions } from '../options.js';
import { FormModel, type FormRecord } from './model.js';

/** How far a form came, for whoever holds its stub. Nothing of the words: a stub may be found by anybody. @throws AppError `not_found` */
export async function ownForm(
  { cases }: Pick<EntriesOptions, 'cases'>,
  number: string,
  now: Date,
): Promise<OwnFormView> {
  const form = await FormModel.findOne({ number }).lean<FormRecord>();
  if (!form) throw new AppError('not_found', { message: '没有这个编号的评价表，请对照存根再输一遍' });
  const { title, place, entered } = form;
  const rating = entered && (await RatingModel.findById(entered.ratingId).lean<RatingRecord>());
  if (!entered || !rating) return { number, title, place, entered: null };
  const way = (await cases.waysOf([rating._id], now)).get(rating._id);
  return {
    number,
    title,
    place,
    entered: {
      ratedOn: dayOf(rating.ratedAt),
      enteredOn: dayOf(entered.at),
      level: rating.level,
      levelName: LEVEL_NAMES[rating.level],
      way: way?.text ?? null,
    },
  };
}
