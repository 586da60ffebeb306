import { randomInt, randomUUID } from 'node:crypto';
import { Schema, model } from 'mongoose';
import type { PhoneCodeSent } from '@haochaping/shared/contracts';
import { isDuplicateKey } from '../../database.js';
import { AppError, wrongField } from '../../http/errors.js';
import type { Limiter } from '../../http/limiter.js';
import type { RateLimit } from '../../http/route.js';
import { keyedDigest, sameText, type Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import type { SmsGateway } from './types.js';
import { blindIndex } from '../vault/index.js';

/** How long a code is good, and how often it may be tried. */
export const CODE_SECONDS = 5 * 60;
export const CODE_TRIES = 5;
const NEXT_SECONDS = 60;

/** One number gets one code a minute and ten a day, from wherever it is asked for: nobody's phone is rung all night. */
const PER_PHONE = { by: 'network', points: 1, seconds: NEXT_SECONDS } as const satisfies RateLimit;
const PER_PHONE_DAY = { by: 'network', points: 10, seconds: 86_400 } as const satisfies RateLimit;
/**
 * Tries with wrong codes at one number from one network in a day: whoever guesses shuts out themselves, not the owner who
 * sits elsewhere. From all networks together no more than ten codes times five tries are a day's guesses at a number,
 * of a million.
 */
const TRIES_DAY = { by: 'network', points: 30, seconds: 86_400 } as const satisfies RateLimit;

/** The code that is out for a number: one at a time, a newer one takes the place of the older. */
interface PhoneCodeRecord {
  /** Blind index of the number. */
  _id: string;
  /** Names this code; part of its hash. */
  codeId: string;
  codeHash: string;
  tries: number;
  sentAt: Date;
  expiresAt: Date;
}

const phoneCodeSchema = new Schema<PhoneCodeRecord>(
  {
    _id: { type: String, required: true },
    codeId: { type: String, required: true },
    codeHash: { type: String, required: true },
    tries: { type: Number, required: true },
    sentAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'phone_codes' },
);
phoneCodeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 3600 });
const PhoneCodeModel = model('PhoneCode', phoneCodeSchema);

/** Who tries: the number, from where. */
const triesKey = (index: string, network: string) => `${index} ${network}`;

const hashOf = (keys: Keys, codeId: string, code: string) =>
  keyedDigest(keys.digest, 'phone-code', `${codeId}:${code}`);

/**
 * Sends a code to a number. Nothing is looked up by it, so that the answer and its time are the same for every number.
 * The message is sent while the person waits: a code that a queue delivers ten minutes later helps nobody, and no queue
 * has to keep it in clear.
 * @param limits counts by number; never widened where many people share an address
 * @throws AppError `too_many_requests`, `peer_unavailable`, `invalid_input` (the gateway cannot send to this number)
 */
export async function sendPhoneCode(
  { keys, sms, limits }: { keys: Keys; sms: SmsGateway; limits: Limiter },
  phone: string,
  now: Date,
): Promise<PhoneCodeSent> {
  const index = blindIndex(keys, 'phone', phone);
  await limits.count('phoneCode', PER_PHONE, index, (seconds) => `验证码刚刚发过，请 ${seconds} 秒后再试`);
  await limits.count('phoneCode.day', PER_PHONE_DAY, index, inHours);
  const codeId = randomUUID();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await keepCode({
    _id: index,
    codeId,
    codeHash: hashOf(keys, codeId, code),
    tries: 0,
    sentAt: now,
    expiresAt: new Date(now.getTime() + CODE_SECONDS * 1000),
  });
  const message = {
    templateId: 'sign_in_code' as const,
    phone,
    params: { code, minutes: String(CODE_SECONDS / 60) },
    requestId: codeId,
  };
  const sent = await sms.send(message).catch(async (error: unknown) => {
    await limits.forget('phoneCode', PER_PHONE, index); // nothing came: it may be asked for again at once
    throw error;
  });
  if (!sent.ok) throw wrongField('phone', sent.message);
  await recordAudit({
    at: now,
    action: 'phone_code.sent',
    actor: { kind: 'system', id: 'sign_in' },
    subject: { kind: 'phoneCode', id: codeId },
  });
  return {
    message: '验证码已发出，请看手机短信',
    validSeconds: CODE_SECONDS,
    nextInSeconds: NEXT_SECONDS,
  };
}

const inHours = (seconds: number) =>
  `这个号码今天用得太多，请 ${Math.ceil(seconds / 3600)} 小时后再试，或改用微信登录`;

async function keepCode(record: PhoneCodeRecord): Promise<void> {
  const { _id, ...fields } = record;
  try {
    await PhoneCodeModel.updateOne({ _id }, { $set: fields }, { upsert: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await PhoneCodeModel.updateOne({ _id }, { $set: fields });
  }
}

/**
 * Spends a code: right once, wrong at most five times, and never after its time. The same answer for a number that has no
 * code, for a wrong one, and for one that is spent.
 * @throws AppError `wrong_code`, `too_many_requests`
 */
export async function spendPhoneCode(
  { keys, limits }: { keys: Keys; limits: Limiter },
  { phone, code, network }: { phone: string; code: string; network: string },
  now: Date,
): Promise<void> {
  const index = blindIndex(keys, 'phone', phone);
  const from = triesKey(index, network);
  await limits.count('phoneCode.tries', TRIES_DAY, from, inHours);
  // Counted before it is looked at, so that tries sent at the same moment are no way around the limit.
  const tried = await PhoneCodeModel.findOneAndUpdate(
    { _id: index, expiresAt: { $gt: now }, tries: { $lt: CODE_TRIES } },
    { $inc: { tries: 1 } },
    { returnDocument: 'after' },
  ).lean<PhoneCodeRecord>();
  const codeId = tried?.codeId ?? index;
  const right = sameText(tried?.codeHash ?? '0'.repeat(64), hashOf(keys, codeId, code));
  // Of two who bring the right code at once, the one who takes it away is let in.
  const spent = right ? await PhoneCodeModel.deleteOne({ _id: index, codeId }) : { deletedCount: 0 };
  if (spent.deletedCount === 1) {
    await limits.giveBack('phoneCode.tries', TRIES_DAY, from);
    return;
  }
  await recordAudit({
    at: now,
    action: 'evaluator.sign_in_failed',
    actor: { kind: 'system', id: 'sign_in' },
    subject: { kind: 'phoneCode', id: tried?.codeId ?? 'unknown' },
  });
  throw new AppError('wrong_code', { message: '验证码不对，或已经过期；请核对，或重新获取一个' });
}
