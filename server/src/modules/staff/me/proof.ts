import type { BindDocumentInput, BindPhoneInput, PhoneCodeSent } from '@haochaping/shared/contracts';
import type { QueryFilter } from 'mongoose';
import { AppError } from '../../../http/errors.js';
import type { Limiter } from '../../../http/limiter.js';
import type { Keys } from '../../../keys.js';
import { sendPhoneCode, spendPhoneCode, documentFits, type Peers } from '../../peers/index.js';
import { blindIndex, documentIndexOf } from '../../vault/index.js';
import { ownAccount, type Owner } from './me.js';
import { StaffAccountModel, type StaffAccountRecord } from '../model.js';
import { recordStaff } from '../sign-in/sign-in.js';

/** What a proof of who somebody is takes. */
export interface ProofDesk {
  keys: Keys;
  peers: Pick<Peers, 'realName' | 'sms'>;
  limits: Limiter;
}

const WORDS = {
  tooOften: (seconds: number) => `今天核对的次数用完了，请 ${Math.ceil(seconds / 3600)} 小时后再试`,
  unavailable: '没有核对成，核对服务暂时连不上，什么都没有登记。请稍后再试',
};

/** What an account that proved nothing, and one that was cleared, has of a person. */
export const NOTHING_PROVEN = {
  certIndex: null,
  certProvenAt: null,
  phoneIndex: null,
  phoneProvenAt: null,
} as const satisfies Partial<StaffAccountRecord>;

/**
 * Registers one's own document, once the real-name provider says that it belongs to the name the account was given by the
 * security administrator; nobody registers another's, and so nobody keeps another from rating. Of the document its keyed
 * hash is kept and nothing else. Once registered it stays until an administrator clears it. FA-2.2.1-i; adr/020.
 * @throws AppError `invalid_input` (it is not this name's document), `conflict` (another one is registered),
 * `real_name_unavailable`, `too_many_requests`
 */
export async function bindOwnDocument(
  { keys, peers, limits }: ProofDesk,
  document: BindDocumentInput,
  owner: Owner,
): Promise<void> {
  const account = await ownAccount(owner);
  const certIndex = documentIndexOf(keys, document);
  if (account.certProvenAt && account.certIndex === certIndex) return;
  refuseSecond('证件', account.certProvenAt);
  const named = { name: account.displayName, ...document };
  const fits = await documentFits({ keys, limits, realName: peers.realName }, account._id, named, WORDS);
  if (!fits) {
    await recordStaff('staff.identity_refused', account._id, owner.now);
    const message = `这个证件和账号上的姓名“${account.displayName}”没有核对上。请逐字检查；姓名写得不对，请安全管理员在“人员”里改成证件上的姓名`;
    throw new AppError('invalid_input', { message, details: [{ field: 'certNumber', message }] });
  }
  // For the name that was checked: a proof is no good for another.
  await keep(
    account,
    { displayName: account.displayName, certProvenAt: null },
    { certIndex, certProvenAt: owner.now },
  );
  await recordStaff('staff.identity_bound', account._id, owner.now, { cert: true, phone: false });
}

/** Sends a code to the telephone somebody says is theirs. @throws AppError as `sendPhoneCode`, `peer_unavailable` */
export async function sendOwnPhoneCode(
  { keys, peers, limits }: ProofDesk,
  phone: string,
  owner: Owner,
): Promise<PhoneCodeSent> {
  const { phoneProvenAt } = await ownAccount(owner);
  refuseSecond('手机', phoneProvenAt);
  if (!peers.sms)
    throw new AppError('peer_unavailable', {
      message: '现在发不了短信，手机暂时登记不了。请系统管理员接通短信',
    });
  return sendPhoneCode({ keys, limits, sms: peers.sms }, phone, owner.now);
}

/**
 * Registers one's own telephone, once a code that was sent there comes back. FA-2.2.1-i; adr/020.
 * @throws AppError `invalid_input` (the code is wrong), `conflict` (another one is registered), `too_many_requests`
 */
export async function bindOwnPhone(
  { keys, limits }: ProofDesk,
  { phone, code }: BindPhoneInput,
  owner: Owner,
): Promise<void> {
  const account = await ownAccount(owner);
  refuseSecond('手机', account.phoneProvenAt);
  await spendPhoneCode({ keys, limits }, { phone, code, network: owner.network }, owner.now).catch(inField);
  const phoneIndex = blindIndex(keys, 'phone', phone);
  await keep(account, { phoneProvenAt: null }, { phoneIndex, phoneProvenAt: owner.now });
  await recordStaff('staff.identity_bound', account._id, owner.now, { cert: false, phone: true });
}

/** @throws AppError `conflict` when one was proven before: only an administrator clears it */
function refuseSecond(what: '证件' | '手机', since: Date | null | undefined): void {
  if (!since) return;
  throw new AppError('conflict', {
    message: `这个账号已经登记过本人的${what}。${what}换了，请安全管理员在“人员”里先清除，再来登记新的`,
  });
}

/** Not a 401: the session is as good as before. */
function inField(error: unknown): never {
  if (!(error instanceof AppError && error.code === 'wrong_code')) throw error;
  const { message } = error;
  throw new AppError('invalid_input', { message, details: [{ field: 'code', message }], cause: error });
}

async function keep(
  { _id }: StaffAccountRecord,
  still: QueryFilter<StaffAccountRecord>,
  proven: Partial<StaffAccountRecord>,
): Promise<void> {
  const kept = await StaffAccountModel.updateOne({ $and: [{ _id }, still] }, { $set: proven });
  if (kept.matchedCount === 0) throw new AppError('conflict', { message: '账号刚刚有了变化，请刷新后再看' });
}
