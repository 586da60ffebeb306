import { z } from 'zod';
import {
  ClaimInput,
  MyRatingDetailsInput,
  MyRatingPage,
  MyRatingQuery,
  MyRatingRow,
  OwnRatingView,
  RatingDetailsAnswer,
  ReceiptNumber,
} from '@haochaping/shared/contracts';
import { selfIdentifyingKinds, writtenWords } from '@haochaping/shared/domain';
import { evaluator, type EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { actsFor } from '../../evaluators/index.js';
import { givenForOf } from '../given-for.js';
import { findMyRating, claimRating, listOwnRatings, ofBusiness, ownedBy } from './own.js';
import { presentMyRating } from '../presenter.js';
import type { RatingRecord } from '../model.js';
import type { RatingsOptions } from '../options.js';
import { addDetailsTo } from '../service.js';
import { ownView, waysOfPoor } from './view.js';

const BASE = '/api/v1/me/ratings';
const number = z.strictObject({ number: ReceiptNumber });

/** The ratings of the one who is signed in; no receipt key is asked for. */
export function ownRatingsRoutes(options: RatingsOptions): Route[] {
  const { keys, texts, brakes, cases } = options;
  const shared = { tags: ['ratings', 'me'], policy: evaluator, limit: LIMITS.staff } as const;
  const rows = async (ratings: RatingRecord[], { evaluatorIds }: EvaluatorActor, now: Date) => {
    const [givenFor, ways] = await Promise.all([givenForOf(keys, ratings), waysOfPoor(cases, ratings, now)]);
    return ratings.map((rating) =>
      presentMyRating(rating, evaluatorIds, ways.get(rating._id) ?? null, givenFor),
    );
  };
  return [
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listMyRatings',
      summary: '我的评价，最新的在前',
      input: { query: MyRatingQuery },
      responses: { 200: { description: '一页', body: MyRatingPage } },
      handler: async ({ actor, query, now }) => {
        const { business } = query;
        const businessIds = await actsFor(actor.accountId, now);
        if (business && !businessIds.includes(business))
          throw new AppError('not_found', { message: '没有找到这家企业，或您现在不能代它办事' });
        const whose = business ? await ofBusiness(actor, business) : ownedBy(actor, businessIds);
        const { ratings, total } = await listOwnRatings(whose, query.page, query.pageSize);
        const items = await rows(ratings, actor, now);
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{number}`,
      operationId: 'readMyRating',
      summary: '我的一条评价和进度',
      input: { params: number },
      responses: { 200: { description: '评价和进度', body: OwnRatingView } },
      handler: async ({ actor, params, now }) => ({
        status: 200,
        body: await ownView(options, await findMyRating(actor, params.number, now), now, actor.evaluatorIds),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{number}/details`,
      operationId: 'addMyRatingDetails',
      summary: '在我的评价上补充说明',
      input: { params: number, body: MyRatingDetailsInput },
      responses: { 200: { description: '记下了', body: RatingDetailsAnswer } },
      handler: async ({ actor, params, body, now }) => {
        const rating = await findMyRating(actor, params.number, now);
        await brakes.details(rating.number);
        const seen = await ownView(
          options,
          await addDetailsTo(texts, rating, body, now),
          now,
          actor.evaluatorIds,
        );
        return { status: 200, body: { ...seen, warnings: selfIdentifyingKinds(writtenWords(body.text)) } };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/claims`,
      operationId: 'claimMyRating',
      summary: '凭回执把评价归到我名下',
      // A guesser of receipt keys is stopped here as well as by the length of the keys.
      limit: { by: 'actor', points: 60, seconds: 60 },
      input: { body: ClaimInput },
      responses: { 200: { description: '已在名下', body: MyRatingRow } },
      handler: async ({ actor, body, now }) => {
        const claimed = await claimRating(keys, actor, body, now);
        const [row] = await rows([claimed], actor, now);
        return { status: 200, body: row! };
      },
    }),
  ];
}
