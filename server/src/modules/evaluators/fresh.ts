import { AppError } from '../../http/errors.js';
import { AccountModel, type AccountRecord } from './account-model.js';
import { SessionModel, type SessionRecord } from '../sessions/index.js';

/** Whoever takes all data along or closes the account must have signed in a moment ago, not found an open telephone. */
const FRESH_MS = 10 * 60_000;

/**
 * @throws AppError `stale_sign_in` when the session was opened longer ago than ten minutes; `real_name_needed` when a code by
 * short message alone opened a verified account: the number may have been given out again, so that name and document must
 * have been checked once more in this session
 */
export async function requireFreshSignIn(sessionId: string, now: Date): Promise<void> {
  const session = await SessionModel.findById(sessionId, {
    createdAt: 1,
    way: 1,
    subjectId: 1,
  }).lean<SessionRecord>();
  if (!session || now.getTime() - session.createdAt.getTime() > FRESH_MS) throw new AppError('stale_sign_in');
  if (session.way !== 'phone') return;
  const account = await AccountModel.findById(session.subjectId).lean<AccountRecord>();
  if (account?.verified && account.verified.at < session.createdAt)
    throw new AppError('real_name_needed', {
      message:
        '这个账号核对过实名，手机号可能换过主人，只凭短信验证码不够。请先到“实名核对”再核对一次，再做这一步',
    });
}
