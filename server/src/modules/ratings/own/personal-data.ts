import type { DataSection } from '@haochaping/shared/contracts';
import { CHANNEL_NAMES, LEVEL_NAMES } from '@haochaping/shared/domain';
import type { Keys } from '../../../keys.js';
import { beijingTime } from '../../../paper/beijing.js';
import { presentAnswers, type KnownVersion } from '../../questionnaires/index.js';
import { answeredVersions } from '../answers/versions.js';
import { givenForOf } from '../given-for.js';
import { RatingModel, type RatingRecord } from '../model.js';
import { isOwn, personally } from './own.js';
import { labelled } from '../presenter.js';

type Field = DataSection['entries'][number]['fields'][number];

const STANDINGS = { adopted: '计入', revoked: '已撤销，不计入', offset: '您已满意，不再计入' } as const;

/**
 * The ratings of a person, for the export of everything held about them: their own, those they gave as an agent or for a
 * business, and those they claimed.
 */
export async function ratingEntries(keys: Keys, evaluatorIds: string[]): Promise<DataSection['entries']> {
  const ratings = await RatingModel.find({
    $or: [...personally(evaluatorIds), { 'handler.accountId': { $in: evaluatorIds } }],
  })
    .sort({ ratedAt: -1 })
    .lean<RatingRecord[]>();
  const [givenFor, versions] = await Promise.all([givenForOf(keys, ratings), answeredVersions(ratings)]);
  return ratings.map((rating) => {
    const { number, ratedAt, place, channel, projectNo, standing } = rating;
    const whose = isOwn(rating, evaluatorIds) ? null : givenFor(rating);
    return {
      title: `${rating.kind === 'supplementary' ? '追评：' : ''}${rating.title} · ${LEVEL_NAMES[rating.level]}`,
      fields: [
        { name: 'number', label: '回执号', value: number },
        { name: 'ratedAt', label: '评价时间', value: beijingTime(ratedAt) },
        { name: 'place', label: '在哪里', value: place },
        { name: 'channel', label: '渠道', value: CHANNEL_NAMES[channel] },
        ...(whose ? [{ name: 'givenFor', label: '替谁评的', value: whose }] : []),
        ...(projectNo && !whose ? [{ name: 'projectNo', label: '办件编号', value: projectNo }] : []),
        { name: 'standing', label: '是否计入', value: STANDINGS[standing] },
        ...(rating.handler ? [BUSINESS_WORDS] : detailFields(rating, versions)),
      ],
    };
  });
}

/** Any handler may have added them, and they are the business's. */
const BUSINESS_WORDS: Field = {
  name: 'details',
  label: '补充的话',
  value: '归企业，在“企业的评价”里看',
};

function detailFields(rating: RatingRecord, versions: ReadonlyMap<string, KnownVersion>): Field[] {
  return rating.details.map((one) => ({
    name: 'details',
    label: `${beijingTime(one.at)} 补充`,
    value: [
      ...labelled(rating, one).map(({ label }) => label),
      one.text,
      ...(presentAnswers(one.questionnaire, versions, (text) => text)?.answers ?? []).map(
        ({ title, lines }) => `${title}${lines.join('、')}`,
      ),
    ]
      .filter(Boolean)
      .join('；'),
  }));
}
