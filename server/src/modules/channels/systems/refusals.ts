import { createHash } from 'node:crypto';
import { Schema, model } from 'mongoose';
import { dayOf, problemsToKeep, type Problem } from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../../database.js';
import type { ErrorCode } from '../../../http/errors.js';
import type { TurnedDown } from '../../../http/serve.js';
import { datedRule, type RetentionRule } from '../../../jobs/retention.js';
import type { Logger } from '../../../logger.js';
import { BusinessSystemModel } from '../model.js';

/** The same thing refused to a business system on one day, however often. Fields and reasons, never what was sent. */
export interface SystemRefusalRecord {
  /** A digest of all that is the same: system, day, operation, reason. */
  _id: string;
  appKey: string;
  /** Beijing's. */
  day: string;
  operationId: string;
  code: string;
  /** Whether the request proved to come from the system. */
  proven: boolean;
  problems: Problem[];
  times: number;
  firstAt: Date;
  lastAt: Date;
}

const refusalSchema = new Schema<SystemRefusalRecord>(
  {
    _id: { type: String, required: true },
    appKey: { type: String, required: true },
    day: { type: String, required: true },
    operationId: { type: String, required: true },
    code: { type: String, required: true },
    proven: { type: Boolean, required: true },
    problems: {
      type: [new Schema<Problem>({ field: { type: String, default: '' }, message: String }, { _id: false })],
      required: true,
    },
    times: { type: Number, required: true },
    firstAt: { type: Date, required: true },
    lastAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'system_refusals' },
);
refusalSchema.index({ appKey: 1, day: 1 });
refusalSchema.index({ appKey: 1, lastAt: -1 });
refusalSchema.index({ lastAt: 1 });

export const SystemRefusalModel = model('SystemRefusal', refusalSchema);

/** So many different things on one day; what goes beyond is counted as one, whoever sends it. */
const MOST_A_DAY = 200;
const BEYOND: Problem = { field: '', message: '这一天不同的错误太多，其余的合在这里只计次数' };

/** Keeps what is turned down, for the maker of the system that sent it; a failure to do so is logged. */
export const refusalKeeper =
  (log: Logger) =>
  async (turnedDown: TurnedDown): Promise<void> => {
    try {
      await keep(turnedDown);
    } catch (error) {
      log.error({ err: error }, 'a refusal could not be kept for the maker of the system');
    }
  };

async function keep({ at, operationId, error, appKey, proven, body }: TurnedDown): Promise<void> {
  const { message, details = [] } = error;
  const problems = problemsToKeep({ message, details, body: readable(body) });
  const same = { appKey, day: dayOf(at), operationId, code: error.code, proven };
  if (await again(same, problems, at)) return;
  // Nobody's: whoever makes up a key leaves nothing behind.
  if (!proven && !(await BusinessSystemModel.exists({ _id: appKey }))) return;
  const { day } = same;
  const full = (await SystemRefusalModel.countDocuments({ appKey, day })) >= MOST_A_DAY;
  await first(full ? { ...same, code: 'many' } : same, full ? [BEYOND] : problems, at);
}

type Same = Pick<SystemRefusalRecord, 'appKey' | 'day' | 'operationId' | 'proven'> & {
  code: ErrorCode | 'many';
};

const idOf = (same: Same, problems: readonly Problem[]): string =>
  createHash('sha256')
    .update(JSON.stringify([same, problems]))
    .digest('base64url');

async function again(same: Same, problems: readonly Problem[], at: Date): Promise<boolean> {
  const { matchedCount } = await SystemRefusalModel.updateOne(
    { _id: idOf(same, problems) },
    { $inc: { times: 1 }, $set: { lastAt: at } },
  );
  return matchedCount === 1;
}

async function first(same: Same, problems: Problem[], at: Date): Promise<void> {
  if (same.code === 'many' && (await again(same, problems, at))) return;
  try {
    await SystemRefusalModel.create([
      { _id: idOf(same, problems), ...same, problems, times: 1, firstAt: at, lastAt: at },
    ]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await again(same, problems, at);
  }
}

function readable(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** What was refused to a system since a day, the newest first. */
export const lastRefusals = (appKey: string, since: string, most: number): Promise<SystemRefusalRecord[]> =>
  SystemRefusalModel.find({ appKey, day: { $gte: since } })
    .sort({ lastAt: -1 })
    .limit(most)
    .lean<SystemRefusalRecord[]>();

/** How many requests were refused to a system on each day since one. */
export async function refusedDays(appKey: string, since: string): Promise<Map<string, number>> {
  const found = await SystemRefusalModel.find({ appKey, day: { $gte: since } }, { day: 1, times: 1 }).lean<
    Pick<SystemRefusalRecord, 'day' | 'times'>[]
  >();
  const days = new Map<string, number>();
  for (const { day, times } of found) days.set(day, (days.get(day) ?? 0) + times);
  return days;
}

/** What was refused longer ago is mended or forgotten. */
export const refusalRetention = (days: number): RetentionRule =>
  datedRule<SystemRefusalRecord>({
    name: 'system_refusals',
    what: '业务系统被拒绝的请求',
    days,
    model: SystemRefusalModel,
    field: 'lastAt',
  });
