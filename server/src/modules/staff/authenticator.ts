import type { Context } from 'koa';
import type { Config } from '../../config/config.js';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { lookUp } from '../directory/index.js';
import {
  refuseForeignWrites,
  type AuthenticatorOptions,
  type SessionRecord,
  readAccess,
} from '../sessions/index.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';
import { isExcused } from './sign-in/totp.js';

/** The access cookie; the refresh cookie is sent to the renewing address alone. */
export const STAFF_COOKIE = 'staff_session';

/** Staff sign in at the console with a cookie that scripts cannot read and other sites cannot send. */
export function staffAuthenticator(options: AuthenticatorOptions) {
  return async (ctx: Context): Promise<StaffActor> => {
    const session = await readAccess(options.keys, 'staff', ctx.cookies.get(STAFF_COOKIE), options.now());
    refuseForeignWrites(ctx, options, session);
    const account = await staffAccountOf(session);
    return staffActorOf(account, await windowOf(account, options.now()), session, options.config);
  };
}

/** The account behind a session. @throws AppError `not_signed_in` when it is gone or disabled */
export async function staffAccountOf(session: SessionRecord): Promise<StaffAccountRecord> {
  const account = await StaffAccountModel.findById(session.subjectId).lean<StaffAccountRecord>();
  if (!account || account.disabledAt) throw new AppError('not_signed_in');
  return account;
}

/** The window the directory gives the person of this account; null where the account names nobody. */
async function windowOf({ staffCode }: StaffAccountRecord, now: Date): Promise<string | null> {
  const person = staffCode ? await lookUp('staff', staffCode, now) : null;
  return person?.data.windowCode ?? null;
}

export function staffActorOf(
  account: StaffAccountRecord,
  windowCode: string | null,
  session: SessionRecord,
  config: Pick<Config, 'production'>,
): StaffActor {
  return {
    kind: 'staff',
    accountId: account._id,
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    institutionCode: account.institutionCode,
    regionCodes: account.regionCodes,
    staffCode: account.staffCode ?? null,
    windowCode,
    offWindow: account.offWindow ?? false,
    sessionId: session._id,
    secondFactor: session.secondFactor || isExcused(account, config),
  };
}
