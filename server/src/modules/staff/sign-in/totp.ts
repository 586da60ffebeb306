import { generateSecret, generateURI, verify } from 'otplib';
import { toString as drawQr } from 'qrcode';
import type { SecondFactorSetUp } from '@haochaping/shared/contracts';
import { SECOND_FACTOR_ROLES } from '@haochaping/shared/domain';
import type { Config } from '../../../config/config.js';
import { AppError } from '../../../http/errors.js';
import { keyedDigest, type Keys } from '../../../keys.js';
import { masterSealedField, openSystemSecret, sealSystemSecret } from '../../vault/index.js';
import { makeStep, readStep } from './challenge.js';
import { StaffAccountModel, type StaffAccountRecord } from '../model.js';
import { recoveryCode } from './passwords.js';

/** RFC 6238 with SHA-1, six digits, 30 s: what every authenticator app can do; the step before and after are good too. */
const STEP_SECONDS = 30;
const ISSUER = '三明好差评';
const RECOVERY_CODES = 10;

const contextOf = (accountId: string) => `staff-totp:${accountId}`;

/** The secrets of all authenticator apps, for the rotation of the master key. */
export const totpSecrets = masterSealedField<StaffAccountRecord>({
  name: '工作人员的第二因子',
  model: StaffAccountModel,
  field: 'totp.sealed',
  contextOf,
});

const recoveryDigest = (keys: Keys, accountId: string, code: string) =>
  keyedDigest(keys.digest, 'staff-recovery', `${accountId}:${code}`);

type Policy = Pick<Config, 'STAFF_SECOND_FACTOR' | 'production'>;

/** An account of the demo, outside production, where programs start beside none: everybody knows its password anyway. */
export const isExcused = (account: Pick<StaffAccountRecord, 'demo'>, config: Pick<Config, 'production'>) =>
  account.demo === true && !config.production;

/** Whether an account may not sign in without a second factor. One that has set it up is always asked. */
export function needsSecondFactor(
  account: Pick<StaffAccountRecord, 'demo' | 'role'>,
  config: Policy,
): boolean {
  return (
    config.STAFF_SECOND_FACTOR === 'required' &&
    SECOND_FACTOR_ROLES.includes(account.role) &&
    !isExcused(account, config)
  );
}

/** A fresh secret for an authenticator app. It is kept nowhere until a code confirms it: `setUp` carries it, sealed. */
export async function beginSetUp(
  keys: Keys,
  account: StaffAccountRecord,
  now: Date,
): Promise<SecondFactorSetUp> {
  const secret = generateSecret({ length: 20 });
  const uri = generateURI({ issuer: ISSUER, label: account.username, secret });
  const sealed = sealSystemSecret(keys, contextOf(account._id), secret);
  return {
    setUp: makeStep(keys, account, 'secret', now, { sealed }),
    secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
    uri,
    qrSvg: await drawQr(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }),
  };
}

/**
 * Takes a set-up in use once a code of it proves that the app has it.
 * @returns the recovery codes, which are shown this once; null when the code is wrong
 * @throws AppError `not_signed_in` when the set-up is older than its five minutes or of another account
 */
export async function confirmSetUp(
  keys: Keys,
  account: StaffAccountRecord,
  setUp: string,
  code: string,
  now: Date,
): Promise<string[] | null> {
  const step = readStep(keys, setUp, 'secret', now);
  if (step.accountId !== account._id || step.passwordVersion !== account.passwordVersion || !step.sealed)
    throw new AppError('not_signed_in', { message: '这个二维码已经过期，请重新开始' });
  const matched = await stepOf(openSystemSecret(keys, contextOf(account._id), step.sealed), code, 0, now);
  if (matched === null) return null;
  const totp = { sealed: step.sealed, since: now, lastStep: matched };
  const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
  const recoveryCodes = codes.map((one) => recoveryDigest(keys, account._id, one));
  await StaffAccountModel.updateOne({ _id: account._id }, { $set: { totp, recoveryCodes } });
  return codes.map(spaced);
}

/** The step a code belongs to, if it is later than the last one taken; null when the code is wrong or was used. */
async function stepOf(secret: string, token: string, lastStep: number, now: Date): Promise<number | null> {
  if (!/^\d{6}$/.test(token)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = await verify({ secret, token, epoch, epochTolerance: STEP_SECONDS });
  if (!result.valid) return null;
  const step = Math.floor(epoch / STEP_SECONDS) + result.delta;
  return step > lastStep ? step : null;
}

/** Whether a code of the app is right; taking it uses it up, also when two requests bring it at the same moment. */
export async function takeTotpCode(
  keys: Keys,
  account: StaffAccountRecord,
  code: string,
  now: Date,
): Promise<boolean> {
  if (!account.totp) return false;
  const secret = openSystemSecret(keys, contextOf(account._id), account.totp.sealed);
  const step = await stepOf(secret, code, account.totp.lastStep, now);
  if (step === null) return false;
  const taken = await StaffAccountModel.updateOne(
    // By the instant it was set up: a rotation of the master key may seal the same secret anew meanwhile.
    { _id: account._id, 'totp.since': account.totp.since, 'totp.lastStep': { $lt: step } },
    { $set: { 'totp.lastStep': step } },
  );
  return taken.modifiedCount === 1;
}

/** Whether it is one of the recovery codes that are left; each is good once. */
export async function takeRecoveryCode(
  keys: Keys,
  account: StaffAccountRecord,
  code: string,
): Promise<boolean> {
  const digest = recoveryDigest(keys, account._id, code);
  const taken = await StaffAccountModel.updateOne(
    { _id: account._id, recoveryCodes: digest },
    { $pull: { recoveryCodes: digest } },
  );
  return taken.modifiedCount === 1;
}

/** Ten new recovery codes in the place of the old ones. */
export async function renewRecoveryCodes(keys: Keys, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
  const recoveryCodes = codes.map((one) => recoveryDigest(keys, accountId, one));
  await StaffAccountModel.updateOne({ _id: accountId }, { $set: { recoveryCodes } });
  return codes.map(spaced);
}

const spaced = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`;
