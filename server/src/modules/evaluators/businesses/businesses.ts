import { randomUUID } from 'node:crypto';
import { BUSINESS_ROLE_NAMES, type BusinessInput, type BusinessView } from '@haochaping/shared/contracts';
import { mayAct, refusedToSpeakFor } from '@haochaping/shared/domain';
import { inTransaction, isDuplicateKey } from '../../../database.js';
import { AppError } from '../../../http/errors.js';
import type { Limiter } from '../../../http/limiter.js';
import type { RateLimit } from '../../../http/route.js';
import type { Keys } from '../../../keys.js';
import { recordAudit } from '../../audit/index.js';
import { accountContext, AccountModel, type AccountRecord } from '../account-model.js';
import { enrolEvaluator } from '../applicants.js';
import { OwnerErasedError, blindIndex, openFields, sealFields } from '../../vault/index.js';
import { EvaluatorModel, type EvaluatorRecord } from '../model.js';
import type { RealNameProvider } from '../../peers/index.js';
import { evaluatorsOf, provenPhones } from '../proven.js';
import {
  BusinessModel,
  BusinessRoleModel,
  endedRole,
  HandlerInvitationModel,
  holdsOf,
  type BusinessRecord,
  type BusinessRoleRecord,
} from './model.js';

/** Checks one account may ask for in a day, and everybody together about one business. */
const PER_ACCOUNT = { by: 'actor', points: 5, seconds: 86_400 } as const satisfies RateLimit;
const PER_BUSINESS = { by: 'actor', points: 10, seconds: 86_400 } as const satisfies RateLimit;

const tooOften = (seconds: number) => `今天核对的次数用完了，请 ${Math.ceil(seconds / 3600)} 小时后再试`;
const contextOf = (businessId: string) => `business:${businessId}`;

/** Tells the log what happened to a business; ids only. */
export async function recordBusiness(
  action: string,
  accountId: string,
  businessId: string,
  now: Date,
  detail?: Record<string, string>,
): Promise<void> {
  await recordAudit({
    at: now,
    action,
    actor: { kind: 'evaluator', id: accountId },
    subject: { kind: 'evaluator', id: businessId },
    ...(detail ? { detail } : {}),
  });
}

/** Whoever acts for a business is known by name. @throws AppError `real_name_needed` */
export function requireVerified(account: AccountRecord): void {
  if (!account.verified) throw new AppError('real_name_needed');
}

/**
 * Registers a business on the word of its legal representative: credit code and name must go together, the business be
 * active, and the signed-in person be its representative, all of which the provider says. All of it stands in public
 * registers, so that it takes no place that somebody holds: only whom the unified sign-in has seen takes that of another.
 * The handlers stay. Source: 方案 三(三); FA-3.3-a; adr/016.
 * @throws AppError `real_name_needed`, `conflict` (somebody else represents it), `business_mismatch` (without a word about which part was wrong), `real_name_unavailable`,
 * `too_many_requests`
 */
export async function registerBusiness(
  { keys, realName, limits }: { keys: Keys; realName: RealNameProvider | null; limits: Limiter },
  account: AccountRecord,
  { uscc, name }: BusinessInput,
  now: Date,
): Promise<BusinessRoleRecord> {
  requireVerified(account);
  if (!realName) throw new AppError('real_name_unavailable');
  await limits.count('business.account', PER_ACCOUNT, account._id, tooOften);
  await limits.count('business.code', PER_BUSINESS, blindIndex(keys, 'uscc', uscc), tooOften);
  const person = await openFields(keys, account._id, accountContext(account._id), account.sealed);
  const representative = { name: person.name ?? '', certNumber: person.certNumber ?? '' };
  const answer = await realName.business({ uscc, name, representative }).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 503)
      throw new AppError('real_name_unavailable', { cause: error });
    throw error;
  });
  if (answer.result !== 'match' || !answer.active || answer.representativeMatches !== true)
    throw new AppError('business_mismatch');
  const { _id: businessId } = await enrolEvaluator(keys, { certType: '001', certNumber: uscc }, now);
  await refuseWhereRepresented(account, businessId, now);
  await keepBusiness(keys, businessId, { name, uscc }, now);
  const role = await representBusiness(businessId, account._id, now);
  await recordBusiness('business.represented', account._id, businessId, now);
  return role;
}

/** Refuses a claim on paper to the place of somebody who stands, and tells them. @throws AppError `conflict` */
async function refuseWhereRepresented(
  { _id, verified }: AccountRecord,
  businessId: string,
  now: Date,
): Promise<void> {
  const standing = await standingFor(businessId);
  if (!standing || standing._id === _id || verified?.seen) return;
  await BusinessRoleModel.updateOne({ represents: businessId }, { $set: { claimedByOtherAt: now } });
  await recordBusiness('business.claim_refused', _id, businessId, now);
  throw new AppError('conflict', {
    message:
      '这家企业已经有法定代表人登记了，这次没有改。请用省统一身份认证登录后再登记，或请现在那位先退出；都办不到，请找管委会',
  });
}

async function keepBusiness(
  keys: Keys,
  businessId: string,
  fields: { name: string; uscc: string },
  now: Date,
): Promise<void> {
  const sealed = await sealFields(keys, businessId, contextOf(businessId), fields);
  const write = () =>
    BusinessModel.updateOne(
      { _id: businessId },
      { $set: { sealed, checkedAt: now }, $setOnInsert: { createdAt: now } },
      { upsert: true },
    );
  // Another request of the same representative made it a moment ago.
  await write().catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
    return write();
  });
}

/** Makes this account the one representative. The codes a former one gave out are good no more. */
async function representBusiness(
  businessId: string,
  accountId: string,
  now: Date,
): Promise<BusinessRoleRecord> {
  const known = await BusinessRoleModel.findOne({
    represents: businessId,
    accountId,
  }).lean<BusinessRoleRecord>();
  if (known) return known;
  const role: BusinessRoleRecord = {
    _id: randomUUID(),
    businessId,
    accountId,
    as: 'legal_representative',
    since: now,
    holds: holdsOf(businessId, accountId),
    represents: businessId,
  };
  try {
    await inTransaction(async (session) => {
      const replaced = {
        businessId,
        removedAt: null,
        $or: [{ accountId }, { as: 'legal_representative' as const }],
      };
      await BusinessRoleModel.updateMany(replaced, endedRole(accountId, now), { session });
      await HandlerInvitationModel.updateMany(
        { businessId, acceptedAt: null, withdrawnAt: null },
        { $set: { withdrawnAt: now } },
        { session },
      );
      await BusinessRoleModel.create([role], { session });
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new AppError('conflict', { message: '这家企业刚刚有了变化，请刷新后再看' });
  }
  return role;
}

/** The roles this account has at this instant, oldest first. An ended or expired one is none. */
export async function rolesNow(accountId: string, now: Date): Promise<BusinessRoleRecord[]> {
  const roles = await BusinessRoleModel.find({ accountId, removedAt: null })
    .sort({ since: 1 })
    .limit(200)
    .lean<BusinessRoleRecord[]>();
  return roles.filter((role) => mayAct(role, now));
}

/** The businesses (as evaluators) that this account may act for at this instant. */
export async function actsFor(accountId: string, now: Date): Promise<string[]> {
  return (await rolesNow(accountId, now)).map(({ businessId }) => businessId);
}

/**
 * The evaluators of businesses that are open to somebody who acts for them: what was given for the business itself, and what
 * business systems told of it with a telephone number this account has proven; all of it where the unified sign-in has seen
 * the representative who stands. Name, code and representative are public, and prove nothing. Source: adr/016.
 */
export async function evaluatorsOfBusinesses(
  accountId: string,
  businessIds: readonly string[],
): Promise<string[]> {
  if (businessIds.length === 0) return [];
  const account = await AccountModel.findById(accountId).lean<AccountRecord>();
  const phones = account ? provenPhones(account) : [];
  const businesses = await EvaluatorModel.find({ _id: { $in: [...businessIds] } }).lean<EvaluatorRecord[]>();
  const told = await Promise.all(
    businesses.map(async ({ _id, documentIndex }) =>
      evaluatorsOf(documentIndex, Boolean((await standingFor(_id))?.verified?.seen), phones),
    ),
  );
  return [...new Set([...businessIds, ...told.flat()])];
}

/** The open account of the representative who stands for a business. */
async function standingFor(businessId: string): Promise<AccountRecord | null> {
  const role = await BusinessRoleModel.findOne({ represents: businessId }).lean<BusinessRoleRecord>();
  if (!role) return null;
  return AccountModel.findOne({ _id: role.accountId, closedAt: null }).lean<AccountRecord>();
}

/** Why this account may not rate for a business now, in a sentence for the page; null when it may. */
export async function refusedToRateFor(
  accountId: string,
  businessId: string,
  now: Date,
): Promise<string | null> {
  const roles = await BusinessRoleModel.find({ accountId, businessId }).lean<BusinessRoleRecord[]>();
  return refusedToSpeakFor(roles, now);
}

/** The signed-in person's role in a business. @throws AppError `not_found`, as for one that does not exist */
export async function roleIn(accountId: string, businessId: string, now: Date): Promise<BusinessRoleRecord> {
  const role = (await rolesNow(accountId, now)).find((one) => one.businessId === businessId);
  if (!role) throw new AppError('not_found', { message: '没有找到这家企业，或您现在不能代它办事' });
  return role;
}

/** @throws AppError `not_found`, `not_allowed` for a handler */
export async function requireRepresentative(accountId: string, businessId: string, now: Date): Promise<void> {
  const { as } = await roleIn(accountId, businessId, now);
  if (as !== 'legal_representative')
    throw new AppError('not_allowed', { message: '经办人由法定代表人管理，请法定代表人来办' });
}

/** Ends the own role: a handler leaves; a representative who does so leaves the handlers as they are. */
export async function leaveBusiness(accountId: string, businessId: string, now: Date): Promise<void> {
  const role = await roleIn(accountId, businessId, now);
  await BusinessRoleModel.updateOne({ _id: role._id, removedAt: null }, endedRole(accountId, now));
  await recordBusiness('handler.left', accountId, businessId, now, { roleId: role._id });
}

/** Name and code of a business, for whoever acts for it or is asked to. */
export async function openBusiness(keys: Keys, businessId: string): Promise<{ name: string; uscc: string }> {
  const business = await BusinessModel.findById(businessId).lean<BusinessRecord>();
  if (!business) throw new AppError('not_found');
  const { name = '', uscc = '' } = await openFields(keys, businessId, contextOf(businessId), business.sealed);
  return { name, uscc };
}

/** The names of businesses, for whoever spoke for them; one that is gone, or was erased, has none. */
export async function businessNames(
  keys: Keys,
  businessIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const businesses = await BusinessModel.find({ _id: { $in: [...new Set(businessIds)] } }).lean<
    BusinessRecord[]
  >();
  const named = businesses.map(async ({ _id, sealed }): Promise<[string, string][]> => {
    try {
      const { name } = await openFields(keys, _id, contextOf(_id), sealed);
      return name ? [[_id, name]] : [];
    } catch (error) {
      if (error instanceof OwnerErasedError) return [];
      throw error;
    }
  });
  return new Map((await Promise.all(named)).flat());
}

export async function presentBusiness(keys: Keys, role: BusinessRoleRecord): Promise<BusinessView> {
  return {
    id: role.businessId,
    ...(await openBusiness(keys, role.businessId)),
    as: role.as,
    asName: BUSINESS_ROLE_NAMES[role.as],
    since: role.since.toISOString(),
    until: role.until?.toISOString() ?? null,
    claimedByOtherAt: role.claimedByOtherAt?.toISOString() ?? null,
  };
}
