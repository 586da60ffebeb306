import type { Context } from 'koa';
import type { Config } from '../../config/config.js';
import type { Actor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import type { RequestBody } from '../../http/input.js';
import { sameText } from '../../keys.js';
import { postSignature } from './signing.js';

/** How far the gateway's clock may be off. */
const MAX_SKEW_SECONDS = 300;

/**
 * Checks that the SMS gateway signed a request, as it asks of ours. A nonce may come again: told twice, a receipt changes nothing.
 * @throws AppError `bad_signature` naming what is wrong
 */
export const smsGatewayAuthenticator =
  ({ SMS_KEY, SMS_SECRET }: Pick<Config, 'SMS_KEY' | 'SMS_SECRET'>, now: () => Date) =>
  (ctx: Context, { bytes }: RequestBody): Promise<Extract<Actor, { kind: 'smsGateway' }>> => {
    const [key, timestamp, nonce, signature] = ['key', 'timestamp', 'nonce', 'signature'].map((name) =>
      ctx.get(`x-sms-${name}`),
    ) as [string, string, string, string];
    if (
      !/^\d{10}$/.test(timestamp) ||
      Math.abs(now().getTime() / 1000 - Number(timestamp)) > MAX_SKEW_SECONDS
    )
      throw new AppError('bad_signature', {
        message: 'X-Sms-Timestamp 应为现在的秒数，误差不超过5分钟，请校准时钟',
      });
    const right =
      SMS_KEY !== undefined &&
      SMS_SECRET !== undefined &&
      key === SMS_KEY &&
      sameText(signature, postSignature(SMS_SECRET, { path: ctx.path, timestamp, nonce, body: bytes }));
    if (!right) throw new AppError('bad_signature');
    return Promise.resolve({ kind: 'smsGateway' });
  };
