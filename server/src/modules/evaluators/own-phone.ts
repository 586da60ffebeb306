import type { Keys } from '../../keys.js';
import { accountContext, AccountModel, type AccountIdentity, type AccountRecord } from './account-model.js';
import { lookAtApplicant, type ClosedApplicant } from './applicants.js';
import { tookBack } from './consents/consents.js';
import { OwnerErasedError, openFields } from '../vault/index.js';

/** The account with a proven number; undefined when there is none, for whoever took their consent back, and after it was closed. */
async function accountWithPhone(
  accountId: string,
): Promise<{ account: AccountRecord; way: AccountIdentity } | undefined> {
  const account = await AccountModel.findOne({
    $or: [{ _id: accountId }, { mergedIds: accountId }],
    'identities.provider': 'phone',
    closedAt: null,
  }).lean<AccountRecord>();
  const way = account?.identities.find(({ provider }) => provider === 'phone');
  return account && way && !(await tookBack(account._id)) ? { account, way } : undefined;
}

/** Opens fields of an account; undefined after it was erased. */
async function openOf(
  keys: Keys,
  { _id }: AccountRecord,
  sealed: Record<string, string>,
): Promise<Record<string, string> | undefined> {
  try {
    return await openFields(keys, _id, accountContext(_id), sealed);
  } catch (error) {
    if (error instanceof OwnerErasedError) return undefined;
    throw error;
  }
}

/**
 * The telephone number an account has proven, opened to write to its owner. Null when there is none, for whoever took their
 * consent back, and after the account was closed.
 */
export async function phoneOfAccount(keys: Keys, accountId: string): Promise<string | null> {
  const found = await accountWithPhone(accountId);
  if (!found) return null;
  return (await openOf(keys, found.account, { phone: found.way.sealed }))?.phone ?? null;
}

/** The account of whoever may be called back at the number they have proven; null when nobody may. Opens nothing. */
export async function callableAccount(accountId: string): Promise<string | null> {
  return (await accountWithPhone(accountId))?.account._id ?? null;
}

/**
 * A contact before it is opened: the snapshot of an applicant, else what a call-back needs of an account, which is its proven
 * number and the name it was checked with; its document stays closed.
 */
export async function lookAtContact(id: string): Promise<ClosedApplicant | undefined> {
  const applicant = await lookAtApplicant(id);
  if (applicant) return applicant;
  const found = await accountWithPhone(id);
  if (!found) return undefined;
  const { account, way } = found;
  const { name } = account.verified ? (account.sealed as Record<string, string>) : {};
  const sealed = { ...(name && { name }), phone: way.sealed };
  return {
    evaluatorId: account._id,
    told: Object.keys(sealed),
    async open(keys) {
      const opened = await openOf(keys, account, sealed);
      const unknown = { kind: 'person', userProp: '1', certType: '999', certNumber: '', email: '' } as const;
      return opened && { ...unknown, name: opened.name ?? '', phone: opened.phone ?? '' };
    },
  };
}
