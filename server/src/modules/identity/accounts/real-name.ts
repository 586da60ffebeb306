import type { RealNameInput } from '@haochaping/shared/contracts';
import { checkIdentityNumber } from '@haochaping/shared/domain/codes';
import { AppError } from '../../../http/errors.js';
import type { Limiter } from '../../../http/limiter.js';
import type { RateLimit } from '../../../http/route.js';
import type { Keys } from '../../../keys.js';
import { accountContext, AccountModel, type AccountRecord } from '../account-model.js';
import { enrolEvaluator } from '../evaluators.js';
import type { RealNameProvider } from '../peers/index.js';
import { blindIndex, sealFields } from '../sealing.js';
import { recordAccount } from './accounts.js';

/** Checks one account may ask for in a day, and everybody together about one document: nobody guesses whose a number is. */
const PER_ACCOUNT = { by: 'actor', points: 5, seconds: 86_400 } as const satisfies RateLimit;
const PER_DOCUMENT = { by: 'actor', points: 10, seconds: 86_400 } as const satisfies RateLimit;

/** A name with the document it stands in. */
export interface Document {
  name: string;
  certType: string;
  certNumber: string;
}

const tooOften = (seconds: number) =>
  `今天核对的次数用完了，请 ${Math.ceil(seconds / 3600)} 小时后再试；不实名也可以评价`;

/**
 * Checks a real name with the provider and keeps it, sealed. The account then speaks as the evaluator behind the document:
 * what business systems report of this person is theirs.
 * @throws AppError `real_name_mismatch` (without a word about which part was wrong), `real_name_unavailable`, `conflict` (the
 * account is verified as somebody else), `too_many_requests`
 */
export async function checkRealName(
  { keys, realName, limits }: { keys: Keys; realName: RealNameProvider | null; limits: Limiter },
  account: AccountRecord,
  input: RealNameInput,
  now: Date,
): Promise<AccountRecord> {
  if (!realName) throw new AppError('real_name_unavailable');
  const document = blindIndex(keys, 'cert', `${input.certType}:${input.certNumber}`);
  await limits.count('realName.account', PER_ACCOUNT, account._id, tooOften);
  await limits.count('realName.document', PER_DOCUMENT, document, tooOften);
  const result = await realName.person(input).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 503)
      throw new AppError('real_name_unavailable', { cause: error });
    throw error;
  });
  if (result !== 'match') {
    await recordAccount('real_name.refused', account._id, now);
    throw new AppError('real_name_mismatch');
  }
  return keepVerified(keys, account, input, 'realname', now);
}

/** What the unified sign-in has checked counts as checked; an account that is verified already stays as it is. */
export async function verifyBySso(
  keys: Keys,
  account: AccountRecord,
  document: Document,
  now: Date,
): Promise<void> {
  if (account.verified) return;
  if (document.certType === '111' && !checkIdentityNumber(document.certNumber).ok) return;
  await keepVerified(keys, account, document, 'sso', now);
}

async function keepVerified(
  keys: Keys,
  account: AccountRecord,
  document: Document,
  method: 'realname' | 'sso',
  now: Date,
): Promise<AccountRecord> {
  const evaluatorId = await enrolEvaluator(keys, document, now);
  if (account.verified && account.evaluatorId !== evaluatorId)
    throw new AppError('conflict', { message: '这个账号已经用另一个证件实名过，要更正请在“我的信息”里申请' });
  const { name, certType, certNumber } = document;
  const sealed = await sealFields(keys, account._id, accountContext(account._id), { name, certNumber });
  // Only a first check, or the same person again: what another request verified meanwhile stays.
  const kept = await AccountModel.findOneAndUpdate(
    { _id: account._id, closedAt: null, evaluatorId: { $in: [null, evaluatorId] } },
    {
      $set: {
        evaluatorId,
        verified: { at: now, method, certType },
        'sealed.name': sealed.name ?? '',
        'sealed.certNumber': sealed.certNumber ?? '',
      },
    },
    { returnDocument: 'after' },
  ).lean<AccountRecord>();
  if (!kept) throw new AppError('conflict', { message: '账号刚刚有了变化，请刷新后再看' });
  await recordAccount('account.verified', account._id, now, { method, certType });
  await tellOtherAccounts(kept, now);
  return kept;
}

/** One person may have two accounts, and both are this evaluator. But whoever had the document first finds it in their log. */
async function tellOtherAccounts(account: AccountRecord, now: Date): Promise<void> {
  const others = await AccountModel.find({
    evaluatorId: account.evaluatorId ?? '',
    closedAt: null,
    _id: { $ne: account._id },
  })
    .limit(20)
    .lean<AccountRecord[]>();
  for (const other of others) await recordAccount('account.same_document', other._id, now);
}
