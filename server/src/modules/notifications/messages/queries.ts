import {
  type MessagePage,
  type MessageQuery,
  type MessageState,
  type MessageView,
} from '@haochaping/shared/contracts';
import { saidOfComplaint } from '@haochaping/shared/domain/complaints';
import { PROGRESS_NAMES } from '@haochaping/shared/domain/notifications/index';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../../http/actor.js';
import { pageOfRecords } from '../../../paging.js';
import { CaseModel, visibleCases, type CaseRecord } from '../../cases/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { MessageModel, RETRIED, type MessageRecord } from './model.js';

const STATE_NAMES: Readonly<Record<MessageState, string>> = {
  waiting: '等待送出',
  sent: '已送出',
  merged: '并入后一条',
  unreachable: '没有办法联系',
  failed: '没有送成',
};

/** A centre sees the messages of the cases it leads; who looks after the system all of them, without the cases. */
export function visibleMessages({ role, regionCodes }: StaffActor): QueryFilter<MessageRecord> {
  return role === 'system_admin' ? {} : { centers: { $in: regionCodes } };
}

/** A page of the log of messages, newest first. */
export async function listMessages(actor: StaffActor, query: MessageQuery): Promise<MessagePage> {
  const { page, pageSize, state } = query;
  const filter: QueryFilter<MessageRecord> = {
    $and: [visibleMessages(actor), state ? { state } : {}],
  };
  const order = { at: -1, _id: 1 } as const;
  const { records, total } = await pageOfRecords<MessageRecord>(MessageModel, filter, order, query);
  return { items: await presentMessages(actor, records), total, page, pageSize };
}

/** Messages for this account, with what it may do about each. */
export async function presentMessages(
  actor: StaffActor,
  messages: readonly MessageRecord[],
): Promise<MessageView[]> {
  const ids = [...new Set(messages.map(({ caseId }) => caseId))];
  const found = await CaseModel.find(
    { $and: [{ _id: { $in: ids } }, visibleCases(actor)] },
    { number: 1 },
  ).lean<Pick<CaseRecord, '_id' | 'number'>[]>();
  const numbers = new Map(found.map(({ _id, number }) => [_id, number]));
  const may = rolesThatMay('messages.retry').includes(actor.role);
  return messages.map((message) => presentMessage(message, numbers.get(message.caseId), may));
}

function presentMessage(message: MessageRecord, number: string | undefined, may: boolean): MessageView {
  const { _id, at, progress, caseId, state, way, tries, sentAt, nextAt } = message;
  return {
    id: _id,
    at: at.toISOString(),
    progress,
    progressName:
      message.complaintId === undefined
        ? PROGRESS_NAMES[progress]
        : saidOfComplaint(PROGRESS_NAMES[progress]),
    case: number === undefined ? null : { id: caseId, number },
    state,
    stateName: STATE_NAMES[state],
    way,
    tries: tries.map((one) => ({
      at: one.at.toISOString(),
      way: one.way,
      ok: one.ok,
      words: one.words ?? null,
    })),
    sentAt: sentAt?.toISOString() ?? null,
    nextAt: nextAt?.toISOString() ?? null,
    mayRetry: may && RETRIED.includes(state),
  };
}
