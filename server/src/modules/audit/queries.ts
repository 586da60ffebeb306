import type { QueryFilter } from 'mongoose';
import type { AuditQuery } from '@haochaping/shared/contracts';
import { dayEnd, dayStart } from '@haochaping/shared/domain';
import { AuditEntryModel, type AuditEntry } from './model.js';

/** Days in Beijing, both included. */
export interface Period {
  from?: string | undefined;
  to?: string | undefined;
}

function within({ from, to }: Period): QueryFilter<AuditEntry> {
  if (!from && !to) return {};
  return {
    at: {
      ...(from ? { $gte: dayStart(from) } : {}),
      ...(to ? { $lt: dayEnd(to) } : {}),
    },
  };
}

/** A page of entries, newest first. */
export async function listEntries(query: AuditQuery): Promise<{ entries: AuditEntry[]; total: number }> {
  const { action, actorId, subjectId, page, pageSize } = query;
  const filter: QueryFilter<AuditEntry> = {
    ...within(query),
    ...(action ? { action } : {}),
    ...(actorId ? { 'actor.id': actorId } : {}),
    ...(subjectId ? { 'subject.id': subjectId } : {}),
  };
  const [entries, total] = await Promise.all([
    AuditEntryModel.find(filter)
      .sort({ seq: -1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<AuditEntry[]>(),
    AuditEntryModel.countDocuments(filter),
  ]);
  return { entries, total };
}

export function countEntries(period: Period): Promise<number> {
  return AuditEntryModel.countDocuments(within(period));
}

/** Every entry of a period in the order of the chain, one after the other. */
export function entriesWithin(period: Period): AsyncIterable<AuditEntry> {
  return AuditEntryModel.find(within(period)).sort({ seq: 1 }).lean<AuditEntry>().cursor({ batchSize: 500 });
}
