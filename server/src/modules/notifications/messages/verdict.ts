import type { MessageState, MessageWay } from '@haochaping/shared/contracts';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { auditEvent, type AuditEvent } from '../../audit/index.js';
import { MessageModel, RETRIED, type MessageRecord, type MessageTry } from './model.js';
import { visibleMessages } from './queries.js';

export interface Ending {
  state: Exclude<MessageState, 'waiting'>;
  way: MessageWay | null;
}

const ACTIONS: Readonly<Record<Ending['state'], AuditEvent['action'] | null>> = {
  sent: 'message.sent',
  failed: 'message.failed',
  unreachable: 'message.failed',
  merged: null,
};

/** Writes down an attempt as soon as it was made. */
export async function noteTry({ _id }: MessageRecord, made: MessageTry): Promise<void> {
  await MessageModel.updateOne({ _id }, { $push: { tries: made } });
}

/** What became of a message, with its audit entry in the same write. */
export async function ended(message: MessageRecord, { state, way }: Ending, now: Date): Promise<void> {
  const action = ACTIONS[state];
  const event =
    action &&
    auditEvent({
      at: now,
      action,
      actor: { kind: 'system', id: 'notifications' },
      subject: { kind: 'message', id: message._id },
      detail: { state, ...(way ? { way } : {}) },
    });
  await MessageModel.updateOne(
    { _id: message._id, state: 'waiting' },
    {
      $set: { state, way, nextAt: null, sentAt: state === 'sent' ? now : null },
      ...(event ? { $push: { trail: event, pending: effect('audit', now) } } : {}),
    },
  );
}

/**
 * A person has a message tried once more, from now on.
 * @throws AppError `not_found`; `conflict` when it was sent, or is on its way by itself
 */
export async function retryMessage(actor: StaffActor, id: string, now: Date): Promise<MessageRecord> {
  const mine = { $and: [{ _id: id }, visibleMessages(actor)] };
  const event = auditEvent({
    at: now,
    action: 'message.retried',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'message', id },
  });
  const retried = await MessageModel.findOneAndUpdate(
    { ...mine, state: { $in: [...RETRIED] } },
    {
      $set: { state: 'waiting', nextAt: now },
      $push: { trail: event, pending: { $each: [effect('send', now), effect('audit', now)] } },
    },
    { returnDocument: 'after' },
  ).lean<MessageRecord>();
  if (retried) return retried;
  if (await MessageModel.exists(mine))
    throw new AppError('conflict', { message: '这条消息已经送到，或正在送，不用再送' });
  throw new AppError('not_found', { message: '没有找到这条消息，或您没有权限查看' });
}
