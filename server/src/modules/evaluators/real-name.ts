import type { RealNameInput } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import { checkIdentityNumber } from '@haochaping/shared/domain/codes';
import { AppError } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { accountContext, AccountModel, type AccountRecord } from './account-model.js';
import { documentFits, type Document, type RealNameDesk, type RealNameWords } from '../peers/index.js';
import { documentIndexOf, sealFields } from '../vault/index.js';
import { recordAccount } from './accounts.js';

const WORDS: RealNameWords = {
  tooOften: (seconds) => `今天核对的次数用完了，请 ${Math.ceil(seconds / 3600)} 小时后再试；不实名也可以评价`,
};

/**
 * Checks a real name with the provider and keeps it, sealed. It says how well the evaluator of this account is known, and
 * opens nothing that was there before: name and number are known to every counter the person ever stood at.
 * @throws AppError `real_name_mismatch` (without a word about which part was wrong), `real_name_unavailable`, `conflict` (the
 * account is verified as somebody else), `too_many_requests`
 */
export async function checkRealName(
  desk: RealNameDesk,
  account: AccountRecord,
  input: RealNameInput,
  now: Date,
): Promise<AccountRecord> {
  if (!(await documentFits(desk, account._id, input, WORDS))) {
    await recordAccount('real_name.refused', account._id, now);
    throw new AppError('real_name_mismatch');
  }
  return keepVerified(desk.keys, account, input, { method: 'realname' }, now);
}

/**
 * What the unified sign-in has checked counts as checked; an account that is verified already keeps its document.
 * @param seen the person was looked at as well, not only the document
 */
export async function verifyBySso(
  keys: Keys,
  account: AccountRecord,
  document: Document,
  seen: boolean,
  now: Date,
): Promise<void> {
  const known = account.verified && (!seen || account.verified.seen);
  if (known || (account.verified && account.certIndex !== documentIndexOf(keys, document))) return;
  if (document.certType === '111' && !checkIdentityNumber(document.certNumber, dayOf(now)).ok) {
    await recordAccount('real_name.refused', account._id, now, { method: 'sso' });
    return;
  }
  await keepVerified(keys, account, document, seen ? { method: 'sso', seen } : { method: 'sso' }, now);
}

async function keepVerified(
  keys: Keys,
  account: AccountRecord,
  document: Document,
  how: { method: 'realname' | 'sso'; seen?: boolean },
  now: Date,
): Promise<AccountRecord> {
  const certIndex = documentIndexOf(keys, document);
  if (account.verified && account.certIndex !== certIndex)
    throw new AppError('conflict', { message: '这个账号已经用另一个证件实名过，要更正请在“我的信息”里申请' });
  const { name, certType, certNumber } = document;
  const sealed = await sealFields(keys, account._id, accountContext(account._id), { name, certNumber });
  // Whom the unified sign-in has seen stays seen, also when name and number are checked once more.
  const seen = account.verified?.seen ? { method: 'sso' as const, seen: true } : how;
  // Only a first check, or the same person again: what another request verified meanwhile stays.
  const kept = await AccountModel.findOneAndUpdate(
    { _id: account._id, closedAt: null, certIndex: { $in: [null, certIndex] } },
    {
      $set: {
        certIndex,
        verified: { at: now, certType, ...seen },
        'sealed.name': sealed.name ?? '',
        'sealed.certNumber': sealed.certNumber ?? '',
      },
    },
    { returnDocument: 'after' },
  ).lean<AccountRecord>();
  if (!kept) throw new AppError('conflict', { message: '账号刚刚有了变化，请刷新后再看' });
  await recordAccount('account.verified', account._id, now, { method: how.method, certType });
  await tellOtherAccounts(kept, now);
  return kept;
}

/** One person may have two accounts, each with what is its own. Whoever had the document first finds it in their log. */
async function tellOtherAccounts(account: AccountRecord, now: Date): Promise<void> {
  const others = await AccountModel.find({
    certIndex: account.certIndex ?? '',
    closedAt: null,
    _id: { $ne: account._id },
  })
    .limit(20)
    .lean<AccountRecord[]>();
  for (const other of others) await recordAccount('account.same_document', other._id, now);
}
