import type { SignInStep } from '@haochaping/shared/contracts';
import type { Config } from '../../../config/config.js';
import { AppError } from '../../../http/errors.js';
import type { Keys } from '../../../keys.js';
import { recordAudit } from '../../audit/index.js';
import { openSession, type SessionTokens } from '../../sessions/index.js';
import { makeStep, readStep, type Step, type StepPurpose } from './challenge.js';
import { StaffAccountModel, type StaffAccountRecord } from '../model.js';
import { changedPassword, hashPassword, needsRehash, passwordFits, refuseWeakPassword } from './passwords.js';
import { beginSetUp, confirmSetUp, needsSecondFactor, takeRecoveryCode, takeTotpCode } from './totp.js';
import { countTry, forgetTriesHere, giveBackTry, withNetwork, type CountedTry } from './tries.js';

/** What every step of a sign-in is done with. */
export interface SignInDesk {
  config: Config;
  keys: Keys;
}

/** Who asks, from where, and when. */
export interface Caller {
  network: string;
  userAgent: string;
  now: Date;
}

export interface SignedIn {
  account: StaffAccountRecord;
  tokens: SessionTokens;
}

/** Either the session, or what is asked next. */
export type SignInResult = { signedIn: SignedIn } | { step: SignInStep };

/**
 * The first step: name and password. A name nobody has, a wrong password and a disabled account are counted, answered and
 * timed alike, so that names cannot be tried out.
 * @throws AppError `wrong_credentials`, or `too_many_requests` after too many wrong tries, also for the right password
 */
export async function signIn(
  desk: SignInDesk,
  { username, password }: { username: string; password: string },
  caller: Caller,
): Promise<SignInResult> {
  const { keys } = desk;
  const { network, now } = caller;
  const account = await StaffAccountModel.findOne({ username }).lean<StaffAccountRecord>();
  const tried = await countTry(keys, username, network, account, now);
  const right = await passwordFits(account?.passwordHash, password);
  if (!account || !right || account.disabledAt) {
    await recordFailure(account?._id ?? UNKNOWN, 'password', tried, now);
    throw new AppError('wrong_credentials');
  }
  await giveBackTry(tried);
  if (needsRehash(account.passwordHash)) await rehash(account, password);
  return goOn(desk, account, false, caller);
}

/** Another hash of the same password: nothing that was proven with it is void. */
async function rehash(account: StaffAccountRecord, password: string): Promise<void> {
  await StaffAccountModel.updateOne(
    { _id: account._id, passwordHash: account.passwordHash },
    { $set: { passwordHash: await hashPassword(password) } },
  );
}

/** The next thing that is still missing, or the session when nothing is. */
async function goOn(
  desk: SignInDesk,
  account: StaffAccountRecord,
  secondFactor: boolean,
  caller: Caller,
): Promise<SignInResult> {
  const ask = (next: SignInStep['next']) => ({
    next,
    challenge: makeStep(desk.keys, account, next, caller.now, { secondFactor }),
    displayName: account.displayName,
  });
  if (account.totp && !secondFactor) return { step: ask('code') };
  if (account.mustChangePassword) return { step: ask('new_password') };
  if (!account.totp && needsSecondFactor(account, desk.config))
    return { step: { ...ask('set_up'), setUp: await beginSetUp(desk.keys, account, caller.now) } };
  return { signedIn: await letIn(desk, account, secondFactor, caller) };
}

async function letIn(
  { config, keys }: SignInDesk,
  account: StaffAccountRecord,
  secondFactor: boolean,
  { network, userAgent, now }: Caller,
): Promise<SignedIn> {
  await forgetTriesHere(keys, account.username, network);
  const knownNetworks = withNetwork(keys, account, network, now);
  await StaffAccountModel.updateOne({ _id: account._id }, { $set: { knownNetworks, lastSignInAt: now } });
  await recordStaff('staff.signed_in', account._id, now, { secondFactor });
  const tokens = await openSession(
    keys,
    {
      kind: 'staff',
      subjectId: account._id,
      client: 'console',
      userAgent,
      secondFactor,
      lifetimeSeconds: config.STAFF_SESSION_MINUTES * 60,
    },
    now,
  );
  return { account, tokens };
}

/**
 * The account of a step, as it is now.
 * @throws AppError `not_signed_in` when the step is over: too old, the password was changed, or the account disabled
 */
async function accountOfStep(
  keys: Keys,
  challenge: string,
  purpose: StepPurpose,
  now: Date,
): Promise<{ account: StaffAccountRecord; step: Step }> {
  const step = readStep(keys, challenge, purpose, now);
  const account = await StaffAccountModel.findById(step.accountId).lean<StaffAccountRecord>();
  if (!account || account.disabledAt || account.passwordVersion !== step.passwordVersion)
    throw new AppError('not_signed_in', { message: '这次登录已经作废，请从头登录一次' });
  return { account, step };
}

/** The second step of whoever has an authenticator app: its code, or one of the recovery codes. */
export async function signInWithCode(
  desk: SignInDesk,
  { challenge, code }: { challenge: string; code: string },
  caller: Caller,
): Promise<SignInResult> {
  const { keys } = desk;
  const { account } = await accountOfStep(keys, challenge, 'code', caller.now);
  const tried = await countTry(keys, account.username, caller.network, account, caller.now);
  const recovery = !/^\d{6}$/.test(code);
  const right = recovery
    ? await takeRecoveryCode(keys, account, code)
    : await takeTotpCode(keys, account, code, caller.now);
  if (!right) {
    await recordFailure(account._id, recovery ? 'recovery_code' : 'code', tried, caller.now);
    throw new AppError('wrong_code');
  }
  await giveBackTry(tried);
  if (recovery) await recordStaff('staff.recovery_code_used', account._id, caller.now);
  return goOn(desk, account, true, caller);
}

/** The step of whoever has a password that somebody else knows. */
export async function signInWithNewPassword(
  desk: SignInDesk,
  { challenge, newPassword }: { challenge: string; newPassword: string },
  caller: Caller,
): Promise<SignInResult> {
  const { account, step } = await accountOfStep(desk.keys, challenge, 'new_password', caller.now);
  await refuseWeakPassword(account, newPassword);
  const changes = {
    ...(await changedPassword(account, newPassword, caller.now)),
    mustChangePassword: false,
  };
  const changed = await StaffAccountModel.updateOne(
    { _id: account._id, passwordVersion: account.passwordVersion },
    { $set: changes },
  );
  if (changed.modifiedCount === 0)
    throw new AppError('not_signed_in', { message: '这次登录已经作废，请从头登录一次' });
  await recordStaff('staff.password_changed', account._id, caller.now);
  return goOn(desk, { ...account, ...changes }, step.secondFactor, caller);
}

/** The last step of whoever needs a second factor and has none yet. */
export async function signInWithSetUp(
  desk: SignInDesk,
  { challenge, setUp, code }: { challenge: string; setUp: string; code: string },
  caller: Caller,
): Promise<SignedIn & { recoveryCodes: string[] }> {
  const { keys } = desk;
  const { account } = await accountOfStep(keys, challenge, 'set_up', caller.now);
  if (account.totp)
    throw new AppError('not_signed_in', { message: '这个账号已经设好了验证码，请从头登录一次' });
  const tried = await countTry(keys, account.username, caller.network, account, caller.now);
  const recoveryCodes = await confirmSetUp(keys, account, setUp, code, caller.now);
  if (!recoveryCodes) {
    await recordFailure(account._id, 'code', tried, caller.now);
    throw new AppError('wrong_code');
  }
  await giveBackTry(tried);
  await recordStaff('staff.second_factor_set_up', account._id, caller.now);
  return { ...(await letIn(desk, account, true, caller)), recoveryCodes };
}

/** Stands in the audit log for a name nobody has; the name itself may be a password typed into the wrong field. */
const UNKNOWN = 'unknown';

/** Tells of something a member of staff did to their own account. */
export async function recordStaff(
  action: string,
  id: string,
  now: Date,
  detail?: Record<string, string | number | boolean>,
): Promise<void> {
  const party = { kind: 'staff' as const, id };
  await recordAudit({ at: now, action, actor: party, subject: party, ...(detail ? { detail } : {}) });
}

/** Tells of a wrong try, and of the lock when it made one. */
export async function recordFailure(
  id: string,
  what: 'password' | 'code' | 'recovery_code',
  { minutes }: CountedTry,
  now: Date,
): Promise<void> {
  await recordStaff('staff.sign_in_failed', id, now, { what });
  if (minutes > 0) await recordStaff('staff.locked', id, now, { minutes });
}
