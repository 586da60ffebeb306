import { Schema, model, type Model, type QueryFilter } from 'mongoose';
import { isDuplicateKey } from '../database.js';
import type { Schedule } from './schedule.js';

/** One thing that is kept for a while only (PIPL article 19). */
export interface RetentionRule {
  name: string;
  /** What is removed, in Chinese. */
  what: string;
  /** How long it is kept. */
  days: number;
  /**
   * Looks at the next few from before the cutoff, in the order of their ids. `ids` are those that nobody needs any more;
   * `last` is where to go on, undefined at the end.
   */
  due(cutoff: Date, after: string | undefined): Promise<{ ids: string[]; last: string | undefined }>;
  /** Removes them; those that are gone already are fine. */
  remove(ids: string[]): Promise<void>;
}

const BATCH = 200;

/** A rule over the documents of one model, by the date in one of their fields. */
export function datedRule<T>(spec: {
  name: string;
  what: string;
  days: number;
  /** The compiled model of T, whose ids are strings. */
  model: Pick<Model<T>, 'modelName'>;
  field: keyof T & string;
  /** Which documents it is about, besides their age. */
  where?: QueryFilter<T>;
  /** Those of these ids that are still needed. */
  needed?: (ids: string[]) => Promise<ReadonlySet<string>>;
  /** Instead of deleting the documents. */
  remove?: RetentionRule['remove'];
}): RetentionRule {
  const documents = spec.model as unknown as Model<{ _id: string }>;
  const { name, what, days, field, where = {}, needed, remove } = spec;
  return {
    name,
    what,
    days,
    async due(cutoff, after) {
      const old = { ...where, [field]: { $lt: cutoff }, ...(after ? { _id: { $gt: after } } : {}) };
      const found = await documents
        .find(old as QueryFilter<{ _id: string }>, { _id: 1 })
        .sort({ _id: 1 })
        .limit(BATCH)
        .lean<{ _id: string }[]>();
      const ids = found.map(({ _id }) => _id);
      const kept = needed && ids.length > 0 ? await needed(ids) : new Set<string>();
      return { ids: ids.filter((id) => !kept.has(id)), last: ids.at(-1) };
    },
    remove:
      remove ??
      (async (ids) => {
        await documents.deleteMany({ _id: { $in: ids } });
      }),
  };
}

export interface RuleReport {
  name: string;
  what: string;
  days: number;
  /** Everything from before this instant was looked at. */
  until: Date;
  removed: number;
  /** About to be removed: written before, so that a crash neither forgets nor counts twice. */
  inHand: string[];
  after?: string | null;
  done: boolean;
}

/** What one run removed. */
export interface RetentionReportRecord {
  /** The instant it was due. */
  _id: string;
  startedAt: Date;
  finishedAt?: Date | null;
  rules: RuleReport[];
  /** Raised with every change: of two workers only one goes on. */
  version: number;
}

const reportSchema = new Schema<RetentionReportRecord>(
  {
    _id: { type: String, required: true },
    startedAt: { type: Date, required: true },
    finishedAt: Date,
    rules: [
      new Schema<RuleReport>(
        {
          name: { type: String, required: true },
          what: { type: String, required: true },
          days: { type: Number, required: true },
          until: { type: Date, required: true },
          removed: { type: Number, required: true },
          inHand: { type: [String], default: [] },
          after: String,
          done: { type: Boolean, required: true },
        },
        { _id: false },
      ),
    ],
    version: { type: Number, required: true },
  },
  { versionKey: false, collection: 'retention_reports' },
);
reportSchema.index({ startedAt: -1, _id: 1 });
export const RetentionReportModel = model('RetentionReport', reportSchema);

export interface RetentionOptions {
  rules: readonly RetentionRule[];
  nextAfter: Schedule['nextAfter'];
  now: () => Date;
  /** Writes the audit entry of a finished run: how many were removed by each rule. */
  record(reportId: string, removed: Record<string, number>, at: Date): Promise<void>;
}

const DAY_MS = 86_400_000;
export const RETENTION = 'retention';
const cutoffOf = ({ days }: RetentionRule, now: Date) => new Date(now.getTime() - days * DAY_MS);

/** The schedule that carries out the retention periods and writes a report of each run. */
export function retentionSchedule(options: RetentionOptions): Schedule {
  return {
    name: RETENTION,
    what: '按保存期限清理',
    nextAfter: options.nextAfter,
    step: (dueAt) => oneStep(options, dueAt.toISOString()),
  };
}

/** How many each rule would remove now; removes nothing. */
export async function previewRetention(
  rules: readonly RetentionRule[],
  now: Date,
): Promise<{ what: string; days: number; until: Date; due: number }[]> {
  const previews = [];
  for (const rule of rules) {
    const until = cutoffOf(rule, now);
    let due = 0;
    let after: string | undefined;
    do {
      const batch = await rule.due(until, after);
      due += batch.ids.length;
      after = batch.last;
    } while (after !== undefined);
    previews.push({ what: rule.what, days: rule.days, until, due });
  }
  return previews;
}

async function oneStep(options: RetentionOptions, id: string): Promise<'more' | 'done'> {
  const report = await reportOf(options, id);
  if (report.finishedAt) return 'done';
  const index = report.rules.findIndex(({ done }) => !done);
  const state = report.rules[index];
  if (!state) {
    const finishedAt = options.now();
    const removed = Object.fromEntries(report.rules.map((one) => [one.name, one.removed]));
    await options.record(id, removed, finishedAt); // before it counts as finished: told twice rather than never
    await change(report, { finishedAt });
    return 'done';
  }
  const rule = options.rules.find(({ name }) => name === state.name);
  const put = (fields: Partial<RuleReport>) =>
    change(
      report,
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [`rules.${index}.${name}`, value])),
    );
  if (!rule)
    await put({ done: true }); // taken out of the program since the run began
  else if (state.inHand.length > 0) {
    await rule.remove(state.inHand);
    await put({ inHand: [], removed: state.removed + state.inHand.length });
  } else {
    const { ids, last } = await rule.due(state.until, state.after ?? undefined);
    await put(last === undefined ? { done: true } : { inHand: ids, after: last });
  }
  return 'more';
}

async function reportOf({ rules, now }: RetentionOptions, id: string): Promise<RetentionReportRecord> {
  const known = await RetentionReportModel.findById(id).lean<RetentionReportRecord>();
  if (known) return known;
  const startedAt = now();
  const report: RetentionReportRecord = {
    _id: id,
    startedAt,
    rules: rules.map((rule) => ({
      name: rule.name,
      what: rule.what,
      days: rule.days,
      until: cutoffOf(rule, startedAt),
      removed: 0,
      inHand: [],
      done: false,
    })),
    version: 0,
  };
  try {
    await RetentionReportModel.create(report);
    return report;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return reportOf({ rules, now } as RetentionOptions, id);
  }
}

/** Nothing happens when another worker, whose lease is the good one, has gone on meanwhile. */
async function change(
  { _id, version }: RetentionReportRecord,
  fields: Record<string, unknown>,
): Promise<void> {
  await RetentionReportModel.updateOne({ _id, version }, { $set: fields, $inc: { version: 1 } });
}
