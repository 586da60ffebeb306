import { z } from 'zod';
import { RatedAgain, RatingAgainInput, ReceiptNumber } from '@haochaping/shared/contracts';
import { optionSetOf } from '@haochaping/shared/domain';
import { evaluator, visitor } from '../../../http/actor.js';
import { RECEIPT_KEY } from '../../../http/receipt.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { givenForOf } from '../given-for.js';
import type { Accepted } from '../intake.js';
import { intakeSettings, type RatingsOptions } from '../options.js';
import { presentReceipt } from '../presenter.js';
import { findOwnRating } from '../service.js';
import { askedAgain, rateAgain } from './again.js';
import { findMyMatter } from './own.js';

const number = z.strictObject({ number: ReceiptNumber });
const RESPONSES = {
  201: { description: '记下了', body: RatedAgain },
  200: { description: '之前已经记下，这是同一张回执', body: RatedAgain },
} as const;

/** The same service rated once more (追评): with the receipt of the first rating, or signed in. */
export function ratingAgainRoutes(options: RatingsOptions): Route[] {
  const { keys, brakes, cases } = options;
  const settings = intakeSettings(options);
  const present = async (accepted: Accepted, now: Date) => {
    const { rating, fresh } = accepted;
    const choices = optionSetOf(rating.optionSetVersion)?.byLevel[rating.level] ?? [];
    const [givenFor, asked] = await Promise.all([givenForOf(keys, [rating]), askedAgain(rating, now)]);
    const receipt = presentReceipt(accepted, settings.detailsWaitSeconds, givenFor);
    return {
      status: fresh ? (201 as const) : (200 as const),
      body: {
        receipt,
        choices: choices.map(({ code, label }) => ({ code, label })),
        questionnaire: asked?.form ?? null,
      },
    };
  };
  return [
    route({
      method: 'post',
      path: '/api/v1/ratings/{number}/again',
      operationId: 'rateAgain',
      summary: '凭回执追评：同一次服务再评一次，原来的评价不变；有了答复或办结以后',
      tags: ['ratings'],
      policy: visitor,
      limit: LIMITS.write,
      input: { params: number, headers: RECEIPT_KEY, body: RatingAgainInput },
      responses: RESPONSES,
      handler: async ({ actor, params, headers, body, network, now }) => {
        const first = await findOwnRating(keys, params.number, headers['x-receipt-key']);
        await brakes.rating({}, actor.evaluator);
        const from = { visitor: actor.evaluator, network };
        return present(await rateAgain(settings, cases, first, body, from, now), now);
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/me/ratings/{number}/again',
      operationId: 'rateMineAgain',
      summary: '追评我的一条评价：同一次服务再评一次，原来的评价不变；有了答复或办结以后',
      tags: ['ratings', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params: number, body: RatingAgainInput },
      responses: RESPONSES,
      handler: async ({ actor, params, body, network, now }) => {
        const first = await findMyMatter(actor, params.number, now);
        await brakes.rating({}, actor);
        return present(await rateAgain(settings, cases, first, body, { visitor: actor, network }, now), now);
      },
    }),
  ];
}
