import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import jwt from 'jsonwebtoken';
import type { StaffRole } from '@haochaping/shared/contracts';
import { AppError } from '../../http/errors.js';
import type { StaffActor } from '../../http/actor.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';

const AUDIENCE = 'staff';
const FREE_FAILURES = 5;
const MAX_LOCK_MINUTES = 60;

/** Minutes an account stays locked after so many failures in a row: none for the first few, then doubling up to an hour. */
export function lockMinutes(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES), MAX_LOCK_MINUTES);
}

export interface SignedIn {
  actor: StaffActor;
  institutionName: string;
  token: string;
  csrfToken: string;
  expiresAt: Date;
}

let decoyHash: Promise<string> | undefined;

/**
 * Signs a staff member in.
 * An unknown name costs the same time as a wrong password, so that names cannot be tried out.
 * @throws AppError `wrong_credentials`, or `too_many_requests` while the account is locked
 */
export async function signIn(
  keys: Keys,
  username: string,
  password: string,
  minutes: number,
  now: Date,
): Promise<SignedIn> {
  const account = await StaffAccountModel.findOne({ username }).lean<StaffAccountRecord>();
  decoyHash ??= hash(randomUUID());
  const right = await verify(account?.passwordHash ?? (await decoyHash), password);
  if (!account) throw new AppError('wrong_credentials');
  if (account.lockedUntil && account.lockedUntil > now) {
    const wait = Math.ceil((account.lockedUntil.getTime() - now.getTime()) / 60_000);
    throw new AppError('too_many_requests', {
      message: `密码错得太多，账号已锁定，请 ${wait} 分钟后再试`,
      headers: { 'retry-after': String(wait * 60) },
    });
  }
  if (!right) {
    await countFailure(account, now);
    throw new AppError('wrong_credentials');
  }
  await StaffAccountModel.updateOne(
    { _id: account._id },
    { $set: { failures: 0 }, $unset: { lockedUntil: 1 } },
  );
  await recordStaff('staff.signed_in', account, now);
  return issue(keys, account, minutes, now);
}

async function countFailure(account: StaffAccountRecord, now: Date): Promise<void> {
  const after = await StaffAccountModel.findOneAndUpdate(
    { _id: account._id },
    { $inc: { failures: 1 } },
    { returnDocument: 'after' },
  ).lean<StaffAccountRecord>();
  const minutes = lockMinutes(after?.failures ?? 0);
  if (minutes > 0)
    await StaffAccountModel.updateOne(
      { _id: account._id },
      { $set: { lockedUntil: new Date(now.getTime() + minutes * 60_000) } },
    );
  await recordStaff('staff.sign_in_failed', account, now);
}

async function recordStaff(action: string, account: StaffAccountRecord, now: Date): Promise<void> {
  await recordAudit({
    at: now,
    action,
    actor: { kind: 'staff', id: account._id },
    subject: { kind: 'staff', id: account._id },
  });
}

function issue(keys: Keys, account: StaffAccountRecord, minutes: number, now: Date): SignedIn {
  const seconds = Math.floor(now.getTime() / 1000);
  const sessionId = randomUUID();
  const expires = seconds + Math.round(minutes * 60);
  const token = jwt.sign(
    {
      sub: account._id,
      aud: AUDIENCE,
      jti: sessionId,
      sv: account.sessionVersion,
      iat: seconds,
      exp: expires,
    },
    Buffer.from(keys.session.keys[keys.session.current] as string, 'hex'),
    { algorithm: 'HS256', keyid: keys.session.current },
  );
  return {
    actor: actorOf(account),
    institutionName: account.institutionName,
    token,
    csrfToken: csrfOf(keys, sessionId),
    expiresAt: new Date(expires * 1000),
  };
}

const csrfOf = (keys: Keys, sessionId: string) => keyedDigest(keys.digest, 'csrf', sessionId);

function actorOf(account: StaffAccountRecord): StaffActor {
  return {
    kind: 'staff',
    accountId: account._id,
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    institutionCode: account.institutionCode,
    regionCodes: account.regionCodes,
  };
}

export interface ReadSession {
  actor: StaffActor;
  institutionName: string;
  csrfToken: string;
  expiresAt: Date;
}

/**
 * The session behind a token: signature, algorithm, audience and expiry are checked, and that the account still stands.
 * @throws AppError `not_signed_in`
 */
export async function readSession(keys: Keys, token: string | undefined, now: Date): Promise<ReadSession> {
  if (!token) throw new AppError('not_signed_in');
  let claims: jwt.JwtPayload;
  try {
    const keyId = jwt.decode(token, { complete: true })?.header.kid ?? '';
    const key = keys.session.keys[keyId];
    if (!key) throw new Error('unknown key');
    claims = jwt.verify(token, Buffer.from(key, 'hex'), {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      clockTimestamp: Math.floor(now.getTime() / 1000),
    }) as jwt.JwtPayload;
  } catch (error) {
    throw new AppError('not_signed_in', { message: '登录已过期，请重新登录', cause: error });
  }
  const account = await StaffAccountModel.findById(claims.sub).lean<StaffAccountRecord>();
  if (!account || account.sessionVersion !== claims.sv) throw new AppError('not_signed_in');
  return {
    actor: actorOf(account),
    institutionName: account.institutionName,
    csrfToken: csrfOf(keys, String(claims.jti)),
    expiresAt: new Date(Number(claims.exp) * 1000),
  };
}

/** Ends every session of the account. */
export async function signOutEverywhere(accountId: string, now: Date): Promise<void> {
  const account = await StaffAccountModel.findByIdAndUpdate(accountId, {
    $inc: { sessionVersion: 1 },
  }).lean<StaffAccountRecord>();
  if (account) await recordStaff('staff.signed_out', account, now);
}

export interface NewStaffAccount {
  username: string;
  displayName: string;
  password: string;
  role: StaffRole;
  institutionCode: string;
  institutionName: string;
  regionCodes: string[];
}

/** Makes the account if its name is free; an existing one stays as it is. True when it was made. */
export async function ensureStaffAccount(account: NewStaffAccount, now: Date): Promise<boolean> {
  if (await StaffAccountModel.exists({ username: account.username })) return false;
  const { password, ...fields } = account;
  const record = {
    _id: randomUUID(),
    ...fields,
    passwordHash: await hash(password),
    failures: 0,
    sessionVersion: 1,
  };
  await StaffAccountModel.create(record);
  await recordAudit({
    at: now,
    action: 'staff.account_created',
    actor: { kind: 'system', id: 'seed' },
    subject: { kind: 'staff', id: record._id },
    detail: { role: account.role, institutionCode: account.institutionCode },
  });
  return true;
}
