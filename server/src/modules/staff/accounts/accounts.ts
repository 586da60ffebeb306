import type { NewStaffAccountInput, StaffRightsInput } from '@haochaping/shared/contracts';
import {
  GRANT_REFUSALS,
  grantRefusal,
  reaches,
  rightsFaults,
  type Grant,
  type StaffRights,
} from '@haochaping/shared/domain';
import type { ClientSession } from 'mongoose';
import { inTransaction, isDuplicateKey } from '../../../database.js';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import type { Keys } from '../../../keys.js';
import { effect } from '../../../jobs/effects.js';
import { auditEvent, type AuditEvent } from '../../audit/index.js';
import { lookUp } from '../../directory/index.js';
import { endSessionsOf } from '../../sessions/index.js';
import { StaffAccountModel, type StaffAccountRecord } from '../model.js';
import { changedPassword, initialPassword } from '../sign-in/passwords.js';
import { NOTHING_PROVEN } from '../me/proof.js';
import { newStaffAccount } from '../seed.js';
import { unlockName } from '../sign-in/tries.js';

/** Who administers, and when. */
export interface By {
  actor: StaffActor;
  now: Date;
}

/**
 * The account, if it lies in the administrator's regions.
 * @throws AppError `not_found`, also for one that lies elsewhere
 */
export async function accountInReach(id: string, actor: StaffActor): Promise<StaffAccountRecord> {
  const account = await StaffAccountModel.findById(id).lean<StaffAccountRecord>();
  if (!account || !account.regionCodes.every((code) => reaches(actor.regionCodes, code)))
    throw new AppError('not_found', { message: '没有这个账号' });
  return account;
}

/** The name of the institution, once the rights fit it. @throws AppError `invalid_input` naming the fields */
async function institutionFor(rights: StaffRights, staffCode: string | null, now: Date): Promise<string> {
  const institution = await lookUp('institutions', rights.institutionCode, now);
  const faults = rightsFaults(rights, institution?.data ?? null);
  if (staffCode) {
    const person = await lookUp('staff', staffCode, now);
    if (!person || person.data.institutionCode !== rights.institutionCode)
      faults.push({ field: 'staffCode', message: '目录里这个单位没有这个工号' });
  }
  if (faults.length > 0 || !institution) throw new AppError('invalid_input', { details: faults });
  return institution.data.name;
}

/** @throws AppError `not_allowed` with the reason */
function refuseGrant(actor: StaffActor, grant: Grant): void {
  const refusal = grantRefusal(actor, grant);
  if (refusal) throw new AppError('not_allowed', { message: GRANT_REFUSALS[refusal] });
}

const active = (account: StaffAccountRecord) => !account.disabledAt;

/** Whether the account is one of those that manage the others. */
const SECURITY = { role: 'security_admin', disabledAt: null } as const;

/**
 * Makes a change under the rules of a grant, in one transaction with the administrator's own account: whoever lost the
 * right a moment ago, also by the very account that is changed here, changes nothing.
 */
async function changeRights(
  account: StaffAccountRecord,
  next: Grant['next'],
  changes: Partial<StaffAccountRecord>,
  told: Pick<AuditEvent, 'action' | 'detail'>,
  { actor, now }: By,
): Promise<void> {
  await inTransaction(async (session) => {
    await stillAdministrator(actor, session);
    const otherSecurityAdmins = await StaffAccountModel.countDocuments({
      ...SECURITY,
      _id: { $ne: account._id },
    }).session(session);
    refuseGrant(actor, { subject: subjectOf(account), next, otherSecurityAdmins });
    const event = eventOn(account._id, told, { actor, now });
    await StaffAccountModel.updateOne(
      { _id: account._id },
      { $set: { ...changes, disownedAt: null }, $push: { audit: event, pending: effect('audit', now) } },
      { session },
    );
  });
}

async function stillAdministrator(actor: StaffActor, session: ClientSession): Promise<void> {
  const still = await StaffAccountModel.updateOne(
    { ...SECURITY, _id: actor.accountId },
    { $inc: { grants: 1 } },
    { session },
  );
  if (still.matchedCount === 0)
    throw new AppError('not_allowed', { message: GRANT_REFUSALS.not_security_admin });
}

const subjectOf = (account: StaffAccountRecord) => ({
  accountId: account._id,
  role: account.role,
  institutionCode: account.institutionCode,
  regionCodes: account.regionCodes,
  active: active(account),
});

function eventOn(id: string, told: Pick<AuditEvent, 'action' | 'detail'>, { actor, now }: By): AuditEvent {
  return auditEvent({
    at: now,
    ...told,
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'staff', id },
  });
}

/**
 * Makes an account with a first password that its owner has to change.
 * @returns the account and the password, which is shown this once
 */
export async function createAccount(
  input: NewStaffAccountInput,
  by: By,
): Promise<{ account: StaffAccountRecord; password: string }> {
  const { actor, now } = by;
  const institutionName = await institutionFor(input, input.staffCode, now);
  refuseGrant(actor, { subject: null, next: { ...input, active: true }, otherSecurityAdmins: 1 });
  const password = initialPassword();
  const maker = { kind: 'staff', id: actor.accountId } as const;
  const account = await newStaffAccount({ ...input, institutionName, password }, maker, now);
  try {
    await inTransaction(async (session) => {
      await stillAdministrator(actor, session);
      await StaffAccountModel.create([account], { session });
    });
  } catch (error) {
    if (!isDuplicateKey(error, 'username')) throw error;
    const message = '这个账号名已经有人用了，请换一个';
    throw new AppError('conflict', { message, details: [{ field: 'username', message }] });
  }
  return { account, password };
}

/**
 * Gives an account other rights; whoever is signed in with the old ones signs in again. Under another name nothing is proven:
 * what was proven belonged to the old one.
 */
export async function changeAccount(id: string, input: StaffRightsInput, by: By): Promise<void> {
  const account = await accountInReach(id, by.actor);
  const next = { ...input, active: active(account) };
  refuseGrant(by.actor, { subject: subjectOf(account), next, otherSecurityAdmins: 1 });
  const institutionName = await institutionFor(input, input.staffCode, by.now);
  const detail = differences(account, input);
  if (Object.keys(detail).length === 0) return;
  const renamed = input.displayName !== account.displayName;
  const changes = { ...input, institutionName, ...(renamed && NOTHING_PROVEN) };
  await changeRights(account, next, changes, { action: 'staff.rights_changed', detail }, by);
  const rights = ['roleAfter', 'institutionCodeAfter', 'regionCodesAfter'].some((field) => field in detail);
  if (rights) await endSessionsOf(id, 'rights_changed', by.now);
}

/** What changed, before and after; of the display name, which may be a person's, only that it did. */
function differences(account: StaffAccountRecord, input: StaffRightsInput): Record<string, string> {
  const pairs: [string, string, string][] = [
    ['role', account.role, input.role],
    ['institutionCode', account.institutionCode, input.institutionCode],
    ['regionCodes', account.regionCodes.join(','), input.regionCodes.join(',')],
    ['staffCode', account.staffCode ?? '', input.staffCode ?? ''],
    ['offWindow', String(account.offWindow ?? false), String(input.offWindow)],
  ];
  const changed = pairs.filter(([, before, after]) => before !== after);
  return {
    ...Object.fromEntries(
      changed.flatMap(([field, before, after]) => [
        [`${field}Before`, before],
        [`${field}After`, after],
      ]),
    ),
    ...(account.displayName === input.displayName ? {} : { displayNameAfter: 'changed' }),
  };
}

/** Stops an account, or lets it work again; stopping ends its sessions. Doing so twice changes nothing. */
export async function setActive(id: string, wanted: boolean, by: By): Promise<void> {
  const account = await accountInReach(id, by.actor);
  if (active(account) === wanted) return;
  const next = { role: account.role, regionCodes: account.regionCodes, active: wanted };
  const changes = { disabledAt: wanted ? null : by.now };
  const action = wanted ? 'staff.account_enabled' : 'staff.account_disabled';
  await changeRights(account, next, changes, { action }, by);
  if (!wanted) await endSessionsOf(id, 'ended_by_administrator', by.now);
}

/** Makes a change that touches no rights; nobody makes it to their own account here. */
async function attend(
  id: string,
  action: string,
  by: By,
  change: (account: StaffAccountRecord) => Promise<Partial<StaffAccountRecord>>,
): Promise<StaffAccountRecord> {
  const account = await accountInReach(id, by.actor);
  const next = { role: account.role, regionCodes: account.regionCodes, active: active(account) };
  await changeRights(account, next, await change(account), { action }, by);
  return account;
}

/** A new first password for somebody who lost theirs; ends the sessions. */
export async function resetPassword(id: string, by: By): Promise<string> {
  const password = initialPassword();
  await attend(id, 'staff.password_reset', by, async (account) => ({
    ...(await changedPassword(account, password, by.now)),
    mustChangePassword: true,
  }));
  await endSessionsOf(id, 'password_changed', by.now);
  return password;
}

/** Takes the authenticator app away from somebody who lost it; they set a new one up at the next sign-in. */
export async function resetSecondFactor(id: string, by: By): Promise<void> {
  await attend(id, 'staff.second_factor_reset', by, async () => ({ totp: null, recoveryCodes: [] }));
  await endSessionsOf(id, 'ended_by_administrator', by.now);
}

/** Forgets which document and telephone an account proved, so that its owner may register others. */
export async function resetIdentity(id: string, by: By): Promise<void> {
  await attend(id, 'staff.identity_reset', by, async () => NOTHING_PROVEN);
}

/** Lets somebody try again who is shut out by wrong tries. */
export async function unlockAccount(keys: Keys, id: string, by: By): Promise<void> {
  const account = await attend(id, 'staff.unlocked', by, async () => ({}));
  await unlockName(keys, account.username);
}

/** Ends every session of an account. */
export async function endSessionsOfAccount(id: string, by: By): Promise<void> {
  await attend(id, 'staff.sessions_ended', by, async () => ({}));
  await endSessionsOf(id, 'ended_by_administrator', by.now);
}
