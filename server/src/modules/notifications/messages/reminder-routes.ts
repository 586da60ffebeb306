import { z } from 'zod';
import { ProgressReminder, ProgressReminderInput, ReceiptNumber } from '@haochaping/shared/contracts';
import { anyone, evaluator } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { RECEIPT_KEY } from '../../../http/receipt.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { findMyMatter, findOwnRating, type RatingRecord } from '../../ratings/index.js';
import { countPermissions, permitMessage } from './permissions.js';
import { hasPhone } from './phone.js';
import type { SendingContext } from './send.js';

/** Being reminded by WeChat of progress in one's own poor rating: with the receipt, or signed in. */
export function reminderRoutes({ keys, peers, templates }: SendingContext): Route[] {
  const { miniProgram, sms } = peers;
  const { templateId } = templates.wechat;
  const params = z.strictObject({ number: ReceiptNumber });
  const present = async (rating: RatingRecord, now: Date): Promise<ProgressReminder> => ({
    templateId: miniProgram && templateId,
    permitted: await countPermissions(rating._id),
    sms: sms !== null && (await hasPhone(keys, rating, now)),
  });
  const permit = async (rating: RatingRecord, input: ProgressReminderInput, now: Date) => {
    if (!miniProgram) throw new AppError('not_found', { message: '这里没有接入微信，不能在微信里提醒' });
    await permitMessage({ keys, miniProgram, templateId }, rating, input, now);
    return present(rating, now);
  };
  const reads = { 200: { description: '要向微信要求的模板', body: ProgressReminder } };
  const permits = { 200: { description: '有进展时会提醒一次', body: ProgressReminder } };
  return [
    route({
      method: 'get',
      path: '/api/v1/ratings/{number}/reminder',
      operationId: 'readReminder',
      summary: '凭回执看：有进展时能不能在微信里提醒',
      tags: ['notifications'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params, headers: RECEIPT_KEY },
      responses: reads,
      handler: async (request) => {
        const rating = await findOwnRating(keys, request.params.number, request.headers['x-receipt-key']);
        return { status: 200, body: await present(rating, request.now) };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/ratings/{number}/reminder',
      operationId: 'permitReminder',
      summary: '凭回执：我在微信里点了允许，有进展时提醒我一次',
      tags: ['notifications'],
      policy: anyone,
      limit: LIMITS.write,
      input: { params, headers: RECEIPT_KEY, body: ProgressReminderInput },
      responses: permits,
      handler: async (request) => {
        const rating = await findOwnRating(keys, request.params.number, request.headers['x-receipt-key']);
        return { status: 200, body: await permit(rating, request.body, request.now) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/me/ratings/{number}/reminder',
      operationId: 'readMyReminder',
      summary: '我的一条评价有进展时能不能在微信里提醒',
      tags: ['notifications', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params },
      responses: reads,
      handler: async (request) => ({
        status: 200,
        body: await present(
          await findMyMatter(request.actor, request.params.number, request.now),
          request.now,
        ),
      }),
    }),
    route({
      method: 'post',
      path: '/api/v1/me/ratings/{number}/reminder',
      operationId: 'permitMyReminder',
      summary: '我在微信里点了允许，这条评价有进展时提醒我一次',
      tags: ['notifications', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params, body: ProgressReminderInput },
      responses: permits,
      handler: async (request) => {
        const rating = await findMyMatter(request.actor, request.params.number, request.now);
        return { status: 200, body: await permit(rating, request.body, request.now) };
      },
    }),
  ];
}
