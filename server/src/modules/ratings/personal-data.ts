import type { DataSection } from '@haochaping/shared/contracts';
import { CHANNEL_NAMES, inHand, isPoor, LEVEL_NAMES } from '@haochaping/shared/domain';
import { beijingTime } from '../identity/index.js';
import { RatingModel, type RatingRecord } from './model.js';
import { labelled } from './presenter.js';
import type { Deliveries } from './routes.js';

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

/** What still needs the applicant behind these evaluators: ratings the province does not have yet, poor ones in hand. */
export async function ratingsInNeedOf(
  evaluatorIds: string[],
  caseDays: number,
  deliveries: Pick<Deliveries, 'of'>,
  now: Date,
): Promise<string[]> {
  const ratings = await RatingModel.find({
    evaluatorId: { $in: evaluatorIds },
    projectNo: { $type: 'string' },
  }).lean<RatingRecord[]>();
  const known = await deliveries.of(ratings.map(({ _id }) => _id));
  const unsent = ratings.filter(({ _id }) => known.get(_id)?.state !== 'sent').length;
  const open = ratings.filter(({ level, standing, ratedAt }) => {
    const subject = { poor: isPoor(level), standing, ratedAt, hasContact: true };
    return inHand(subject, caseDays, now).open;
  });
  return [
    ...(unsent > 0 ? [`有 ${unsent} 条评价还没有送到省“好差评”系统`] : []),
    ...(open.length > 0 ? [`有 ${open.length} 条差评还在回访期限内（${caseDays} 天）`] : []),
  ];
}
