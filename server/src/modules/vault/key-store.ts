import mongoose, { Schema } from 'mongoose';
import { insertBuilt, isDuplicateKey } from '../../database.js';
import { gatherFinds } from '../../gather.js';
import type { Keys } from '../../keys.js';
import { masterSealedField } from './master-sealed.js';
import { dataKeyContext, unwrapDataKey, VaultError, wrapNewDataKey } from './ciphers.js';

/**
 * The store of wrapped data keys: a database of its own, so that it has its own, shorter backups, and a key that was
 * destroyed does not live on in years of copies of the main one. This file is its only user. An owner is an evaluator, an
 * account: any id that is never used again.
 */
interface KeyRecord {
  _id: string;
  /** The data key under a master key; gone for ever once the owner is erased. */
  wrapped?: string | null;
  createdAt: Date;
  /** Set when the key was destroyed: the tombstone, which also keeps the owner's id from ever getting a key again. */
  destroyedAt?: Date | null;
}

const connection = mongoose.createConnection();
const KeyModel = connection.model(
  'DataKey',
  new Schema<KeyRecord>(
    {
      _id: { type: String, required: true },
      wrapped: String,
      createdAt: { type: Date, required: true },
      destroyedAt: Date,
    },
    { versionKey: false, collection: 'data_keys' },
  ),
);

/** Raised when the owner was erased: its fields never open again, and its id never gets a key again. */
export class OwnerErasedError extends VaultError {
  constructor() {
    super('密钥已销毁，内容不能再打开');
  }
}

/** Opens the store's own connection; `disconnectDatabase` closes it with the others. */
export async function openKeyStore(uri: string): Promise<void> {
  await connection.openUri(uri, { serverSelectionTimeoutMS: 10_000, retryWrites: true });
}

/**
 * The data key of an owner, made if there is none yet: whoever is first makes it, everybody gets the same.
 * @throws OwnerErasedError
 */
export async function createDataKey(keys: Keys, ownerId: string, now: Date): Promise<Buffer> {
  const { dataKey, wrapped } = wrapNewDataKey(keys, ownerId);
  try {
    await insertBuilt<KeyRecord>(KeyModel, { _id: ownerId, wrapped, createdAt: now });
    return dataKey;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return dataKeyOf(keys, ownerId);
  }
}

const keyOf = gatherFinds<KeyRecord>(KeyModel);

/**
 * The data key of an owner.
 * @throws OwnerErasedError when it was destroyed; VaultError when there never was one, or its master key is not at hand
 */
export async function dataKeyOf(keys: Keys, ownerId: string): Promise<Buffer> {
  const record = await keyOf(ownerId);
  if (!record) throw new VaultError('没有这个归属人的密钥');
  if (!record.wrapped) throw new OwnerErasedError();
  return unwrapDataKey(keys, ownerId, record.wrapped);
}

/** Destroys the data key of an owner and leaves a tombstone; doing so again changes nothing. True when there was a key. */
export async function destroyDataKey(ownerId: string, now: Date): Promise<boolean> {
  const destroyed = await KeyModel.updateOne(
    { _id: ownerId, wrapped: { $type: 'string' } },
    { $unset: { wrapped: 1 }, $set: { destroyedAt: now } },
  );
  if (destroyed.modifiedCount === 1) return true;
  try {
    await KeyModel.updateOne(
      { _id: ownerId },
      { $setOnInsert: { createdAt: now, destroyedAt: now } },
      { upsert: true },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error; // another process left the tombstone, or made the key, a moment ago
    return destroyDataKey(ownerId, now);
  }
  return false;
}

/** Removes a key that nobody came to own, without a tombstone: nothing was ever sealed under it. */
export async function discardDataKey(ownerId: string): Promise<void> {
  await KeyModel.deleteOne({ _id: ownerId });
}

/** Everybody who has a tombstone, with its instant. */
export async function erasedOwners(): Promise<Map<string, Date>> {
  const erased = await KeyModel.find({ destroyedAt: { $type: 'date' } }).lean<KeyRecord[]>();
  return new Map(erased.map(({ _id, destroyedAt }) => [_id, destroyedAt as Date]));
}

/** Those of these owners who have a data key. */
export async function ownersWithKey(ownerIds: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let start = 0; start < ownerIds.length; start += 1000) {
    const some = await KeyModel.find(
      { _id: { $in: ownerIds.slice(start, start + 1000) }, wrapped: { $type: 'string' } },
      { _id: 1 },
    ).lean<{ _id: string }[]>();
    for (const { _id } of some) found.add(_id);
  }
  return found;
}

/** Every wrapped data key, for the rotation of the master key. */
export const wrappedDataKeys = masterSealedField<KeyRecord>({
  name: '各人的数据密钥',
  model: KeyModel,
  field: 'wrapped',
  contextOf: dataKeyContext,
});
