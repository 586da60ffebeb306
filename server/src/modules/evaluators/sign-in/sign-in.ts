import type { SignInWay } from '@haochaping/shared/contracts';
import type { Config } from '../../../config/config.js';
import { AppError } from '../../../http/errors.js';
import type { Limiter } from '../../../http/limiter.js';
import type { Keys } from '../../../keys.js';
import { recordAudit } from '../../audit/index.js';
import { AccountModel, type AccountRecord, type IdentityProvider } from '../account-model.js';
import { agreeOrRequire, requireCurrentNotice, standingConsent } from '../consents/consents.js';
import type { Notice } from '../consents/notices.js';
import type { Peers, WeChatIdentity } from '../../peers/index.js';
import { type SessionClient, openSession, type SessionTokens } from '../../sessions/index.js';
import {
  accountOfPerson,
  addIdentity,
  identityIndex,
  recordAccount,
  type ProvenIdentity,
} from '../accounts.js';
import type { AccountDesk } from '../merge.js';

/** What signing in needs; put together once. */
export interface SignInOptions extends AccountDesk {
  config: Config;
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

/** Through what somebody signs in, and the version of the notice they agreed to on the way. */
export interface SignInThrough {
  way: SignInWay;
  client: Extract<SessionClient, 'web' | 'weapp'>;
  userAgent: string;
  agreed: number | undefined;
}

/**
 * Signs in whoever has proven these ways in: finds or makes their account, keeps their agreement to the notice in force, opens
 * a session, tells the log. Without an agreement nothing is kept, and nobody signed in.
 * @throws AppError `consent_needed`
 */
export async function signInEvaluator(
  { config, keys, notices, moving }: Pick<SignInOptions, 'config' | 'keys' | 'notices' | 'moving'>,
  proven: [ProvenIdentity, ...ProvenIdentity[]],
  through: SignInThrough,
  now: Date,
): Promise<SignedInEvaluator> {
  requireCurrentNotice(notices, through.agreed);
  if (through.agreed === undefined) await requireEarlierConsent({ keys, notices }, proven);
  const account = await accountOfPerson({ keys, moving }, proven, now);
  await agreeOrRequire(notices, account._id, { purpose: 'privacy_notice', agreed: through.agreed }, now);
  const tokens = await openEvaluatorSession({ config, keys }, account._id, through, now);
  await recordAccount('evaluator.signed_in', account._id, now, { way: through.way });
  return { account, tokens };
}

/** A session for an account whose person was just proven. */
export const openEvaluatorSession = (
  { config, keys }: Pick<SignInOptions, 'config' | 'keys'>,
  accountId: string,
  { client, way, userAgent }: Omit<SignInThrough, 'agreed'>,
  now: Date,
): Promise<SessionTokens> =>
  openSession(
    keys,
    {
      kind: 'evaluator',
      subjectId: accountId,
      client,
      way,
      userAgent,
      secondFactor: false,
      lifetimeSeconds: config.EVALUATOR_SESSION_DAYS * 86_400,
    },
    now,
  );

/** Before anything is kept of somebody who says nothing about the notice. @throws AppError `consent_needed` */
async function requireEarlierConsent(
  { keys, notices }: Pick<SignInOptions, 'keys' | 'notices'>,
  proven: ProvenIdentity[],
): Promise<void> {
  const indexes = proven.map((one) => identityIndex(keys, one));
  const known = await AccountModel.find({ 'identities.index': { $in: indexes }, closedAt: null }).lean<
    AccountRecord[]
  >();
  const states = await Promise.all(known.map(({ _id }) => standingConsent(notices, _id, 'privacy_notice')));
  if (states.length > 0 && states.every((state) => state === 'given')) return;
  throw new AppError('consent_needed', {
    message: '登录要用到您的信息，请先看隐私告知，同意了再登录；不登录也能评价',
    details: [{ field: 'noticeVersion', message: '请写上同意的是哪一版隐私告知' }],
  });
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
 * Links a number that was just proven to the account that is signed in. It moves there from whichever account had it, and
 * nothing else does: numbers are given out again, and to hold one says nothing of who held it before. The former account
 * keeps the rest, and finds it in its log.
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
  if (holder) await takePhoneFrom(holder, index, now);
  return addIdentity(keys, account, proven, now);
}

/**
 * Takes a way in off an account. WeChat's mark of the person over all its apps goes with either app, or it would lead back.
 * @throws AppError `not_found`, `conflict` for the last one
 */
export async function removeWay(account: AccountRecord, way: SignInWay, now: Date): Promise<void> {
  const { _id, identities } = account;
  if (!identities.some(({ provider }) => provider === way))
    throw new AppError('not_found', { message: '这个账号没有这种登录方式，可能已经去掉了' });
  const others = identities.filter(({ provider }) => provider !== way && provider !== 'union');
  const [other] = others;
  if (!other)
    throw new AppError('conflict', { message: '这是最后一种登录方式，去掉就进不来了；不想要账号了，请注销' });
  const gone: IdentityProvider[] = way === 'weapp' || way === 'official' ? [way, 'union'] : [way];
  const removed = await AccountModel.updateOne(
    // The way that stays must still be there: two requests at once never take both.
    { _id, closedAt: null, 'identities.index': other.index },
    {
      $pull: { identities: { provider: { $in: gone } } },
      ...(way === 'phone' ? { $unset: { 'sealed.phone': 1 } } : {}),
    },
  );
  if (removed.modifiedCount === 0)
    throw new AppError('conflict', { message: '账号刚刚有了变化，请刷新后再看' });
  await recordAccount('account.way_removed', _id, now, { way });
}

/** The number has changed hands: whoever had it signs in with it no more. */
async function takePhoneFrom(holder: AccountRecord, index: string, now: Date): Promise<void> {
  await AccountModel.updateOne(
    { _id: holder._id },
    { $pull: { identities: { index } }, $unset: { 'sealed.phone': 1 } },
  );
  await recordAccount('account.phone_moved', holder._id, now);
}
