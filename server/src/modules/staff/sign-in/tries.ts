import { Schema, model } from 'mongoose';
import { lockMinutes, TRIES_ANYWHERE, TRIES_HERE, type TryRule } from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../../database.js';
import { AppError } from '../../../http/errors.js';
import { keyedDigest, type Keys } from '../../../keys.js';
import type { StaffAccountRecord } from '../model.js';

/**
 * Wrong tries at one name, from one network or from all. Names and addresses are kept as keyed hashes, whether an account
 * has the name or not.
 */
interface TryRecord {
  _id: string;
  /** Keyed hash of the name, for unlocking all at once. */
  name: string;
  /** The account of that name, if there is one. */
  accountId?: string | null;
  failures: number;
  lockedUntil?: Date | null;
  /** A day after the last wrong try all is forgotten. */
  forgetAt: Date;
}

const schema = new Schema<TryRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    accountId: String,
    failures: { type: Number, required: true },
    lockedUntil: Date,
    forgetAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'staff_tries' },
);
schema.index({ name: 1 });
schema.index({ lockedUntil: 1 }, { sparse: true });
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });
const TryModel = model('StaffTry', schema);

const DAY_MS = 86_400_000;
const KNOWN_NETWORKS = 20;

export const networkDigest = (keys: Keys, network: string) => keyedDigest(keys.digest, 'network', network);
const nameDigest = (keys: Keys, username: string) => keyedDigest(keys.digest, 'staff-name', username);

/** One try that was counted before it was looked at: so tries sent at the same moment are no way around the count. */
export interface CountedTry {
  counted: { id: string; failures: number }[];
  /** How long the name is shut now if this try was wrong, in minutes; 0 while it is not. */
  minutes: number;
}

/**
 * Counts one try at a name. Where somebody with the right password came from before, strangers elsewhere are not counted
 * against it.
 * @throws AppError `too_many_requests` while the name is shut; Retry-After in seconds
 */
export async function countTry(
  keys: Keys,
  username: string,
  network: string,
  account: StaffAccountRecord | null,
  now: Date,
): Promise<CountedTry> {
  const name = nameDigest(keys, username);
  const from = networkDigest(keys, network);
  const known = account?.knownNetworks?.some((one) => one.network === from) ?? false;
  const scopes: [string, TryRule][] = [[`${name}:${from}`, TRIES_HERE]];
  if (!known) scopes.push([`${name}:*`, TRIES_ANYWHERE]);
  const seen = await TryModel.find({
    _id: { $in: scopes.map(([id]) => id) },
    lockedUntil: { $gt: now },
  }).lean<TryRecord[]>();
  for (const { lockedUntil } of seen) if (lockedUntil) throw shut(lockedUntil, now);
  const result: CountedTry = { counted: [], minutes: 0 };
  for (const [id, rule] of scopes) {
    const failures = await countOne(id, name, account?._id, rule, now);
    result.counted.push({ id, failures });
    result.minutes = Math.max(result.minutes, lockMinutes(failures, rule));
  }
  return result;
}

async function countOne(
  id: string,
  name: string,
  accountId: string | undefined,
  rule: TryRule,
  now: Date,
): Promise<number> {
  const seen = await TryModel.findById(id).lean<TryRecord>();
  const current = seen && seen.forgetAt > now ? seen : null;
  if (current?.lockedUntil && current.lockedUntil > now) throw shut(current.lockedUntil, now);
  const failures = (current?.failures ?? 0) + 1;
  const minutes = lockMinutes(failures, rule);
  const next = {
    name,
    failures,
    forgetAt: new Date(now.getTime() + DAY_MS),
    ...(accountId ? { accountId } : {}),
    lockedUntil: minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null,
  };
  if (!seen) {
    try {
      await TryModel.create({ _id: id, ...next });
      return failures;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return countOne(id, name, accountId, rule, now);
    }
  }
  const mine = await TryModel.updateOne({ _id: id, failures: seen.failures }, { $set: next });
  return mine.matchedCount === 1 ? failures : countOne(id, name, accountId, rule, now);
}

function shut(until: Date, now: Date): AppError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new AppError('too_many_requests', {
    message: `密码或验证码错得太多，请 ${Math.ceil(seconds / 60)} 分钟后再试`,
    headers: { 'retry-after': String(seconds) },
  });
}

/** The try was right, but the sign-in is not complete yet: it alone is not counted. */
export async function giveBackTry({ counted }: CountedTry): Promise<void> {
  for (const { id, failures } of counted) {
    const undone = await TryModel.updateOne(
      { _id: id, failures },
      { $set: { failures: failures - 1, lockedUntil: null } },
    );
    if (undone.matchedCount === 0) await TryModel.updateOne({ _id: id }, { $inc: { failures: -1 } });
  }
}

/** Signed in: what went wrong from this network before is forgotten. */
export async function forgetTriesHere(keys: Keys, username: string, network: string): Promise<void> {
  await TryModel.deleteOne({ _id: `${nameDigest(keys, username)}:${networkDigest(keys, network)}` });
}

/** Opens a name again everywhere. True when it was shut or had wrong tries. */
export async function unlockName(keys: Keys, username: string): Promise<boolean> {
  return (await TryModel.deleteMany({ name: nameDigest(keys, username) })).deletedCount > 0;
}

/** Until when these accounts are shut somewhere; those that are not are left out. */
export async function lockedAccounts(now: Date): Promise<Map<string, Date>> {
  const shutNow = await TryModel.find({ lockedUntil: { $gt: now }, accountId: { $type: 'string' } })
    .sort({ lockedUntil: 1 })
    .lean<TryRecord[]>();
  return new Map(shutNow.map(({ accountId, lockedUntil }) => [accountId as string, lockedUntil as Date]));
}

/** The networks an account is known in once it signed in from this one; the oldest make room. */
export function withNetwork(keys: Keys, account: StaffAccountRecord, network: string, now: Date) {
  const from = networkDigest(keys, network);
  const others = (account.knownNetworks ?? []).filter((one) => one.network !== from);
  return [{ network: from, at: now }, ...others].slice(0, KNOWN_NETWORKS);
}
