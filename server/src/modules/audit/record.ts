import { randomUUID } from 'node:crypto';
import type { ClientSession, Model } from 'mongoose';
import { insertBuilt } from '../../database.js';
import { gatherDeletes } from '../../gather.js';
import {
  effect,
  effectSource,
  type EffectSource,
  type Performer,
  type WithEffects,
} from '../../jobs/effects.js';
import { AuditEventModel, type AuditEvent, type AuditEventRecord } from './model.js';
import { sealAuditEvent } from './seal.js';

/** A new event, to be written inside the document of the change it tells of. */
export function auditEvent(event: Omit<AuditEvent, 'id'>): AuditEvent {
  return { id: randomUUID(), ...event };
}

/**
 * Records an event that is carried by no document of its own, such as a sign-in. When this resolves the event is
 * durable (with a session: as durable as the transaction); the worker seals it into the chain.
 * Rejects when it could not be written: what it tells of must then not happen.
 */
export async function recordAudit(event: Omit<AuditEvent, 'id'>, session?: ClientSession): Promise<void> {
  const record: AuditEventRecord = {
    _id: randomUUID(),
    ...event,
    pending: [effect('seal', event.at)],
    dead: [],
  };
  await insertBuilt(AuditEventModel, record, session);
}

/** Performs the sealing of the events a document carries; those sealed before stay as they are. */
export const sealing =
  <T>(eventsOf: (document: T) => readonly AuditEvent[]): Performer<T> =>
  async (document) => {
    await Promise.all(eventsOf(document).map(sealAuditEvent));
    return 'done';
  };

/** What the worker still has to do for documents that carry what was done to them, and ask for nothing else: seal it into the audit chain. */
export const trailEffects = <T extends WithEffects & { _id: string; trail: readonly AuditEvent[] }>(
  name: string,
  model: Pick<Model<T>, 'modelName'>,
): EffectSource =>
  effectSource<T>({
    name,
    model,
    performers: { audit: sealing(({ trail }) => trail) },
    kindNames: { audit: '记入审计日志' },
  });

/** What the worker still has to do for recorded events: seal them, after which they leave for the chain. */
export function auditEffects(): EffectSource {
  return effectSource<AuditEventRecord>({
    name: 'audit_events',
    model: AuditEventModel,
    performers: { seal: sealRecorded },
    together: ['seal'],
    kindNames: { seal: '封入审计链' },
  });
}

const removeRecorded = gatherDeletes(AuditEventModel);

/** A crash after the sealing leaves the record; the next worker finds it sealed and only takes it away. */
const sealRecorded: Performer<AuditEventRecord> = async ({ _id, at, action, actor, subject, detail }) => {
  await sealAuditEvent({ id: _id, at, action, actor, subject, detail });
  await removeRecorded(_id);
  return 'done';
};
