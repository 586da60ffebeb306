import type { Keys } from '../../keys.js';
import { accountContext, AccountModel, type AccountRecord } from './account-model.js';
import { tookBack } from './consents/consents.js';
import { OwnerErasedError, openFields } from '../vault/index.js';
import type { WeChatMiniProgram } from '../peers/index.js';

/** WeChat's word for texts that are written about something, beside profile, forum and social ones. */
const COMMENT = 2;

/**
 * Asks WeChat about the words of somebody who signs in by the mini-program: the openid, which WeChat gave us itself, is
 * opened for this question alone. `unknown` for everybody else, for whoever took their consent
 * back, and after the account was closed.
 * Source: 微信内容安全 msgSecCheck 2.0; FA-3.3-c.
 */
export function weappTextCheck(keys: Keys, miniProgram: WeChatMiniProgram) {
  return async (evaluatorId: string, text: string): Promise<'pass' | 'review' | 'risk' | 'unknown'> => {
    const openid = await openidOf(keys, evaluatorId);
    return openid === null ? 'unknown' : miniProgram.checkText(openid, text, COMMENT);
  };
}

async function openidOf(keys: Keys, evaluatorId: string): Promise<string | null> {
  const account = await AccountModel.findOne({
    $or: [{ _id: evaluatorId }, { mergedIds: evaluatorId }],
    'identities.provider': 'weapp',
    closedAt: null,
  }).lean<AccountRecord>();
  const way = account?.identities.find(({ provider }) => provider === 'weapp');
  if (!account || !way || (await tookBack(account._id))) return null;
  try {
    const { weapp } = await openFields(keys, account._id, accountContext(account._id), { weapp: way.sealed });
    return weapp ?? null;
  } catch (error) {
    if (error instanceof OwnerErasedError) return null;
    throw error;
  }
}
