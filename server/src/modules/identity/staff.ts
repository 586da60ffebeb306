import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import jwt from 'jsonwebtoken';
import type { StaffRole } from '@haochaping/shared/contracts';
import { AppError } from '../../http/errors.js';
import type { Limiter } from '../../http/limiter.js';
import type { RateLimit } from '../../http/route.js';
import type { StaffActor } from '../../http/actor.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';

const AUDIENCE = 'staff';

/** Wrong tries at one name from one network: a stranger elsewhere locks nobody out. */
const TRIES_HERE = { by: 'network', points: 5, seconds: 15 * 60 } as const satisfies RateLimit;
/** Wrong tries at one name from everywhere: the slow brake on guessing from many networks. */
const TRIES_ANYWHERE = { by: 'network', points: 50, seconds: 3600 } as const satisfies RateLimit;

export interface SignedIn {
  actor: StaffActor;
  institutionName: string;
  token: string;
  csrfToken: string;
  expiresAt: Date;
}

let decoyHash: Promise<string> | undefined;

export interface SignInAttempt {
  username: string;
  password: string;
  /** The address the attempt comes from. */
  network: string;
}

/**
 * Signs a staff member in.
 * A name nobody has is counted, answered and timed like a wrong password, so that names cannot be tried out.
 * @throws AppError `wrong_credentials`, or `too_many_requests` after too many wrong tries, also for the right password
 */
export async function signIn(
  keys: Keys,
  tries: Limiter,
  attempt: SignInAttempt,
  minutes: number,
  now: Date,
): Promise<SignedIn> {
  const { username, password, network } = attempt;
  const here = `${username}\0${network}`;
  // Counted before the password is looked at, so that tries sent at the same moment are no way around it.
  await tries.count('signIn.here', TRIES_HERE, here, inMinutes);
  await tries.count('signIn.anywhere', TRIES_ANYWHERE, username, inMinutes);
  const account = await StaffAccountModel.findOne({ username }).lean<StaffAccountRecord>();
  decoyHash ??= hash(randomUUID());
  const right = await verify(account?.passwordHash ?? (await decoyHash), password);
  if (!account || !right) {
    await recordStaff('staff.sign_in_failed', account?._id ?? UNKNOWN, now);
    throw new AppError('wrong_credentials');
  }
  await tries.forget('signIn.here', TRIES_HERE, here);
  await tries.giveBack('signIn.anywhere', TRIES_ANYWHERE, username);
  await recordStaff('staff.signed_in', account._id, now);
  return issue(keys, account, minutes, now);
}

const inMinutes = (seconds: number) => `密码错得太多，请 ${Math.ceil(seconds / 60)} 分钟后再试`;

/** Stands in the audit log for a name nobody has; the name itself may be a password typed into the wrong field. */
const UNKNOWN = 'unknown';

async function recordStaff(action: string, id: string, now: Date): Promise<void> {
  await recordAudit({ at: now, action, actor: { kind: 'staff', id }, subject: { kind: 'staff', id } });
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
  if (account) await recordStaff('staff.signed_out', account._id, now);
}

export interface NewStaffAccount {
  username: string;
  displayName: string;
  password: string;
  role: StaffRole;
  institutionCode: string;
  institutionName: string;
  regionCodes: string[];
  /** Its password is public: no production program starts beside it. */
  demo?: boolean;
}

/** Makes the account if its name is free; an existing one stays as it is. True when it was made. */
export async function ensureStaffAccount(account: NewStaffAccount, now: Date): Promise<boolean> {
  if (await StaffAccountModel.exists({ username: account.username })) return false;
  const { password, ...fields } = account;
  const record = {
    _id: randomUUID(),
    ...fields,
    passwordHash: await hash(password),
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

/** The names of the accounts that were made for the demo. */
export async function demoAccountNames(): Promise<string[]> {
  const found = await StaffAccountModel.find({ demo: true }, { username: 1 }).lean<{ username: string }[]>();
  return found.map(({ username }) => username);
}
