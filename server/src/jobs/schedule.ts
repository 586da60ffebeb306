import { Schema, model } from 'mongoose';
import { isDuplicateKey } from '../database.js';
import {
  effect,
  effectFields,
  effectSource,
  indexEffects,
  reviveEffect,
  type EffectSource,
  type Performer,
  type WithEffects,
} from './effects.js';

/**
 * What happens again and again at its time. Each schedule is one document that always carries one pending effect: the
 * lease, the back-off and the dead letters are those of every other effect, so several workers and any crash are right.
 */
export interface Schedule {
  /** Also the kind of its effect. */
  name: string;
  /** What it does, in Chinese, for the console. */
  what: string;
  /** The first time after an instant. */
  nextAfter: (instant: Date) => Date;
  /**
   * A short piece of the work that was due at this instant; called until it is done, and again after a crash. `dueAt` names
   * the occasion: whatever was done for it once is not done again.
   */
  step(dueAt: Date): Promise<'more' | 'done'>;
}

interface ScheduleRecord extends WithEffects {
  _id: string;
  /** The occasion that comes next, or is being worked on. */
  dueAt: Date;
}

const scheduleSchema = new Schema<ScheduleRecord>(
  { _id: { type: String, required: true }, dueAt: { type: Date, required: true }, ...effectFields },
  { versionKey: false, collection: 'schedules' },
);
indexEffects(scheduleSchema);
const ScheduleModel = model('Schedule', scheduleSchema);

/** Pieces in one taking: far shorter than a lease. */
const STEPS = 25;
const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Every day at this time in Shanghai, which knows no summer time. */
export function dailyAt(hour: number, minute: number): Schedule['nextAfter'] {
  const within = (hour * 60 + minute) * 60_000;
  return (instant) => {
    const local = instant.getTime() + SHANGHAI_OFFSET_MS;
    const today = Math.floor(local / DAY_MS) * DAY_MS + within;
    return new Date((today > local ? today : today + DAY_MS) - SHANGHAI_OFFSET_MS);
  };
}

/** The schedules as work for the worker. */
export function scheduleEffects(schedules: readonly Schedule[]): EffectSource {
  return effectSource<ScheduleRecord>({
    name: 'schedules',
    model: ScheduleModel,
    performers: Object.fromEntries(schedules.map((one) => [one.name, performerOf(one)])),
    kindNames: Object.fromEntries(schedules.map(({ name, what }) => [name, what])),
  });
}

function performerOf(schedule: Schedule): Performer<ScheduleRecord> {
  return async ({ _id, dueAt }, now) => {
    // Whoever finished the occasion may have died before putting the effect off.
    if (dueAt > now) return { later: dueAt };
    for (let step = 0; step < STEPS; step++) {
      if ((await schedule.step(dueAt)) === 'more') continue;
      const next = schedule.nextAfter(now);
      await ScheduleModel.updateOne({ _id, dueAt }, { $set: { dueAt: next } });
      return { later: next };
    }
    return { later: now };
  };
}

/** Enters the schedules that are not known yet, for their next time. */
export async function enterSchedules(schedules: readonly Schedule[], now: Date): Promise<void> {
  for (const { name, nextAfter } of schedules) {
    const dueAt = nextAfter(now);
    try {
      await ScheduleModel.updateOne(
        { _id: name },
        { $setOnInsert: { dueAt, pending: [effect(name, dueAt)], dead: [] } },
        { upsert: true },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // another worker entered it a moment ago
    }
  }
}

/**
 * Makes a schedule due now, unless it is being worked on; one that was given up is tried again.
 * @returns the occasion that is, or is about to be, worked on
 */
export async function makeDue(source: EffectSource, name: string, now: Date): Promise<Date> {
  await reviveEffect(source, name, name, now);
  await ScheduleModel.updateOne(
    { _id: name, dueAt: { $gt: now }, pending: { $elemMatch: { kind: name, owner: null } } },
    { $set: { dueAt: now, 'pending.$.notBefore': now } },
  );
  const schedule = await ScheduleModel.findById(name).lean<ScheduleRecord>();
  if (!schedule) throw new Error(`the schedule ${name} was never entered`);
  return schedule.dueAt;
}

/** What went wrong last, while a schedule is failing; undefined when it is not. */
export async function lastErrorOf(name: string): Promise<string | undefined> {
  const schedule = await ScheduleModel.findById(name).lean<ScheduleRecord>();
  return schedule?.dead[0]?.lastError ?? schedule?.pending[0]?.lastError ?? undefined;
}
