import type { DataSection } from '@haochaping/shared/contracts';
import { CHANNEL_NAMES, LEVEL_NAMES } from '@haochaping/shared/domain';
import { beijingTime } from '../identity/index.js';
import { RatingModel, type RatingRecord } from './model.js';
import { labelled } from './presenter.js';

const STANDINGS = { adopted: '计入', revoked: '已撤销，不计入', offset: '您已满意，不再计入' } as const;

/** The ratings of a person, for the export of everything held about them. */
export async function ratingEntries(
  evaluatorIds: string[],
  accountId: string,
): Promise<DataSection['entries']> {
  const ratings = await RatingModel.find({
    $or: [{ evaluatorId: { $in: evaluatorIds } }, { 'claims.accountId': accountId }],
  })
    .sort({ ratedAt: -1 })
    .lean<RatingRecord[]>();
  return ratings.map((rating) => ({
    title: `${rating.title} · ${LEVEL_NAMES[rating.level]}`,
    fields: [
      { name: 'number', label: '回执号', value: rating.number },
      { name: 'ratedAt', label: '评价时间', value: beijingTime(rating.ratedAt) },
      { name: 'place', label: '在哪里', value: rating.place },
      { name: 'channel', label: '渠道', value: CHANNEL_NAMES[rating.channel] },
      ...(rating.projectNo ? [{ name: 'projectNo', label: '办件编号', value: rating.projectNo }] : []),
      { name: 'standing', label: '是否计入', value: STANDINGS[rating.standing] },
      ...rating.details.map((one) => ({
        name: 'details',
        label: `${beijingTime(one.at)} 补充`,
        value: [...labelled(rating, one).map(({ label }) => label), one.text].filter(Boolean).join('；'),
      })),
    ],
  }));
}
