import type { MyAccount, SecondFactorSetUp } from '@haochaping/shared/contracts';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { endSessionsOf, SessionModel } from '../../sessions/index.js';
import { changesOn } from './changes.js';
import { StaffAccountModel, type StaffAccountRecord } from '../model.js';
import { changedPassword, passwordFits, refuseWeakPassword } from '../sign-in/passwords.js';
import { recordFailure, recordStaff, type SignInDesk } from '../sign-in/sign-in.js';
import {
  beginSetUp,
  confirmSetUp,
  needsSecondFactor,
  renewRecoveryCodes,
  takeTotpCode,
} from '../sign-in/totp.js';
import { countTry, giveBackTry } from '../sign-in/tries.js';

/** A member of staff about their own account, from where, and when. */
export interface Owner {
  actor: StaffActor;
  network: string;
  now: Date;
}

/** The account of the one who is signed in. @throws AppError `not_signed_in` when it is gone */
export async function ownAccount({ actor }: Owner): Promise<StaffAccountRecord> {
  const account = await StaffAccountModel.findById(actor.accountId).lean<StaffAccountRecord>();
  if (!account) throw new AppError('not_signed_in');
  return account;
}

/** What a person may know of their own account. */
export async function readOwnAccount(desk: SignInDesk, owner: Owner): Promise<MyAccount> {
  const account = await ownAccount(owner);
  return {
    username: account.username,
    displayName: account.displayName,
    secondFactor: {
      since: account.totp?.since.toISOString() ?? null,
      required: needsSecondFactor(account, desk.config),
      recoveryCodesLeft: account.recoveryCodes.length,
    },
    passwordChangedAt: account.passwordChangedAt?.toISOString() ?? null,
    documentSince: account.certProvenAt?.toISOString() ?? null,
    phoneSince: account.phoneProvenAt?.toISOString() ?? null,
    changes: await changesOn(account),
  };
}

/**
 * Counts a proof of who sits there like a try at the sign-in: a session left open is no way to guess.
 * @throws AppError `too_many_requests`, or `refusal` when the proof is wrong
 */
async function prove(
  { keys }: SignInDesk,
  account: StaffAccountRecord,
  { network, now }: Owner,
  what: 'password' | 'code',
  fits: () => Promise<boolean>,
  refusal: AppError,
): Promise<void> {
  const tried = await countTry(keys, account.username, network, account, now);
  if (!(await fits())) {
    await recordFailure(account._id, what, tried, now);
    throw refusal;
  }
  await giveBackTry(tried);
}

function provePassword(
  desk: SignInDesk,
  account: StaffAccountRecord,
  owner: Owner,
  password: string,
  field: string,
) {
  const message = '现在的密码不对，请再试一次';
  const refusal = new AppError('invalid_input', { message, details: [{ field, message }] });
  return prove(desk, account, owner, 'password', () => passwordFits(account.passwordHash, password), refusal);
}

/** Changes the own password; every other session ends. */
export async function changeOwnPassword(
  desk: SignInDesk,
  { oldPassword, newPassword }: { oldPassword: string; newPassword: string },
  owner: Owner,
): Promise<void> {
  const account = await ownAccount(owner);
  await provePassword(desk, account, owner, oldPassword, 'oldPassword');
  await refuseWeakPassword(account, newPassword);
  const changes = await changedPassword(account, newPassword, owner.now);
  const changed = await StaffAccountModel.updateOne(
    { _id: account._id, passwordVersion: account.passwordVersion },
    { $set: changes },
  );
  if (changed.modifiedCount === 0)
    throw new AppError('conflict', { message: '密码刚在别处改过，请用新密码再来' });
  await recordStaff('staff.password_changed', account._id, owner.now);
  await endSessionsOf(account._id, 'password_changed', owner.now, owner.actor.sessionId);
}

/** Begins to set an authenticator app up, or another one in its place; the old one works until the new one is confirmed. */
export async function beginOwnSecondFactor(
  desk: SignInDesk,
  password: string,
  owner: Owner,
): Promise<SecondFactorSetUp> {
  const account = await ownAccount(owner);
  await provePassword(desk, account, owner, password, 'password');
  return beginSetUp(desk.keys, account, owner.now);
}

/** Takes the new app in use; this session counts as one with a second factor from now on. */
export async function confirmOwnSecondFactor(
  desk: SignInDesk,
  { setUp, code }: { setUp: string; code: string },
  owner: Owner,
): Promise<string[]> {
  const account = await ownAccount(owner);
  let recoveryCodes: string[] | null = null;
  const fits = async () => {
    recoveryCodes = await confirmSetUp(desk.keys, account, setUp, code, owner.now).catch(startAgain);
    return recoveryCodes !== null;
  };
  await prove(desk, account, owner, 'code', fits, wrongCode());
  await SessionModel.updateOne({ _id: owner.actor.sessionId }, { $set: { secondFactor: true } });
  await recordStaff('staff.second_factor_set_up', account._id, owner.now);
  return recoveryCodes ?? [];
}

/** Ten new recovery codes, for somebody who has the app at hand. */
export async function renewOwnRecoveryCodes(desk: SignInDesk, code: string, owner: Owner): Promise<string[]> {
  const account = await ownAccount(owner);
  const fits = () => takeTotpCode(desk.keys, account, code, owner.now);
  await prove(desk, account, owner, 'code', fits, wrongCode());
  await recordStaff('staff.recovery_codes_renewed', account._id, owner.now);
  return renewRecoveryCodes(desk.keys, account._id);
}

/** A set-up that took too long is no reason to leave a session that is as good as before. */
function startAgain(error: unknown): never {
  if (!(error instanceof AppError && error.code === 'not_signed_in')) throw error;
  throw new AppError('conflict', { message: '这个二维码已经过期，请重新开始', cause: error });
}

/** Not a 401: the session is as good as before. */
function wrongCode(): AppError {
  const message = '验证码不对或已经用过，请等手机上换一个再试';
  return new AppError('invalid_input', { message, details: [{ field: 'code', message }] });
}
