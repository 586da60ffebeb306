import type { SignInWay } from '@haochaping/shared/contracts';
import type { Config } from '../../../config.js';
import { AppError } from '../../../http/errors.js';
import type { Limiter } from '../../../http/limiter.js';
import type { Keys } from '../../../keys.js';
import { recordAudit } from '../../audit/index.js';
import { AccountModel, type AccountRecord } from '../account-model.js';
import type { Notice } from '../notices.js';
import type { Peers, WeChatIdentity } from '../peers/index.js';
import type { SessionClient } from '../session-model.js';
import { openSession, type SessionTokens } from '../sessions.js';
import {
  accountOfPerson,
  addIdentity,
  identityIndex,
  recordAccount,
  type ProvenIdentity,
} from './accounts.js';
import { isOnePerson, mergeAccounts } from './merge.js';

/** What signing in needs; put together once. */
export interface SignInOptions {
  config: Config;
  keys: Keys;
  peers: Peers;
  /** Counts by number and by account; never widened where many people share an address. */
  limits: Limiter;
  notices: readonly Notice[];
}

export interface SignedInEvaluator {
  account: AccountRecord;
  tokens: SessionTokens;
}

/** A peer that is configured. @throws AppError `sign_in_unavailable` where it is not */
export function configured<T>(peer: T | null): T {
  if (peer === null) throw new AppError('sign_in_unavailable');
  return peer;
}

/** What WeChat proves: the person in this app, and over all apps of one owner where these are bound together. */
export function provenByWeChat(
  provider: 'weapp' | 'official',
  { openid, unionid }: WeChatIdentity,
): [ProvenIdentity, ...ProvenIdentity[]] {
  const union: ProvenIdentity[] = unionid ? [{ provider: 'union', subject: unionid }] : [];
  return [{ provider, subject: openid }, ...union];
}

/** Signs in whoever has proven these ways in: finds or makes their account, opens a session, tells the log. */
export async function signInEvaluator(
  { config, keys }: Pick<SignInOptions, 'config' | 'keys'>,
  proven: [ProvenIdentity, ...ProvenIdentity[]],
  through: { way: SignInWay; client: Extract<SessionClient, 'web' | 'weapp'>; userAgent: string },
  now: Date,
): Promise<SignedInEvaluator> {
  const account = await accountOfPerson(keys, proven, now);
  const tokens = await openSession(
    keys,
    {
      kind: 'evaluator',
      subjectId: account._id,
      client: through.client,
      userAgent: through.userAgent,
      secondFactor: false,
      lifetimeSeconds: config.EVALUATOR_SESSION_DAYS * 86_400,
    },
    now,
  );
  await recordAccount('evaluator.signed_in', account._id, now, { way: through.way });
  return { account, tokens };
}

/** Signing in that came to nothing: the log learns of it, without a word about who it might have been. */
export async function recordFailedSignIn(way: SignInWay, reason: string, now: Date): Promise<void> {
  await recordAudit({
    at: now,
    action: 'evaluator.sign_in_failed',
    actor: { kind: 'system', id: 'sign_in' },
    subject: { kind: 'evaluator', id: 'unknown' },
    detail: { way, reason },
  });
}

/**
 * Links a number that was just proven to the account that is signed in. An account that already stands behind the number
 * becomes part of this one; but a number alone takes over no real name:
 * numbers are given out again, and the one before may have checked theirs.
 * @throws AppError `conflict` when the number's account has a checked name and this one has none
 */
export async function linkPhone(
  keys: Keys,
  account: AccountRecord,
  phone: string,
  now: Date,
): Promise<AccountRecord> {
  const proven: ProvenIdentity = { provider: 'phone', subject: phone };
  const index = identityIndex(keys, proven);
  if (account.identities.some((identity) => identity.index === index)) return account;
  const holder = await AccountModel.findOne({
    'identities.index': index,
    closedAt: null,
  }).lean<AccountRecord>();
  if (!holder) return addIdentity(keys, account, proven, now);
  if (holder.verified && !account.verified)
    throw new AppError('conflict', {
      message: '这个手机号连着一个实名过的账号。请用手机号登录，或先在这里核对实名，再来绑定',
    });
  if (holder.verified && !isOnePerson(holder, account)) {
    await takePhoneFrom(holder, index, now);
    return addIdentity(keys, account, proven, now);
  }
  return mergeAccounts(keys, account, holder, now);
}

/** The number has changed hands: its former owner, known to be somebody else, signs in with it no more. */
async function takePhoneFrom(holder: AccountRecord, index: string, now: Date): Promise<void> {
  await AccountModel.updateOne(
    { _id: holder._id },
    { $pull: { identities: { index } }, $unset: { 'sealed.phone': 1 } },
  );
  await recordAccount('account.phone_moved', holder._id, now);
}
