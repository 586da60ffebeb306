import { evolveAppeal, type Appeal, type AppealEvent } from '@haochaping/shared/domain/appeals';
import { effect } from '../../jobs/effects.js';
import { auditEvent, type AuditEvent } from '../audit/index.js';
import { AppealModel, type AppealRecord } from './model.js';

const foldedBy = (events: readonly AppealEvent[], before?: Appeal): Appeal => {
  const appeal = events.reduce<Appeal | undefined>(evolveAppeal, before);
  if (!appeal) throw new RangeError('an appeal has at least its submission');
  return appeal;
};

const STANDING_STATES: readonly Appeal['state'][] = ['reviewing', 'upheld', 'dismissed'];

/** What lists and indexes need of the events, added to what was folded before. */
export function appealFields(events: readonly AppealEvent[], before?: Appeal) {
  const appeal = foldedBy(events, before);
  return { appeal, state: appeal.state, stands: STANDING_STATES.includes(appeal.state) };
}

/** What the audit log tells of an appeal: what and by whom, none of the words. */
export const auditOfAppeal = (id: string, events: readonly AppealEvent[]): AuditEvent[] =>
  events.map(({ at, by, type }) =>
    auditEvent({
      at,
      action: type === 'submitted' ? 'appeal.filed' : 'appeal.moved',
      actor: { kind: by.role === 'system' ? 'system' : 'staff', id: by.id },
      subject: { kind: 'appeal', id },
      detail: { move: type },
    }),
  );

/**
 * Keeps what a move told, with its audit entries, and that the case has to be told, in one write.
 * @returns the appeal after it, or null when somebody else moved it meanwhile; nothing is kept then
 */
export async function keepAppealEvents(
  record: AppealRecord,
  events: readonly AppealEvent[],
  now: Date,
): Promise<AppealRecord | null> {
  return AppealModel.findOneAndUpdate(
    { _id: record._id, version: record.version },
    {
      $set: { ...appealFields(events, record.appeal), version: record.version + events.length },
      $push: {
        events: { $each: [...events] },
        trail: { $each: auditOfAppeal(record._id, events) },
        pending: { $each: [effect('audit', now), effect('case', now)] },
      },
    },
    { returnDocument: 'after' },
  ).lean<AppealRecord>();
}
