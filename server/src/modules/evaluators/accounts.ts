import { randomUUID } from 'node:crypto';
import { isDuplicateKey } from '../../database.js';
import { AppError } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import {
  accountContext,
  AccountModel,
  type AccountIdentity,
  type AccountRecord,
  type IdentityProvider,
} from './account-model.js';
import { createDataKey, discardDataKey, blindIndex, sealFields } from '../vault/index.js';
import { isOnePerson, mergeAccounts, type AccountDesk } from './merge.js';

/** One way in, proven a moment ago: by WeChat, by a code in a short message, by the unified sign-in. */
export interface ProvenIdentity {
  provider: IdentityProvider;
  /** openid, unionid, telephone number or subject, in clear; lives only as long as the sign-in. */
  subject: string;
}

/** The blind index of a way in. The same person has another openid in each app. */
export function identityIndex(keys: Keys, { provider, subject }: ProvenIdentity): string {
  switch (provider) {
    case 'weapp':
    case 'official':
      return blindIndex(keys, 'openid', `${provider}:${subject}`);
    case 'union':
      return blindIndex(keys, 'unionid', subject);
    case 'phone':
      return blindIndex(keys, 'phone', subject);
    case 'sso':
      return blindIndex(keys, 'sso', subject);
  }
}

/** A way in as it is kept: its index, and the subject under the account's own key. */
async function sealIdentity(
  keys: Keys,
  accountId: string,
  proven: ProvenIdentity,
  now: Date,
): Promise<AccountIdentity> {
  const { provider, subject } = proven;
  const sealed = await sealFields(keys, accountId, accountContext(accountId), { [provider]: subject });
  return {
    provider,
    index: identityIndex(keys, proven),
    sealed: sealed[provider] ?? '',
    linkedAt: now,
  };
}

/** How often somebody else may be a moment faster before it is no coincidence any more. */
const MAX_RACES = 5;

/**
 * The one account of whoever has proven these ways in, made on first sight. All of them speak for one person: accounts
 * that were apart until now become one, unless their real names show two people; then the first way decides.
 */
export async function accountOfPerson(
  desk: AccountDesk,
  proven: [ProvenIdentity, ...ProvenIdentity[]],
  now: Date,
  races = 0,
): Promise<AccountRecord> {
  const { keys } = desk;
  const indexes = proven.map((one) => identityIndex(keys, one));
  const known = await AccountModel.find({ 'identities.index': { $in: indexes }, closedAt: null })
    .sort({ createdAt: 1, _id: 1 })
    .lean<AccountRecord[]>();
  try {
    if (known.length === 0) return await createAccount(keys, proven, now);
    const account = await asOneAccount(desk, known, indexes, now);
    return await addWays(keys, account, proven, now);
  } catch (error) {
    if (!isDuplicateKey(error, 'identities.index') || races >= MAX_RACES) throw error;
    return accountOfPerson(desk, proven, now, races + 1);
  }
}

const holds = (account: AccountRecord, index: string | undefined) =>
  account.identities.some((identity) => identity.index === index);

/** Merges what can be one person into the oldest account. */
async function asOneAccount(
  desk: AccountDesk,
  known: AccountRecord[],
  indexes: string[],
  now: Date,
): Promise<AccountRecord> {
  const first = indexes.flatMap((index) => known.filter((account) => holds(account, index)))[0];
  if (!first) throw new Error('an account was found by an index it does not hold');
  if (known.length === 1) return first;
  if (!known.every((account) => known.every((other) => isOnePerson(account, other)))) return first;
  const [oldest = first, ...others] = known;
  let kept = oldest;
  for (const other of others) kept = await mergeAccounts(desk, kept, other, now);
  return kept;
}

/** Adds the ways in that the account does not have and nobody else holds. */
async function addWays(
  keys: Keys,
  account: AccountRecord,
  proven: ProvenIdentity[],
  now: Date,
): Promise<AccountRecord> {
  let current = account;
  for (const one of proven) {
    const index = identityIndex(keys, one);
    if (holds(current, index)) continue;
    const held = await AccountModel.exists({ 'identities.index': index, closedAt: null });
    if (!held) current = await addIdentity(keys, current, one, now);
  }
  return current;
}

async function createAccount(keys: Keys, proven: ProvenIdentity[], now: Date): Promise<AccountRecord> {
  const _id = randomUUID();
  await createDataKey(keys, _id, now);
  const identities: AccountIdentity[] = [];
  for (const one of proven) identities.push(await sealIdentity(keys, _id, one, now));
  const account: AccountRecord = { _id, createdAt: now, identities, sealed: sealedPhone(identities) };
  try {
    await AccountModel.create(account);
  } catch (error) {
    await discardDataKey(_id);
    throw error;
  }
  await recordAccount('account.created', _id, now, { way: proven[0]?.provider ?? '' });
  return account;
}

/** The telephone number stands among the personal fields as well, for whoever shows or exports them. */
function sealedPhone(identities: AccountIdentity[]): Record<string, string> {
  const phone = identities.find(({ provider }) => provider === 'phone');
  return phone ? { phone: phone.sealed } : {};
}

/**
 * Adds one way in to an account; a telephone number takes the place of the one before.
 * @throws a duplicate-key error when another account holds it
 */
export async function addIdentity(
  keys: Keys,
  account: AccountRecord,
  proven: ProvenIdentity,
  now: Date,
  races = 0,
): Promise<AccountRecord> {
  const identity = await sealIdentity(keys, account._id, proven, now);
  const isPhone = proven.provider === 'phone';
  const oldPhone = isPhone && account.identities.find(({ provider }) => provider === 'phone');
  const known = isPhone ? { 'sealed.phone': identity.sealed } : {};
  const updated = await AccountModel.findOneAndUpdate(
    {
      _id: account._id,
      closedAt: null,
      ...(oldPhone
        ? { identities: { $elemMatch: { index: oldPhone.index } } }
        : { 'identities.index': { $ne: identity.index } }),
      ...(isPhone && !oldPhone ? { 'identities.provider': { $ne: 'phone' } } : {}),
    },
    oldPhone
      ? { $set: { 'identities.$': identity, ...known } }
      : { $push: { identities: identity }, ...(isPhone ? { $set: known } : {}) },
    { returnDocument: 'after' },
  ).lean<AccountRecord>();
  if (!updated) return addToFresh(keys, account._id, proven, now, races);
  await recordAccount('account.way_added', account._id, now, { way: proven.provider });
  return updated;
}

/** Another request changed the ways in a moment ago: looks again at what is there now. */
async function addToFresh(
  keys: Keys,
  accountId: string,
  proven: ProvenIdentity,
  now: Date,
  races: number,
): Promise<AccountRecord> {
  const fresh = await AccountModel.findOne({ _id: accountId, closedAt: null }).lean<AccountRecord>();
  if (!fresh) throw new AppError('not_signed_in');
  if (holds(fresh, identityIndex(keys, proven))) return fresh;
  if (races >= MAX_RACES) throw new Error('a way in could not be added: the account changes all the time');
  return addIdentity(keys, fresh, proven, now, races + 1);
}

/** Tells the log of an account what happened to it; ids only. */
export async function recordAccount(
  action: string,
  accountId: string,
  now: Date,
  detail?: Record<string, string | number | boolean>,
): Promise<void> {
  const party = { kind: 'evaluator' as const, id: accountId };
  await recordAudit({ at: now, action, actor: party, subject: party, ...(detail ? { detail } : {}) });
}
