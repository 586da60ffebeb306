import { randomUUID } from 'node:crypto';
import { CALL_MINUTES, dayOf } from '@haochaping/shared/domain';
import type { DeviceActor } from '../../../http/actor.js';
import { datedRule, type RetentionRule } from '../../../jobs/retention.js';
import { InvitationModel, type InvitationRecord } from '../model.js';
import { DeviceCallModel, type DeviceCallRecord } from './model.js';

/** Where it is asked: at a window on its tablets, or on one terminal, which says nothing to the tablets and hears nothing of them. */
export interface Screen {
  windowCode: string;
  /** Its id; null for the tablets. */
  terminal: string | null;
}
const tabletsAt = (windowCode: string): Screen => ({ windowCode, terminal: null });
export const screenOf = ({ deviceId, windowCode, terminal }: DeviceActor): Screen => ({
  windowCode,
  terminal: terminal ? deviceId : null,
});

/** Whoever looks at the counts has to know a service again only for so long. */
const DAYS_COUNTED = 31;
const DAY_MS = 86_400_000;

/**
 * Asks the devices of a window to show the faces for a service that was just done. Reported again it is shown again and
 * counted once. Whether it was rated elsewhere is not looked at: a screen that stays dark would tell the counter that it was.
 */
export async function callForService(
  invitation: InvitationRecord,
  at: string | Screen,
  now: Date,
  by: DeviceCallRecord['by'] = 'businessSystem',
): Promise<void> {
  const screen = typeof at === 'string' ? tabletsAt(at) : at;
  const { projectNo, serviceNumber } = invitation;
  const service = `${projectNo}#${serviceNumber}`;
  await DeviceCallModel.updateOne(
    { ...screen, at: { $gt: new Date(now.getTime() - DAY_MS) }, service },
    {
      $set: { at: now },
      // The first invitation stays: what is kept on a device names it.
      $setOnInsert: {
        _id: randomUUID(),
        by,
        invitationId: invitation._id,
        rated: false,
      },
    },
    { upsert: true },
  );
}

/** The same for a window without a service that is known: the last one that was and is not rated, else the window itself. */
export async function callWindow(at: string | Screen, by: 'clerk' | 'visitor', now: Date): Promise<void> {
  const screen = typeof at === 'string' ? tabletsAt(at) : at;
  const last = await currentCall(screen, now);
  if (last && !last.rated) {
    await DeviceCallModel.updateOne({ _id: last._id }, { $set: { at: now } });
    return;
  }
  await DeviceCallModel.create([{ _id: randomUUID(), ...screen, at: now, by, rated: false }]);
}

/** What is asked on a screen now, rated or not; null when nothing is. */
export async function currentCall(screen: Screen, now: Date): Promise<DeviceCallRecord | null> {
  return DeviceCallModel.findOne({ ...screen, at: { $gt: new Date(now.getTime() - CALL_MINUTES * 60_000) } })
    .sort({ at: -1 })
    .lean<DeviceCallRecord>();
}

/** The invitation behind a call, which may be weeks old; null for the window alone, or when both are gone. */
export async function invitationOfCall(callId: string, windowCode: string): Promise<InvitationRecord | null> {
  const call = await DeviceCallModel.findOne({ _id: callId, windowCode }).lean<DeviceCallRecord>();
  return call?.invitationId ? InvitationModel.findById(call.invitationId).lean<InvitationRecord>() : null;
}

/** Notes that a call led to a rating. */
export async function callRated(callId: string): Promise<void> {
  await DeviceCallModel.updateOne({ _id: callId }, { $set: { rated: true } });
}

/** How often a window asked and was rated, on each of the last days it did; today's are not told, so that nobody sees who did. */
export async function askedDays(
  windowCode: string,
  now: Date,
): Promise<{ day: string; asked: number; rated: number }[]> {
  const calls = await DeviceCallModel.find(
    { ...tabletsAt(windowCode), at: { $gt: new Date(now.getTime() - DAYS_COUNTED * DAY_MS) } },
    { at: 1, rated: 1 },
  )
    .sort({ at: -1 })
    .lean<Pick<DeviceCallRecord, 'at' | 'rated'>[]>();
  const days = new Map<string, { asked: number; rated: number }>();
  for (const { at, rated } of calls) {
    const day = dayOf(at);
    if (day === dayOf(now)) continue;
    const known = days.get(day) ?? { asked: 0, rated: 0 };
    days.set(day, { asked: known.asked + 1, rated: known.rated + Number(rated) });
  }
  return [...days].map(([day, counts]) => ({ day, ...counts }));
}

/** Calls nobody can answer or count any more. */
export function callRetention(days: number): RetentionRule {
  return datedRule<DeviceCallRecord>({
    name: 'rating_calls',
    what: '请人评价的记录',
    days,
    model: DeviceCallModel,
    field: 'at',
  });
}
