import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { StaffRole } from '@haochaping/shared/contracts';
import { AppError } from '../../http/errors.js';
import type { Limiter } from '../../http/limiter.js';
import type { RateLimit } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';
import { openSession, type SessionTokens } from './sessions.js';

/** Wrong tries at one name from one network: a stranger elsewhere locks nobody out. */
const TRIES_HERE = { by: 'network', points: 5, seconds: 15 * 60 } as const satisfies RateLimit;
/** Wrong tries at one name from everywhere: the slow brake on guessing from many networks. */
const TRIES_ANYWHERE = { by: 'network', points: 50, seconds: 3600 } as const satisfies RateLimit;

export interface SignedIn {
  account: StaffAccountRecord;
  tokens: SessionTokens;
}

let decoyHash: Promise<string> | undefined;

export interface SignInAttempt {
  username: string;
  password: string;
  /** The address the attempt comes from. */
  network: string;
  userAgent: string;
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
  const tokens = await openSession(
    keys,
    {
      kind: 'staff',
      subjectId: account._id,
      client: 'console',
      userAgent: attempt.userAgent,
      secondFactor: false,
      lifetimeSeconds: minutes * 60,
    },
    now,
  );
  return { account, tokens };
}

const inMinutes = (seconds: number) => `密码错得太多，请 ${Math.ceil(seconds / 60)} 分钟后再试`;

/** Stands in the audit log for a name nobody has; the name itself may be a password typed into the wrong field. */
const UNKNOWN = 'unknown';

async function recordStaff(action: string, id: string, now: Date): Promise<void> {
  await recordAudit({ at: now, action, actor: { kind: 'staff', id }, subject: { kind: 'staff', id } });
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
