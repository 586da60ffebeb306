import type { AccountChangeView } from '@haochaping/shared/contracts';
import { deedsOfOthers, isUntold, TOLD_TO_OWNER } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { auditEvent, recordAudit, type AuditEvent } from '../../audit/index.js';
import { endSessionsOf } from '../../sessions/index.js';
import { StaffAccountModel, type StaffAccountRecord } from '../model.js';

/** The owner of an account, when. */
interface Owner {
  actor: StaffActor;
  now: Date;
}

const MOST_SHOWN = 20;
const DISOWNED = 'staff.change_disowned';

/** How often others changed the account since its owner last looked. */
export function changesToSee(account: StaffAccountRecord): number {
  const seenAt = account.changesSeenAt ?? null;
  return deedsOfOthers(account.audit, account._id).filter((deed) => isUntold(deed, seenAt)).length;
}

const wordsOf = ({ action }: AuditEvent): string =>
  TOLD_TO_OWNER[action as keyof typeof TOLD_TO_OWNER] ?? action;

const isDisowned = ({ audit }: StaffAccountRecord, id: string): boolean =>
  audit.some(({ action, detail }) => action === DISOWNED && detail?.eventId === id);

/** What others did to the account, the latest first; each stays there to be reported, also when it was seen. */
export async function changesOn(account: StaffAccountRecord): Promise<AccountChangeView[]> {
  const deeds = deedsOfOthers(account.audit, account._id).slice(0, MOST_SHOWN);
  const makers = await StaffAccountModel.find(
    { _id: { $in: deeds.map(({ actor }) => actor.id) } },
    { displayName: 1, username: 1 },
  ).lean<StaffAccountRecord[]>();
  const names = new Map(makers.map((one) => [one._id, `${one.displayName}（${one.username}）`]));
  return deeds.map((deed) => ({
    id: deed.id,
    at: deed.at.toISOString(),
    words: wordsOf(deed),
    by: names.get(deed.actor.id) ?? '一位管理员',
    seen: !isUntold(deed, account.changesSeenAt ?? null),
    disowned: isDisowned(account, deed.id),
  }));
}

/** The owner has seen what was done up to an instant, and asked for it; an earlier instant, or a coming one, changes nothing. */
export async function seeChanges(until: Date, { actor, now }: Owner): Promise<void> {
  const seen = until < now ? until : now;
  const changed = await StaffAccountModel.updateOne(
    { _id: actor.accountId, $or: [{ changesSeenAt: null }, { changesSeenAt: { $lt: seen } }] },
    { $set: { changesSeenAt: seen } },
  );
  if (changed.modifiedCount > 0) await recordAudit({ ...byOwner(actor, now), action: 'staff.changes_seen' });
}

/**
 * The owner did not ask for this change: whoever sits elsewhere in the account is put out, the account looks at no contact for a
 * while (`HOLDING_CHANGES`), and those who administer accounts and the audit are told.
 * @throws AppError `not_found` when nobody else did such a thing to this account
 */
export async function disownChange(id: string, { actor, now }: Owner): Promise<void> {
  const account = await StaffAccountModel.findById(actor.accountId).lean<StaffAccountRecord>();
  const deed = deedsOfOthers(account?.audit ?? [], actor.accountId).find((one) => one.id === id);
  if (!account || !deed) throw new AppError('not_found', { message: '没有这个改动' });
  const event = auditEvent({
    ...byOwner(actor, now),
    action: DISOWNED,
    detail: { eventId: id, deed: deed.action },
  });
  const reported = await StaffAccountModel.updateOne(
    {
      _id: actor.accountId,
      audit: { $not: { $elemMatch: { action: DISOWNED, 'detail.eventId': id } } },
    },
    { $set: { disownedAt: now }, $push: { audit: event, pending: effect('audit', now) } },
  );
  if (reported.modifiedCount > 0)
    await endSessionsOf(actor.accountId, 'signed_out_everywhere', now, actor.sessionId);
}

const byOwner = ({ accountId }: StaffActor, now: Date) => ({
  at: now,
  actor: { kind: 'staff' as const, id: accountId },
  subject: { kind: 'staff' as const, id: accountId },
});
