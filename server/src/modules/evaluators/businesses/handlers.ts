import { randomUUID } from 'node:crypto';
import type {
  HandlerInvitationIssued,
  HandlerInvitationView,
  HandlerList,
  HandlerView,
} from '@haochaping/shared/contracts';
import {
  handlerInvitationState,
  handlerState,
  MAX_HANDLERS,
  maskName,
  mayAct,
  refusedUntil,
  type HandlerState,
} from '@haochaping/shared/domain';
import { randomBase58 } from '../../../base58.js';
import { inTransaction, isDuplicateKey } from '../../../database.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { keyedDigest, type Keys } from '../../../keys.js';
import { accountContext, AccountModel, type AccountRecord } from '../account-model.js';
import { openFields } from '../../vault/index.js';
import {
  BusinessRoleModel,
  endedRole,
  HandlerInvitationModel,
  holdsOf,
  type BusinessRoleRecord,
  type HandlerInvitationRecord,
} from './model.js';
import { openBusiness, recordBusiness, requireRepresentative, requireVerified } from './businesses.js';

/** How long a code waits to be accepted: handed on today, used this week. */
const INVITATION_MS = 7 * 86_400_000;
const CODE_LENGTH = 16;

const codeHash = (keys: Keys, code: string) => keyedDigest(keys.digest, 'handler-invitation', code);
const iso = (instant: Date | null | undefined) => instant?.toISOString() ?? null;

/** Judges the end of an authorisation. @throws AppError `invalid_input` */
function checkUntil(until: Date | null, now: Date): void {
  const message = until && refusedUntil(until, now);
  if (message) throw wrongField('until', message);
}

const countActing = async (businessId: string, now: Date) =>
  (
    await BusinessRoleModel.find({ businessId, as: 'handler', removedAt: null }).lean<BusinessRoleRecord[]>()
  ).filter((role) => mayAct(role, now)).length;

/** @throws AppError `conflict` */
async function refuseTooMany(businessId: string, now: Date): Promise<void> {
  if ((await countActing(businessId, now)) >= MAX_HANDLERS)
    throw new AppError('conflict', { message: `一家企业最多 ${MAX_HANDLERS} 位经办人，请先取消不再需要的` });
}

/**
 * The representative authorises whoever will bring the code: good once, and for a week.
 * @throws AppError `not_found`, `not_allowed`, `invalid_input`, `conflict`
 */
export async function inviteHandler(
  keys: Keys,
  accountId: string,
  businessId: string,
  until: Date | null,
  now: Date,
): Promise<HandlerInvitationIssued> {
  await requireRepresentative(accountId, businessId, now);
  checkUntil(until, now);
  await refuseTooMany(businessId, now);
  const code = randomBase58(CODE_LENGTH);
  const invitation: HandlerInvitationRecord = {
    _id: randomUUID(),
    codeHash: codeHash(keys, code),
    businessId,
    until,
    issuedAt: now,
    issuedBy: accountId,
    expiresAt: new Date(now.getTime() + INVITATION_MS),
  };
  await HandlerInvitationModel.create(invitation);
  await recordBusiness('handler.invited', accountId, businessId, now, { invitationId: invitation._id });
  return { id: invitation._id, code, expiresAt: invitation.expiresAt.toISOString(), until: iso(until) };
}

/** Takes a code back before it is used. @throws AppError `not_found` */
export async function withdrawInvitation(
  accountId: string,
  businessId: string,
  invitationId: string,
  now: Date,
): Promise<void> {
  await requireRepresentative(accountId, businessId, now);
  const withdrawn = await HandlerInvitationModel.updateOne(
    { _id: invitationId, businessId, acceptedAt: null, withdrawnAt: null },
    { $set: { withdrawnAt: now } },
  );
  if (withdrawn.modifiedCount === 0)
    throw new AppError('not_found', { message: '没有这个授权码，或已经用过、收回了' });
  await recordBusiness('handler.invitation_withdrawn', accountId, businessId, now, { invitationId });
}

/** The open invitation behind a code. @throws AppError `not_found`, the same for unknown, used, withdrawn and expired ones */
async function openInvitation(keys: Keys, code: string, now: Date): Promise<HandlerInvitationRecord> {
  const invitation = await HandlerInvitationModel.findOne({
    codeHash: codeHash(keys, code),
  }).lean<HandlerInvitationRecord>();
  const ended = invitation?.until && invitation.until <= now;
  if (!invitation || ended || handlerInvitationState(invitation, now) !== 'open')
    throw new AppError('not_found', { message: '授权码不对，或已经用过、过期了，请让法定代表人再发一个' });
  return invitation;
}

/** What a code would make one the handler of, before it is accepted. */
export async function lookAtInvitation(keys: Keys, code: string, now: Date): Promise<HandlerInvitationView> {
  const { businessId, until, expiresAt } = await openInvitation(keys, code, now);
  const { name } = await openBusiness(keys, businessId);
  return { businessName: name, until: iso(until), expiresAt: expiresAt.toISOString() };
}

/**
 * Accepts an authorisation. Whoever is a handler already gets its new end.
 * @throws AppError `real_name_needed`, `not_found`, `conflict` (somebody else was faster; the representative themselves)
 */
export async function acceptInvitation(
  keys: Keys,
  account: AccountRecord,
  code: string,
  now: Date,
): Promise<BusinessRoleRecord> {
  requireVerified(account);
  const invitation = await openInvitation(keys, code, now);
  const { businessId } = invitation;
  const before = await BusinessRoleModel.findOne({
    holds: holdsOf(businessId, account._id),
  }).lean<BusinessRoleRecord>();
  if (before?.as === 'legal_representative')
    throw new AppError('conflict', { message: '您就是这家企业的法定代表人，不用授权给自己' });
  await refuseTooMany(businessId, now);
  const role: BusinessRoleRecord = {
    _id: randomUUID(),
    businessId,
    accountId: account._id,
    as: 'handler',
    since: now,
    until: invitation.until ?? null,
    holds: holdsOf(businessId, account._id),
  };
  try {
    await inTransaction(async (session) => {
      const taken = await HandlerInvitationModel.updateOne(
        { _id: invitation._id, acceptedAt: null, withdrawnAt: null },
        { $set: { acceptedAt: now } },
        { session },
      );
      if (taken.modifiedCount === 0) throw new AppError('conflict', { message: '这个授权码刚刚已经用过了' });
      if (before)
        await BusinessRoleModel.updateOne({ _id: before._id }, endedRole(account._id, now), { session });
      await BusinessRoleModel.create([role], { session });
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new AppError('conflict', { message: '您的授权刚刚有了变化，请刷新后再看' });
  }
  await recordBusiness('handler.accepted', account._id, businessId, now, {
    invitationId: invitation._id,
    roleId: role._id,
  });
  return role;
}

const STATE_NAMES: Readonly<Record<HandlerState, string>> = {
  active: '有效',
  expired: '已到期',
  removed: '已取消',
};

/** The handlers of a business, newest first, with those who are none any more; names masked. */
export async function listHandlers(
  keys: Keys,
  accountId: string,
  businessId: string,
  now: Date,
): Promise<HandlerList> {
  await requireRepresentative(accountId, businessId, now);
  const [roles, invitations] = await Promise.all([
    BusinessRoleModel.find({ businessId, as: 'handler' })
      .sort({ since: -1 })
      .limit(200)
      .lean<BusinessRoleRecord[]>(),
    HandlerInvitationModel.find({ businessId, acceptedAt: null, withdrawnAt: null, expiresAt: { $gt: now } })
      .sort({ issuedAt: -1 })
      .limit(200)
      .lean<HandlerInvitationRecord[]>(),
  ]);
  return {
    items: await Promise.all(roles.map((role) => presentHandler(keys, role, accountId, now))),
    invited: invitations.map(({ _id, issuedAt, expiresAt, until }) => ({
      id: _id,
      issuedAt: issuedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      until: iso(until),
    })),
  };
}

export async function presentHandler(
  keys: Keys,
  role: BusinessRoleRecord,
  viewer: string,
  now: Date,
): Promise<HandlerView> {
  const state = handlerState(role, now);
  return {
    id: role._id,
    nameMasked: await maskedNameOf(keys, role.accountId),
    since: role.since.toISOString(),
    until: iso(role.until),
    state,
    stateName: STATE_NAMES[state],
    mine: role.accountId === viewer,
  };
}

/** Enough to tell one's handlers apart; nothing of somebody who closed their account. */
export async function maskedNameOf(keys: Keys, accountId: string): Promise<string> {
  const account = await AccountModel.findOne({ _id: accountId, closedAt: null }).lean<AccountRecord>();
  if (!account) return '已注销';
  const { name } = await openFields(keys, accountId, accountContext(accountId), account.sealed);
  return name ? maskName(name) : '';
}

/** A handler of this business who was not removed. @throws AppError `not_found`, `not_allowed` */
async function handlerOf(
  accountId: string,
  businessId: string,
  handlerId: string,
  now: Date,
): Promise<BusinessRoleRecord> {
  await requireRepresentative(accountId, businessId, now);
  const role = await BusinessRoleModel.findOne({
    _id: handlerId,
    businessId,
    as: 'handler',
    removedAt: null,
  }).lean<BusinessRoleRecord>();
  if (!role) throw new AppError('not_found', { message: '没有这位经办人，或已经取消了' });
  return role;
}

/** Gives an authorisation another end; an expired one lives again. */
export async function changeHandler(
  accountId: string,
  ids: { businessId: string; handlerId: string },
  until: Date | null,
  now: Date,
): Promise<BusinessRoleRecord> {
  const role = await handlerOf(accountId, ids.businessId, ids.handlerId, now);
  checkUntil(until, now);
  if (!mayAct(role, now)) await refuseTooMany(ids.businessId, now);
  const changed = await BusinessRoleModel.findOneAndUpdate(
    { _id: role._id, removedAt: null },
    until ? { $set: { until } } : { $unset: { until: 1 } },
    { returnDocument: 'after' },
  ).lean<BusinessRoleRecord>();
  if (!changed) throw new AppError('not_found', { message: '没有这位经办人，或已经取消了' });
  await recordBusiness('handler.changed', accountId, ids.businessId, now, { roleId: role._id });
  return changed;
}

/** Takes an authorisation away; the handler acts no more from this instant on. */
export async function removeHandler(
  accountId: string,
  ids: { businessId: string; handlerId: string },
  now: Date,
): Promise<void> {
  const role = await handlerOf(accountId, ids.businessId, ids.handlerId, now);
  await BusinessRoleModel.updateOne({ _id: role._id, removedAt: null }, endedRole(accountId, now));
  await recordBusiness('handler.removed', accountId, ids.businessId, now, { roleId: role._id });
}
