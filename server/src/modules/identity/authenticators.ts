import type { Assurance } from '@haochaping/shared/domain';
import type { Context } from 'koa';
import type { Config } from '../../config.js';
import type { EvaluatorActor, StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { lookUp } from '../directory/index.js';
import { AccountModel, type AccountRecord } from './account-model.js';
import { provenEvaluators } from './proven.js';
import type { SessionRecord } from './session-model.js';
import { csrfTokenOf, readAccess, sameText } from './sessions.js';
import { StaffAccountModel, type StaffAccountRecord } from './staff-model.js';
import { isExcused } from './staff-totp.js';

/** The access cookies; their refresh cookies are sent to the renewing address alone. */
export const STAFF_COOKIE = 'staff_session';
export const EVALUATOR_COOKIE = 'evaluator_session';

export interface AuthenticatorOptions {
  config: Pick<Config, 'publicBaseUrl' | 'production'>;
  keys: Keys;
  now: () => Date;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A write whose token travels in a cookie must come from our own page: it carries the session's own token, and names no
 * other site as its origin.
 * @throws AppError `csrf`
 */
function refuseForeignWrites(
  ctx: Context,
  { config, keys }: AuthenticatorOptions,
  session: SessionRecord,
): void {
  if (READS.has(ctx.method)) return;
  if (!comesFromUs(ctx.get('origin'), ctx.host, config.publicBaseUrl)) throw new AppError('csrf');
  if (!sameText(ctx.get('x-csrf-token'), csrfTokenOf(keys, session._id))) throw new AppError('csrf');
}

/** Whether an Origin header names this server: the address it was asked at, or its public one. No header is no other site. */
export function comesFromUs(
  origin: string | undefined,
  host: string | undefined,
  publicBaseUrl: string,
): boolean {
  if (!origin) return true;
  if (!URL.canParse(origin)) return false;
  return [host, new URL(publicBaseUrl).host].includes(new URL(origin).host);
}

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

/** Evaluators bring a bearer token from the mini-program, or the web pages' cookie. */
export function evaluatorAuthenticator(options: AuthenticatorOptions) {
  return async (ctx: Context): Promise<EvaluatorActor> => {
    const bearer = /^Bearer ([\w.-]+)$/i.exec(ctx.get('authorization'))?.[1];
    const token = bearer ?? ctx.cookies.get(EVALUATOR_COOKIE);
    const session = await readAccess(options.keys, 'evaluator', token, options.now());
    if (!bearer) refuseForeignWrites(ctx, options, session);
    return evaluatorActorOf(await accountOf(session), session);
  };
}

/** The account behind a session. @throws AppError `not_signed_in` when it was closed */
export async function accountOf(session: SessionRecord): Promise<AccountRecord> {
  const account = await AccountModel.findById(session.subjectId).lean<AccountRecord>();
  if (!account || account.closedAt) throw new AppError('not_signed_in');
  return account;
}

/** Who an account is to the rest of the system: pseudonyms and how well the real name is established. */
export async function evaluatorActorOf(
  account: AccountRecord,
  session: SessionRecord,
): Promise<EvaluatorActor> {
  const { _id, mergedIds } = account;
  return {
    kind: 'evaluator',
    accountId: _id,
    evaluatorIds: [_id, ...(mergedIds ?? []), ...(await provenEvaluators(account))],
    assurance: assuranceOf(account),
    sessionId: session._id,
  };
}

/** How far the real name behind an account is established. */
export function assuranceOf(account: AccountRecord): Assurance {
  if (account.verified) return 'verified';
  return account.identities.some(({ provider }) => provider === 'phone') ? 'phone' : 'anonymous';
}
