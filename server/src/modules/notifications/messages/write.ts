import { randomUUID } from 'node:crypto';
import { progressOf } from '@haochaping/shared/domain/notifications/index';
import { isDuplicateKey } from '../../../database.js';
import { effect } from '../../../jobs/effects.js';
import { datedRule, type RetentionRule } from '../../../jobs/retention.js';
import type { CaseRecord } from '../../cases/index.js';
import { MessageModel, type MessageRecord } from './model.js';

/** Puts a message on its way for each event, from this place on, that the one who gave the rating is written to about; once. */
export async function writeMessages(record: CaseRecord, from: number, now: Date): Promise<void> {
  for (const [index, event] of record.events.entries()) {
    const progress = index < from ? null : progressOf(event);
    if (!progress) continue;
    const message: MessageRecord = {
      _id: randomUUID(),
      eventKey: `${record._id}:${index}`,
      caseId: record._id,
      ...(record.ratingId === undefined ? {} : { ratingId: record.ratingId }),
      ...(record.complaintId === undefined ? {} : { complaintId: record.complaintId }),
      progress,
      at: event.at,
      centers: record.offices.filter(({ role }) => role === 'center').map(({ jurisdiction }) => jurisdiction),
      state: 'waiting',
      way: null,
      tries: [],
      weChatAsked: false,
      sentAt: null,
      nextAt: now,
      trail: [],
      pending: [effect('send', now)],
      dead: [],
    };
    try {
      await MessageModel.create([message]);
    } catch (error) {
      if (!isDuplicateKey(error, 'eventKey')) throw error;
    }
  }
}

export const messageRetention = (days: number): RetentionRule =>
  datedRule<MessageRecord>({
    name: 'progress_messages',
    what: '给评价人的消息的记录',
    days,
    model: MessageModel,
    field: 'at',
  });
