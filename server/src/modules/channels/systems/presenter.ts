import {
  ALL_INSTITUTIONS,
  SYSTEM_DAYS,
  type SystemTraffic,
  type SystemView,
} from '@haochaping/shared/contracts';
import { dayEnd, dayOf, dayPlus, dayStart } from '@haochaping/shared/domain';
import { directoryNow } from '../../directory/index.js';
import { TransactionModel, type BusinessSystemRecord, type TransactionRecord } from '../model.js';
import { lastRefusals, refusedDays } from './refusals.js';

const MOST_REFUSALS = 100;

/** A system as administrators see it; its secrets stay behind. */
export async function presentSystem(system: BusinessSystemRecord, now: Date): Promise<SystemView> {
  const { _id: appKey, name, institutionCodes, disabled, demo, previousUntil, createdAt } = system;
  const [directory, last, refused] = await Promise.all([
    directoryNow(),
    TransactionModel.findOne({ appKey }, { createdAt: 1 }).sort({ createdAt: -1 }).lean<TransactionRecord>(),
    refusedDays(appKey, dayOf(now)),
  ]);
  const all = institutionCodes.includes(ALL_INSTITUTIONS);
  return {
    appKey,
    name,
    institutions: all
      ? []
      : institutionCodes.map((code) => ({
          code,
          name: directory.lookUp('institutions', code, now)?.data.name ?? '（目录中已停用）',
        })),
    disabled,
    demo: Boolean(demo),
    previousUntil: previousUntil && previousUntil > now ? previousUntil.toISOString() : null,
    createdAt: createdAt.toISOString(),
    lastReportAt: last?.createdAt.toISOString() ?? null,
    refusedToday: refused.get(dayOf(now)) ?? 0,
  };
}

/** What came from a system on each of the last days, and what was refused to it and why. */
export async function presentTraffic(
  appKey: string,
  nameOf: (operationId: string) => string,
  now: Date,
): Promise<SystemTraffic> {
  const today = dayOf(now);
  const days = Array.from({ length: SYSTEM_DAYS }, (_, back) => dayPlus(today, -back));
  const since = days.at(-1) ?? today;
  const [refused, refusals, counts] = await Promise.all([
    refusedDays(appKey, since),
    lastRefusals(appKey, since, MOST_REFUSALS),
    Promise.all(
      days.map((day) =>
        TransactionModel.countDocuments({ appKey, createdAt: { $gte: dayStart(day), $lt: dayEnd(day) } }),
      ),
    ),
  ]);
  return {
    days: days.map((day, at) => ({
      day,
      transactions: counts[at] ?? 0,
      refused: refused.get(day) ?? 0,
    })),
    refusals: refusals.map(({ operationId, code, proven, problems, day, times, lastAt }) => ({
      operation: operationId,
      operationName: nameOf(operationId),
      code,
      proven,
      problems: problems.map(({ field, message }) => ({ field, message })),
      day,
      times,
      lastAt: lastAt.toISOString(),
    })),
  };
}
