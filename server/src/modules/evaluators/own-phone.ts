import type { Keys } from '../../keys.js';
import { accountContext, AccountModel, type AccountRecord } from './account-model.js';
import { tookBack } from './consents/consents.js';
import { OwnerErasedError, openFields } from '../vault/index.js';

/**
 * The telephone number an account has proven, opened to write to its owner. Null when there is none, for whoever took their
 * consent back, and after the account was closed.
 */
export async function phoneOfAccount(keys: Keys, accountId: string): Promise<string | null> {
  const account = await AccountModel.findOne({
    $or: [{ _id: accountId }, { mergedIds: accountId }],
    'identities.provider': 'phone',
    closedAt: null,
  }).lean<AccountRecord>();
  const way = account?.identities.find(({ provider }) => provider === 'phone');
  if (!account || !way || (await tookBack(account._id))) return null;
  try {
    const { phone } = await openFields(keys, account._id, accountContext(account._id), { phone: way.sealed });
    return phone ?? null;
  } catch (error) {
    if (error instanceof OwnerErasedError) return null;
    throw error;
  }
}
