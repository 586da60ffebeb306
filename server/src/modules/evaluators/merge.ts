import type { ClientSession } from 'mongoose';
import { inTransaction } from '../../database.js';
import type { Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import { accountContext, AccountModel, type AccountIdentity, type AccountRecord } from './account-model.js';
import { openFields, sealFields } from '../vault/index.js';
import { endSessionsOf } from '../sessions/index.js';
import { moveBusinessRoles } from './businesses/model.js';

/**
 * Takes what a later module keeps under the account `from` over to `into`, sealed anew under its key.
 * @returns writes it, within the transaction that makes the two accounts one
 */
export type MoveRecords = (
  keys: Keys,
  from: string,
  into: string,
) => Promise<(session: ClientSession) => Promise<void>>;

/** What looking for a person's account, and making two of them one, needs. */
export interface AccountDesk {
  keys: Keys;
  moving: readonly MoveRecords[];
}

/** Whether two accounts can be one person's: their real names, where both are checked, stand in one document. */
export function isOnePerson(one: AccountRecord, other: AccountRecord): boolean {
  return !one.verified || !other.verified || one.certIndex === other.certIndex;
}

/**
 * Makes two accounts one: everything of `from` goes over to `into`, sealed anew under its key, and `from` is emptied, closed
 * and signed out. What was kept under its id stays reachable through `mergedIds`. Its data key stays as long as the person
 * does: to destroy a key is to erase somebody, and every start would erase again a person who only has two ways in, should
 * a restore bring the two accounts back. The deletion of the one account erases all its `mergedIds`. Whoever calls it has
 * proof of both.
 */
export async function mergeAccounts(
  { keys, moving }: AccountDesk,
  into: AccountRecord,
  from: AccountRecord,
  now: Date,
): Promise<AccountRecord> {
  const moved = await sealedAnew(keys, into, from);
  const moves = await Promise.all(moving.map((move) => move(keys, from._id, into._id)));
  const changes = {
    identities: [...into.identities, ...moved.identities],
    sealed: { ...moved.sealed, ...plainMap(into.sealed) },
    mergedIds: [...(into.mergedIds ?? []), from._id, ...(from.mergedIds ?? [])],
    ...(into.verified || !from.verified ? {} : { verified: from.verified, certIndex: from.certIndex }),
  };
  await inTransaction(async (session) => {
    const emptied = await AccountModel.updateOne(
      { _id: from._id, closedAt: null },
      { $set: { identities: [], sealed: {}, closedAt: now, mergedInto: into._id } },
      { session },
    );
    if (emptied.modifiedCount === 0) return;
    await AccountModel.updateOne({ _id: into._id, closedAt: null }, { $set: changes }, { session });
    await moveBusinessRoles(from._id, into._id, now, session);
    for (const move of moves) await move(session);
  });
  await endSessionsOf(from._id, 'account_merged', now);
  await recordAudit({
    at: now,
    action: 'account.merged',
    actor: { kind: 'evaluator', id: into._id },
    subject: { kind: 'evaluator', id: from._id },
    detail: { into: into._id },
  });
  return (await AccountModel.findById(into._id).lean<AccountRecord>()) ?? into;
}

const plainMap = (sealed: AccountRecord['sealed']): Record<string, string> =>
  sealed instanceof Map ? Object.fromEntries(sealed) : sealed;

async function sealedAnew(
  keys: Keys,
  into: AccountRecord,
  from: AccountRecord,
): Promise<Pick<AccountRecord, 'identities'> & { sealed: Record<string, string> }> {
  const reseal = async (sealed: Record<string, string>) =>
    sealFields(
      keys,
      into._id,
      accountContext(into._id),
      await openFields(keys, from._id, accountContext(from._id), sealed),
    );
  const hasPhone = into.identities.some(({ provider }) => provider === 'phone');
  const identities: AccountIdentity[] = [];
  for (const identity of from.identities) {
    if (hasPhone && identity.provider === 'phone') continue;
    const { [identity.provider]: sealed = '' } = await reseal({ [identity.provider]: identity.sealed });
    identities.push({ ...identity, sealed });
  }
  return { identities, sealed: await reseal(plainMap(from.sealed)) };
}
