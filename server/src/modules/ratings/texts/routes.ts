import { z } from 'zod';
import { ModeratedText, ModeratedTextPage, TextQuery, TextReviewInput } from '@haochaping/shared/contracts';
import { isTextCheck, LEVEL_NAMES, reviewsAllowed, type ModerationEntry } from '@haochaping/shared/domain';
import { staff, type StaffActor } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { lookUpAll } from '../../directory/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { textStateIn, wordsOf } from './moderation.js';
import { listTexts, reviewText, type TextOfRating } from './texts.js';

const text = z.strictObject({ ratingId: z.uuid('评价编号不对'), detailsId: z.uuid('文字编号不对') });

/** Review of texts that a check found fault with: what waits, what was decided, and the decision. */
export function textRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/texts',
      operationId: 'listTexts',
      summary: '待审的文字，和已经审过的',
      tags: ['staff', 'ratings'],
      policy: staff(...rolesThatMay('texts.list')),
      limit: LIMITS.staff,
      input: { query: TextQuery },
      responses: { 200: { description: '一页；等得最久的在前', body: ModeratedTextPage } },
      handler: async ({ actor, query, now }) => {
        const { texts, total } = await listTexts(actor, query);
        const items = await presentTexts(texts, actor, now);
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/staff/texts/{ratingId}/{detailsId}/review',
      operationId: 'reviewText',
      summary: '决定一段文字显示还是隐去，写明理由；可以撤回',
      tags: ['staff', 'ratings'],
      policy: staff(...rolesThatMay('texts.review')),
      limit: LIMITS.staff,
      input: { params: text, body: TextReviewInput },
      responses: { 200: { description: '记下了', body: ModeratedText } },
      handler: async ({ actor, params, body, now }) => {
        const decided = await reviewText(actor, params, body, now);
        const [item] = await presentTexts([decided], actor, now);
        return { status: 200, body: item! };
      },
    }),
  ];
}

const CATEGORY_NAMES: Readonly<Record<string, string>> = {
  insult: '辱骂',
  threat: '威胁',
  advert: '广告',
  illegal: '违法内容',
  review: '微信建议核对',
  risk: '微信判为不合规',
};

/** Names of judges: a check by its own, the reader as such, other reviewers only as reviewers. */
function byName({ by }: ModerationEntry, actor: StaffActor): string {
  if (isTextCheck(by)) return by === 'local' ? '本地词表' : '微信';
  return by === actor.accountId ? '您' : '另一位审核人';
}

async function presentTexts(texts: TextOfRating[], actor: StaffActor, now: Date): Promise<ModeratedText[]> {
  const codes = texts.map(({ rating }) => rating.institutionCodes[0] ?? '');
  const institutions = await lookUpAll('institutions', codes, now);
  return texts.map(({ rating, fact }, index) => ({
    ratingId: rating._id,
    detailsId: fact.id,
    number: rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    title: rating.title,
    institutionName: institutions.get(codes[index]!)?.data.name ?? codes[index]!,
    at: fact.at.toISOString(),
    text: wordsOf(fact),
    state: textStateIn(fact),
    history: (fact.moderation ?? []).map((entry) => ({
      at: entry.at.toISOString(),
      state: entry.state,
      byName: byName(entry, actor),
      categoryName: CATEGORY_NAMES[entry.category] ?? entry.category,
      reason: entry.reason,
    })),
    may: reviewsAllowed(fact.moderation ?? []),
  }));
}
