import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { insertBuilt, isDuplicateKey } from '../../database.js';
import { gatherFinds } from '../../gather.js';
import type { BusinessSystemActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import type { RequestBody } from '../../http/input.js';
import type { Keys } from '../../keys.js';
import { effect, type EffectSource } from '../../jobs/effects.js';
import { auditEvent, trailEffects, type AuditEvent } from '../audit/index.js';
import { masterSealedField, openSystemSecret, sealSystemSecret } from '../vault/index.js';
import { BusinessSystemModel, RequestNonceModel, type BusinessSystemRecord } from './model.js';

/** How far a caller's clock may be off, in milliseconds. */
export const MAX_SKEW_MS = 5 * 60_000;

const systemOf = gatherFinds<BusinessSystemRecord>(BusinessSystemModel);

const secretContext = (appKey: string) => `business-system:${appKey}`;

/** The signing keys of all business systems, for the rotation of the master key. */
export const businessSystemSecrets = masterSealedField<BusinessSystemRecord>({
  name: '业务系统的签名密钥',
  model: BusinessSystemModel,
  field: 'sealedSecret',
  contextOf: secretContext,
});

/** Those that are still taken beside the new ones. */
export const formerSystemSecrets = masterSealedField<BusinessSystemRecord>({
  name: '业务系统换下来、还认的签名密钥',
  model: BusinessSystemModel,
  field: 'sealedPrevious',
  contextOf: secretContext,
});

/** A secret as it is kept. */
export const sealedFor = (keys: Keys, appKey: string, secret: string): string =>
  sealSystemSecret(keys, secretContext(appKey), secret);

export interface SignedParts {
  method: string;
  /** Path with its query, as sent. */
  url: string;
  /** Milliseconds since 1970, as sent. */
  timestamp: string;
  nonce: string;
  body: Buffer;
}

/** The signature a business system sends: HMAC-SHA256 in hex over method, path, timestamp, nonce and the body's SHA-256, one a line. */
export function requestSignature(secret: string, parts: SignedParts): string {
  const bodyHash = createHash('sha256').update(parts.body).digest('hex');
  const text = [parts.method.toUpperCase(), parts.url, parts.timestamp, parts.nonce, bodyHash].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}

/**
 * Checks who signed a request: known key, fresh timestamp, right signature, and a nonce never seen before.
 * @throws AppError `bad_signature` naming what is wrong, or `replayed`
 */
export function businessSystemAuthenticator(keys: Keys, now: () => Date) {
  return async (ctx: Context, body: RequestBody): Promise<BusinessSystemActor> => {
    const [appKey, timestamp, nonce, signature] = ['x-app-key', 'x-timestamp', 'x-nonce', 'x-signature'].map(
      (name) => ctx.get(name),
    ) as [string, string, string, string];
    if (!appKey || !timestamp || !nonce || !signature) {
      throw new AppError('bad_signature', {
        message: '缺少签名：请求头需有 X-App-Key、X-Timestamp、X-Nonce、X-Signature',
      });
    }
    if (!/^[\w-]{8,64}$/.test(nonce))
      throw new AppError('bad_signature', { message: 'X-Nonce 应为8到64位字母、数字、短横线或下划线' });
    if (!/^\d{13}$/.test(timestamp) || Math.abs(now().getTime() - Number(timestamp)) > MAX_SKEW_MS) {
      throw new AppError('bad_signature', {
        message: 'X-Timestamp 应为现在的毫秒数，误差不超过5分钟，请校准时钟',
      });
    }
    const system = await systemOf(appKey);
    const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : '', 'hex');
    const parts = { method: ctx.method, url: ctx.url, timestamp, nonce, body: body.bytes };
    const signs = (sealed: string) => {
      const secret = openSystemSecret(keys, secretContext(appKey), sealed);
      const expected = Buffer.from(requestSignature(secret, parts), 'hex');
      return given.length === expected.length && timingSafeEqual(given, expected);
    };
    if (!system || !secretsOf(system, now()).some(signs)) throw new AppError('bad_signature');
    if (system.disabled)
      throw new AppError('bad_signature', { message: '这个业务系统已经停用，请找系统管理员恢复' });
    await rememberNonce(`${appKey}:${nonce}`, now());
    return {
      kind: 'businessSystem',
      appKey,
      name: system.name,
      institutionCodes: system.institutionCodes,
    };
  };
}

/** The secrets that are taken now, sealed: the present one, and for a while the one before. */
const secretsOf = (
  { sealedSecret, sealedPrevious, previousUntil }: BusinessSystemRecord,
  at: Date,
): string[] => [
  sealedSecret,
  ...(sealedPrevious && previousUntil && at < previousUntil ? [sealedPrevious] : []),
];

async function rememberNonce(id: string, at: Date): Promise<void> {
  try {
    await insertBuilt(RequestNonceModel, { _id: id, at });
  } catch (error) {
    if (isDuplicateKey(error))
      throw new AppError('replayed', { message: '这个请求已经收到过了；重发时请换一个 X-Nonce 并重新签名' });
    throw error;
  }
}

export interface NewSystem {
  appKey: string;
  name: string;
  secret: string;
  institutionCodes: string[];
  demo?: boolean;
}

/** Registers a business system, or leaves an existing one as it is; returns whether it was new. */
export async function ensureBusinessSystem(keys: Keys, system: NewSystem, now: Date): Promise<boolean> {
  if (await BusinessSystemModel.exists({ _id: system.appKey })) return false;
  await registerSystem(keys, system, { kind: 'system', id: 'seed' }, now);
  return true;
}

/** Registers a business system. Fails with a duplicate key where the application key is taken. */
export async function registerSystem(
  keys: Keys,
  system: NewSystem,
  by: AuditEvent['actor'],
  now: Date,
): Promise<BusinessSystemRecord> {
  const { appKey, name, secret, institutionCodes, demo } = system;
  const record: BusinessSystemRecord = {
    _id: appKey,
    name,
    sealedSecret: sealedFor(keys, appKey, secret),
    institutionCodes,
    disabled: false,
    ...(demo ? { demo: true } : {}),
    createdAt: now,
    trail: [systemEvent('business_system.registered', appKey, by, now)],
    pending: [effect('audit', now)],
    dead: [],
  };
  await insertBuilt(BusinessSystemModel, record);
  return record;
}

export type SystemAction =
  | 'business_system.registered'
  | 'business_system.changed'
  | 'business_system.secret_changed'
  | 'business_system.disabled'
  | 'business_system.enabled';

/** What happened to a business system, for the audit log. */
export const systemEvent = (
  action: SystemAction,
  appKey: string,
  actor: AuditEvent['actor'],
  at: Date,
  detail: Record<string, string> = {},
): AuditEvent => auditEvent({ at, action, actor, subject: { kind: 'businessSystem', id: appKey }, detail });

/** What follows from a business system that was registered or changed. */
export const systemEffects: EffectSource = trailEffects<BusinessSystemRecord>(
  'business_systems',
  BusinessSystemModel,
);

/** The application keys that were registered for the demo. */
export async function demoBusinessSystems(): Promise<string[]> {
  const found = await BusinessSystemModel.find({ demo: true }, { _id: 1 }).lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}
