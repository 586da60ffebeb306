import { z } from 'zod';
import {
  InvitationToken,
  OwnRatingView,
  RatingDetailsAnswer,
  RatingDetailsInput,
  RatingInput,
  RatingPageView,
  ReceiptKeys,
  Receipt,
  ReceiptNumber,
  StaffRatingPage,
  StaffRatingQuery,
  StaffRatingView,
} from '@haochaping/shared/contracts';
import { selfIdentifyingKinds, writtenWords } from '@haochaping/shared/domain';
import { anyone, staff, visitor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { RECEIPT_KEY } from '../../http/receipt.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { presentInvitation } from '../channels/index.js';
import { lookUpAll } from '../directory/index.js';
import { questionnaireFor } from '../questionnaires/index.js';
import { rolesThatMay, staffNames } from '../staff/index.js';
import { givenForOf } from './given-for.js';
import type { RatingRecord } from './model.js';
import { textRoutes } from './texts/routes.js';
import { viewOf } from './policy.js';
import { presentReceipt } from './presenter.js';
import { presentStaffRating, presentStaffRow, type Names } from './staff-presenter.js';
import { findVisibleRating, listRatings } from './queries.js';
import { answersRoutes } from './answers/routes.js';
import { answeredVersions } from './answers/versions.js';
import { intakeSettings, type RatingsOptions } from './options.js';
import { ratingAgainRoutes } from './own/again-routes.js';
import { deviceRatingRoutes } from './on-devices.js';
import { ownRatingsRoutes } from './own/routes.js';
import { toRateRoutes } from './own/to-rate-routes.js';
import { ownView } from './own/view.js';
import { textViewerOf } from './texts/visible-text.js';
import { addDetailsTo, findOwnRating, openInvitation, rateFromPage } from './service.js';

export function ratingsRoutes(options: RatingsOptions): Route[] {
  return [
    ...citizenRoutes(options),
    ...ownRatingsRoutes(options),
    ...ratingAgainRoutes(options),
    ...toRateRoutes(options),
    ...staffRoutes(options),
    ...textRoutes(),
    ...answersRoutes(),
    ...deviceRatingRoutes(options),
  ];
}

const number = z.strictObject({ number: ReceiptNumber });

function citizenRoutes(options: RatingsOptions): Route[] {
  const { keys, texts, brakes } = options;
  const settings = intakeSettings(options);
  return [
    route({
      method: 'get',
      path: '/api/v1/invitations/{token}',
      operationId: 'readInvitation',
      summary: '评价邀请的评价页需要的全部内容',
      tags: ['ratings'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: z.strictObject({ token: InvitationToken }) },
      responses: { 200: { description: '评价页', body: RatingPageView } },
      handler: async ({ params, now }) => {
        const invitation = await openInvitation(keys, params.token, now);
        const questionnaire = await questionnaireFor(invitation.attribution, invitation.channel, now);
        return { status: 200, body: presentInvitation(invitation, questionnaire, now) };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/ratings',
      operationId: 'acceptRating',
      summary: '评价：等级立即记下，给出回执；同一次评价重发得到同一张回执',
      tags: ['ratings'],
      policy: visitor,
      limit: LIMITS.write,
      input: { body: RatingInput },
      responses: {
        201: { description: '记下了', body: Receipt },
        200: { description: '之前已经记下，这是同一张回执', body: Receipt },
      },
      handler: async ({ actor, body, network, now }) => {
        await brakes.rating(body, actor.evaluator);
        const from = { network, visitor: actor.evaluator };
        const accepted = await rateFromPage(settings, body, from, now);
        const givenFor = await givenForOf(keys, [accepted.rating]);
        return {
          status: accepted.fresh ? 201 : 200,
          body: presentReceipt(accepted, settings.detailsWaitSeconds, givenFor),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/receipt-keys',
      operationId: 'listReceiptKeys',
      summary: '核对回执签名用的公钥',
      tags: ['ratings'],
      policy: anyone,
      limit: LIMITS.read,
      input: {},
      responses: { 200: { description: '公钥', body: ReceiptKeys } },
      handler: async () => {
        const { id, publicKey } = keys.receipt;
        return { status: 200, body: { items: [{ id, algorithm: 'SM2 with SM3' as const, publicKey }] } };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/ratings/{number}/details',
      operationId: 'addRatingDetails',
      summary: '补充说明：选项和文字',
      tags: ['ratings'],
      policy: anyone,
      limit: LIMITS.write,
      input: { params: number, body: RatingDetailsInput },
      responses: { 200: { description: '记下了', body: RatingDetailsAnswer } },
      handler: async ({ params, body, now }) => {
        const rating = await findOwnRating(keys, params.number, body.accessKey);
        await brakes.details(rating.number);
        const view = await ownView(options, await addDetailsTo(texts, rating, body, now), now);
        return { status: 200, body: { ...view, warnings: selfIdentifyingKinds(writtenWords(body.text)) } };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/ratings/{number}',
      operationId: 'readOwnRating',
      summary: '凭回执查看自己的评价和进度',
      tags: ['ratings'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: number, headers: RECEIPT_KEY },
      responses: { 200: { description: '评价和进度', body: OwnRatingView } },
      handler: async ({ params, headers, now }) => ({
        status: 200,
        body: await ownView(options, await findOwnRating(keys, params.number, headers['x-receipt-key']), now),
      }),
    }),
  ];
}

function staffRoutes({ config, deliveries }: RatingsOptions): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/ratings',
      operationId: 'listRatings',
      summary: '评价列表；没有评价人的任何信息',
      tags: ['staff', 'ratings'],
      policy: staff(...rolesThatMay('ratings.list')),
      limit: LIMITS.staff,
      input: { query: StaffRatingQuery },
      responses: { 200: { description: '一页评价，最新的在前', body: StaffRatingPage } },
      handler: async ({ actor, query, now }) => {
        const { ratings, total } = await listRatings(actor, query, deliveries.inState, now);
        const [known, names] = await Promise.all([
          deliveries.of(ratings.map((rating) => rating._id)),
          namesFor(ratings, now),
        ]);
        const items = ratings.map((rating) =>
          presentStaffRow(
            rating,
            known.get(rating._id) ?? null,
            viewOf(actor, rating, config.RATED_SIDE_DELAY_DAYS, now),
            names,
          ),
        );
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/staff/ratings/{id}',
      operationId: 'readRating',
      summary: '一条评价；没有评价人的任何信息',
      tags: ['staff', 'ratings'],
      policy: staff(...rolesThatMay('ratings.read')),
      limit: LIMITS.staff,
      input: { params: z.strictObject({ id: z.uuid('评价编号不对') }) },
      responses: { 200: { description: '评价', body: StaffRatingView } },
      handler: async ({ actor, params, now }) => {
        const rating = await findVisibleRating(actor, params.id, now);
        if (!rating) throw new AppError('not_found', { message: '没有找到这条评价，或您没有权限查看' });
        const [known, names] = await Promise.all([deliveries.of([rating._id]), namesFor([rating], now)]);
        return {
          status: 200,
          body: presentStaffRating(
            rating,
            known.get(rating._id) ?? null,
            viewOf(actor, rating, config.RATED_SIDE_DELAY_DAYS, now),
            names,
            textViewerOf(actor, rating),
            await answeredVersions([rating]),
            await writerNameOf(rating),
          ),
        };
      },
    }),
  ];
}

/** The name of whoever wrote a rating down; a hotline's system has the one it signs with. */
async function writerNameOf({ entered }: RatingRecord): Promise<string> {
  if (!entered) return '';
  const { kind, id } = entered.by;
  return kind === 'staff' ? ((await staffNames([id])).get(id) ?? '') : id;
}

/** Names of today for the codes the ratings carry; a code the directory has dropped is shown as it is. */
async function namesFor(ratings: RatingRecord[], now: Date): Promise<Names> {
  const institutionCodes = ratings.flatMap((rating) => [
    ...rating.institutionCodes,
    ...rating.attribution.targets.map((target) => target.institutionCode),
  ]);
  const [institutions, regions] = await Promise.all([
    lookUpAll('institutions', institutionCodes, now),
    lookUpAll(
      'regions',
      ratings.flatMap((rating) => rating.regionCodes),
      now,
    ),
  ]);
  return {
    institution: (code) => institutions.get(code)?.data.name ?? code,
    region: (code) => regions.get(code)?.data.name ?? code,
  };
}
