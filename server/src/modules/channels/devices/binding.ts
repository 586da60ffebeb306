import { randomInt, randomUUID } from 'node:crypto';
import type { DeviceInput } from '@haochaping/shared/contracts';
import type { Context } from 'koa';
import type { QueryFilter } from 'mongoose';
import { BINDING_CODE_MINUTES, CITY } from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../../database.js';
import { gatherFinds } from '../../../gather.js';
import type { DeviceActor, StaffActor } from '../../../http/actor.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { keyedDigest, sameText, type Keys } from '../../../keys.js';
import { auditEvent, type AuditEvent } from '../../audit/index.js';
import { describePlace } from '../attribution.js';
import { randomBase58 } from '../tokens.js';
import { makeSealKey } from './envelopes.js';
import { DeviceModel, type DeviceRecord } from './model.js';

const SECRET_LENGTH = 43;

const codeHash = (keys: Keys, code: string) => keyedDigest(keys.digest, 'device-code', code);
const secretHash = (keys: Keys, secret: string) => keyedDigest(keys.digest, 'device-secret', secret);

const event = (
  action: 'device.made' | 'device.code_made' | 'device.bound' | 'device.revoked',
  deviceId: string,
  actor: AuditEvent['actor'],
  at: Date,
  detail: Record<string, string> = {},
) => auditEvent({ at, action, actor, subject: { kind: 'ratingDevice', id: deviceId }, detail });

const by = ({ accountId }: StaffActor): AuditEvent['actor'] => ({ kind: 'staff', id: accountId });

export interface Coded {
  device: DeviceRecord;
  /** Told once. */
  code: string;
}

/** The codes of eight figures that are out at one time are few: another one is drawn where one is taken. */
async function withFreshCode(keep: (code: string) => Promise<DeviceRecord | null>): Promise<Coded | null> {
  for (;;) {
    const code = String(randomInt(10 ** 8)).padStart(8, '0');
    try {
      const device = await keep(code);
      return device && { device, code };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

const untilOf = (now: Date) => new Date(now.getTime() + BINDING_CODE_MINUTES * 60_000);

/** Notes a device for a window, with the code it is bound by. @throws AppError `invalid_input` for a window that is not in the directory, `not_allowed` for one of another county */
export async function makeDevice(
  keys: Keys,
  actor: StaffActor,
  { kind, windowCode, name, returnTo }: DeviceInput,
  now: Date,
): Promise<Coded> {
  const window = await describePlace('window', windowCode, now);
  if (!window) throw wrongField('windowCode', `目录里没有窗口 ${windowCode}，请核对`);
  const regionCode = window.attribution.targets[0]?.regionCode ?? '';
  if (!looksAfter(actor, regionCode))
    throw new AppError('not_allowed', { message: '这个窗口归别的区县的中心管，请他们添' });
  const _id = randomUUID();
  const made = await withFreshCode(async (code) => {
    const device: DeviceRecord = {
      _id,
      kind,
      name: name ?? window.title,
      windowCode,
      regionCode,
      ...(returnTo === undefined ? {} : { returnTo }),
      codeHash: codeHash(keys, code),
      codeUntil: untilOf(now),
      waiting: 0,
      refused: 0,
      createdAt: now,
      trail: [event('device.made', _id, by(actor), now, { kind, windowCode })],
      pending: [effect('audit', now)],
      dead: [],
    };
    await DeviceModel.create([device]);
    return device;
  });
  return made as Coded;
}

/** The city's centre looks after all devices, a county's after its own. */
const looksAfter = ({ regionCodes }: StaffActor, regionCode: string): boolean =>
  regionCodes.includes(CITY) || regionCodes.includes(regionCode);

/** The devices somebody looks after, as a filter. */
export const lookedAfter = ({ regionCodes }: StaffActor): QueryFilter<DeviceRecord> =>
  regionCodes.includes(CITY) ? {} : { regionCode: { $in: regionCodes } };

/** A new code for a device that is to be bound, or bound anew; what it was bound with goes on until then. @throws AppError `not_found`, `conflict` for one that was revoked */
export async function renewCode(keys: Keys, actor: StaffActor, id: string, now: Date): Promise<Coded> {
  const coded = await withFreshCode((code) =>
    DeviceModel.findOneAndUpdate(
      { _id: id, ...lookedAfter(actor), revokedAt: null },
      {
        $set: { codeHash: codeHash(keys, code), codeUntil: untilOf(now) },
        $push: { trail: event('device.code_made', id, by(actor), now), pending: effect('audit', now) },
      },
      { returnDocument: 'after' },
    ).lean<DeviceRecord>(),
  );
  if (coded) return coded;
  if (await DeviceModel.exists({ _id: id, ...lookedAfter(actor) }))
    throw new AppError('conflict', { message: '这台评价器已经停用，不能再绑定；请另添一台' });
  throw new AppError('not_found', { message: '没有找到这台评价器' });
}

/**
 * Takes a device out of use: what it keeps can no longer be sent, and what opens it is gone. Again changes nothing.
 * @throws AppError `not_found`
 */
export async function revokeDevice(actor: StaffActor, id: string, now: Date): Promise<DeviceRecord> {
  const revoked = await DeviceModel.findOneAndUpdate(
    { _id: id, ...lookedAfter(actor), revokedAt: null },
    {
      $set: { revokedAt: now },
      $unset: { codeHash: 1, codeUntil: 1, secretHash: 1, sealKey: 1 },
      $push: { trail: event('device.revoked', id, by(actor), now), pending: effect('audit', now) },
    },
    { returnDocument: 'after' },
  ).lean<DeviceRecord>();
  const device =
    revoked ?? (await DeviceModel.findOne({ _id: id, ...lookedAfter(actor) }).lean<DeviceRecord>());
  if (!device) throw new AppError('not_found', { message: '没有找到这台评价器' });
  return device;
}

/**
 * Binds whoever types the code: the device gets a secret of its own and a key to seal with.
 * @throws AppError `device_code_unknown` for a code that is wrong, was used, or is too old
 */
export async function bindDevice(
  keys: Keys,
  code: string,
  now: Date,
): Promise<{ device: DeviceRecord; secret: string }> {
  const hash = codeHash(keys, code);
  const found = await DeviceModel.findOne({ codeHash: hash, codeUntil: { $gt: now } }).lean<DeviceRecord>();
  if (!found) throw new AppError('device_code_unknown');
  const secret = randomBase58(SECRET_LENGTH);
  const device = await DeviceModel.findOneAndUpdate(
    { _id: found._id, codeHash: hash },
    {
      $set: {
        secretHash: secretHash(keys, secret),
        sealKey: makeSealKey(keys, found._id),
        boundAt: now,
        seenAt: now,
        waiting: 0,
        refused: 0,
      },
      $unset: { codeHash: 1, codeUntil: 1 },
      $push: {
        trail: event('device.bound', found._id, { kind: 'ratingDevice', id: found._id }, now),
        pending: effect('audit', now),
      },
    },
    { returnDocument: 'after' },
  ).lean<DeviceRecord>();
  if (!device) throw new AppError('device_code_unknown');
  return { device, secret };
}

const deviceOf = gatherFinds<DeviceRecord>(DeviceModel);

/** Knows a device by `Authorization: Device <id>.<secret>`. @throws AppError `device_unknown` */
export function deviceAuthenticator(keys: Keys) {
  return async (ctx: Context): Promise<DeviceActor> => {
    const given = /^Device ([\da-f-]{36})\.([1-9A-HJ-NP-Za-km-z]{43})$/.exec(ctx.get('authorization'));
    const device = given && (await deviceOf(given[1] as string));
    if (!device?.secretHash || !sameText(secretHash(keys, given?.[2] as string), device.secretHash))
      throw new AppError('device_unknown');
    const { _id: deviceId, windowCode, kind } = device;
    return { kind: 'ratingDevice', deviceId, windowCode, terminal: kind === 'terminal' };
  };
}

/** The device that calls. @throws AppError `device_unknown` where it was revoked this instant */
export async function callingDevice({ deviceId }: DeviceActor): Promise<DeviceRecord> {
  const device = await DeviceModel.findById(deviceId).lean<DeviceRecord>();
  if (!device?.secretHash) throw new AppError('device_unknown');
  return device;
}
