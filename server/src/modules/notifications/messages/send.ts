import {
  sendableFrom,
  smsParams,
  weChatData,
  type MessageTemplates,
  type SendingHours,
} from '@haochaping/shared/domain/notifications/index';
import type { EffectOutcome, Performer } from '../../../jobs/effects.js';
import { backoffMs } from '../../../jobs/worker.js';
import type { Keys } from '../../../keys.js';
import type { Peers, SentOutcome } from '../../peers/index.js';
import { MessageModel, type MessageRecord } from './model.js';
import { dropPermissions, openPermission, takePermission } from './permissions.js';
import { phoneFor } from './phone.js';
import { ended, noteTry, type Ending } from './verdict.js';

export interface SendingContext {
  keys: Keys;
  peers: Pick<Peers, 'miniProgram' | 'sms'>;
  templates: MessageTemplates;
  hours: SendingHours;
  random: () => number;
}

/** While WeChat is in trouble it is asked this often before an SMS goes in its place. */
const MOST_WECHAT_TRIES = 4;
/** With the back-off about three hours of the day; then a person looks. */
const MOST_TRIES = 14;

/**
 * Performs the `send` effect: writes to whoever gave the rating that there is progress, by WeChat where they permitted one
 * message, else by SMS; not at night. A crash anywhere sends nothing twice: the gateway knows a message by its id, and WeChat
 * takes a permission once.
 */
export function sendMessage(context: SendingContext): Performer<MessageRecord> {
  return async (message, now) => {
    if (message.state !== 'waiting') return 'done';
    const from = sendableFrom(now, context.hours);
    if (from > now) return wait(message, from);
    if (await overtaken(message)) return end(message, { state: 'merged', way: null }, now);
    const byWeChat = await tryWeChat(context, message, now);
    if (byWeChat === 'sent') return end(message, { state: 'sent', way: 'wechat' }, now);
    if (byWeChat === 'later') return again(context, message, now);
    return bySms(context, message, now);
  };
}

async function wait({ _id }: MessageRecord, until: Date): Promise<EffectOutcome> {
  await MessageModel.updateOne({ _id }, { $set: { nextAt: until } });
  return { later: until };
}

const again = ({ random }: SendingContext, message: MessageRecord, now: Date): Promise<EffectOutcome> =>
  wait(message, new Date(now.getTime() + backoffMs(message.tries.length + 1, random())));

async function end(message: MessageRecord, ending: Ending, now: Date): Promise<EffectOutcome> {
  await ended(message, ending, now);
  return 'done';
}

/** Whether a newer message of the same case waits: two that say the same are one too many. */
const overtaken = async ({ _id, caseId, at }: MessageRecord): Promise<boolean> =>
  (await MessageModel.exists({ caseId, _id: { $ne: _id }, at: { $gt: at }, state: 'waiting' })) !== null;

/** WeChat's part: `none` without a permission that is good for anything. */
async function tryWeChat(
  { keys, peers, templates }: SendingContext,
  message: MessageRecord,
  now: Date,
): Promise<'sent' | 'later' | 'none'> {
  const { miniProgram } = peers;
  const { templateId, page, state } = templates.wechat;
  const { ratingId } = message;
  const permission = miniProgram && ratingId && (await takePermission(message._id, ratingId, templateId));
  if (!permission) return 'none';
  const openid = await openPermission(keys, permission);
  await MessageModel.updateOne({ _id: message._id }, { $set: { weChatAsked: true } });
  const data = weChatData(templates.wechat, message.at);
  const outcome = await miniProgram.tell({ openid, templateId, page, state, data });
  // Asked before without an answer and now the permission is gone: it was this message that took it.
  const before = !outcome.ok && message.weChatAsked && outcome.message.includes('43101');
  const said = before ? { ok: true, words: '上一次已经送到，只是没有听到回音' } : told(outcome);
  await noteTry(message, { at: now, way: 'wechat', ...said });
  const asked = message.tries.filter(({ way }) => way === 'wechat').length + 1;
  if (!outcome.ok && outcome.reason === 'trouble' && asked < MOST_WECHAT_TRIES) return 'later';
  await dropPermissions([permission._id]);
  return outcome.ok || before ? 'sent' : 'none';
}

async function bySms(context: SendingContext, message: MessageRecord, now: Date): Promise<EffectOutcome> {
  const { keys, peers, templates } = context;
  const phone = peers.sms && (await phoneFor(keys, message, now));
  if (!peers.sms || !phone) return end(message, { state: 'unreachable', way: null }, now);
  const { templateId } = templates.sms;
  const params = smsParams(templates.sms, message.at);
  const outcome = await peers.sms.tell({ templateId, phone, params, requestId: message._id });
  await noteTry(message, { at: now, way: 'sms', ...told(outcome) });
  if (outcome.ok) return end(message, { state: 'sent', way: 'sms' }, now);
  const givenUp = outcome.reason === 'refused' || message.tries.length + 1 >= MOST_TRIES;
  return givenUp ? end(message, { state: 'failed', way: null }, now) : again(context, message, now);
}

const told = (outcome: SentOutcome) => ({ ok: outcome.ok, words: outcome.ok ? null : outcome.message });
