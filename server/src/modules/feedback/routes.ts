import { z } from 'zod';
import {
  FeedbackConsentInput,
  FeedbackInput,
  FeedbackNumber,
  FeedbackReceipt,
  OwnFeedback,
  PublicFeedbackPage,
  PublicFeedbackQuery,
} from '@haochaping/shared/contracts';
import { anyone } from '../../http/actor.js';
import { RECEIPT_KEY } from '../../http/receipt.js';
import { LIMITS, route, type RateLimit, type Route } from '../../http/route.js';
import { consentTo } from './consent.js';
import { acceptFeedback, type FeedbackDesk } from './intake.js';
import type { FeedbackRecord } from './model.js';
import { namesIn } from './names.js';
import { presentFeedbackReceipt, presentOwnFeedback, presentPublicFeedback } from './presenter.js';
import { findOwnFeedback, listPublic, originalOf } from './queries.js';

const tags = ['feedback'];
const params = z.strictObject({ number: FeedbackNumber });
/** A hall shares one address; each of these is read by somebody. */
const SENDING = { by: 'network', points: 30, seconds: 600 } as const satisfies RateLimit;

const shownToAuthor = async ({ attachments }: FeedbackDesk, feedback: FeedbackRecord, now: Date) => {
  const [original, described] = await Promise.all([
    originalOf(feedback),
    attachments.describe(feedback.files),
  ]);
  const files = feedback.files.flatMap((id) => described.get(id) ?? []);
  const name = await namesIn(original ? [feedback, original] : [feedback], now);
  return { status: 200 as const, body: presentOwnFeedback(feedback, original, name, files) };
};

/** Comprehensive feedback: written and followed without an account, and what of it everybody reads. */
export const feedbackRoutes = (desk: FeedbackDesk): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/feedback',
    operationId: 'acceptFeedback',
    summary: '提意见（综合点评）：不用登录，手机号可留可不留；给出回执，凭回执看答复',
    tags,
    policy: anyone,
    limit: SENDING,
    input: { body: FeedbackInput },
    responses: {
      201: { description: '收下了', body: FeedbackReceipt },
      200: { description: '之前已经收下，这是同一张回执', body: FeedbackReceipt },
    },
    handler: async ({ body, network, now }) => {
      const accepted = await acceptFeedback(desk, body, network, now);
      return { status: accepted.fresh ? 201 : 200, body: presentFeedbackReceipt(accepted) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/feedback/{number}',
    operationId: 'readOwnFeedback',
    summary: '凭回执看自己的意见办到哪一步、怎样答复',
    tags,
    policy: anyone,
    limit: LIMITS.read,
    input: { params, headers: RECEIPT_KEY },
    responses: { 200: { description: '意见', body: OwnFeedback } },
    handler: async ({ params: { number }, headers, now }) =>
      shownToAuthor(desk, await findOwnFeedback(desk.keys, number, headers['x-receipt-key']), now),
  }),
  route({
    method: 'post',
    path: '/api/v1/feedback/{number}/consent',
    operationId: 'consentOwnFeedback',
    summary: '凭回执同意公开自己的意见，或收回；收回马上从公开的里面拿掉',
    tags,
    policy: anyone,
    limit: LIMITS.write,
    input: { params, headers: RECEIPT_KEY, body: FeedbackConsentInput },
    responses: { 200: { description: '记下了', body: OwnFeedback } },
    handler: async ({ params: { number }, headers, body, now }) => {
      const own = { number, accessKey: headers['x-receipt-key'] };
      return shownToAuthor(desk, await consentTo(desk.keys, own, body.agreed, now), now);
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/feedback-answers',
    operationId: 'listPublicFeedback',
    summary: '公开的意见和答复：写的人同意、编辑看过、去掉了会认出人的话',
    tags,
    policy: anyone,
    limit: LIMITS.read,
    input: { query: PublicFeedbackQuery },
    responses: { 200: { description: '一页，新答复的在前', body: PublicFeedbackPage } },
    handler: async ({ query: { page, pageSize, ...narrowed }, now }) => {
      const { records, total } = await listPublic(narrowed, { page, pageSize });
      const name = await namesIn(records, now);
      const items = records.flatMap((record) => presentPublicFeedback(record, name) ?? []);
      return { status: 200, body: { items, total, page, pageSize } };
    },
  }),
];
