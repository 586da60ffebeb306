import { Schema, model } from 'mongoose';
import {
  veilsOfService,
  weekOf,
  type Attribution,
  type RatingTarget,
  type Served,
} from '@haochaping/shared/domain';
import { upserting, type Write } from '../../writes.js';

/**
 * One service event as something that may be rated: in which groups its applicant is a possible evaluator, and in which
 * week. Written beside the transaction from the same report, and again when it is reported again; it holds nothing that
 * the transaction does not hold, in a form that can be counted by group and week.
 */
export interface ServedRecord {
  /** `projectNo#serviceNumber`. */
  _id: string;
  week: string;
  applicant: string;
  groups: string[];
  /** The pool of each of these groups, in the same order. */
  pools: string[];
}

const servedSchema = new Schema<ServedRecord>(
  {
    _id: { type: String, required: true },
    week: { type: String, required: true },
    applicant: { type: String, required: true },
    groups: { type: [String], required: true },
    pools: { type: [String], required: true },
  },
  { versionKey: false, collection: 'served_events' },
);
servedSchema.index({ groups: 1, week: 1 });
servedSchema.index({ pools: 1, week: 1 });

export const ServedModel = model('Served', servedSchema);

export interface ServiceToCount {
  projectNo: string;
  serviceNumber: number;
  servedAt: Date;
  /** The person, however many telephone numbers they are known with. */
  personId: string;
  attribution: Attribution;
  /** The hall its window stands in; null where there is none. */
  hall: RatingTarget | null;
}

/** Keeps that somebody was served, for the count of possible evaluators. The same service again changes nothing. */
export function servedOnce(service: ServiceToCount): Write {
  const { projectNo, serviceNumber, servedAt, personId, attribution, hall } = service;
  const places = new Map(veilsOfService(attribution, hall).map(({ group, pool }) => [group, pool]));
  const record: Omit<ServedRecord, '_id'> = {
    week: weekOf(servedAt),
    applicant: personId,
    groups: [...places.keys()],
    pools: [...places.values()],
  };
  return upserting(ServedModel, { _id: `${projectNo}#${serviceNumber}` }, { $setOnInsert: record });
}

/** Weeks, both included. */
export interface Weeks {
  from: string;
  to: string;
}

/** Services of a pool in some weeks, one entry for each service and group. Cost: one indexed range, as long as the pool was busy then. */
export async function servedInPool(pool: string, weeks: Weeks): Promise<Served[]> {
  return entries({ pools: pool, ...within(weeks) }, (_, itsPool) => itsPool === pool);
}

/** Services of some groups in some weeks, one entry for each service and group. */
export async function servedInGroups(groups: readonly string[], weeks: Weeks): Promise<Served[]> {
  if (groups.length === 0) return [];
  const wanted = new Set(groups);
  return entries({ groups: { $in: [...groups] }, ...within(weeks) }, (group) => wanted.has(group));
}

/** The first week in which a pool was served; null when it never was. */
export async function firstWeekServed(pool: string): Promise<string | null> {
  const first = await ServedModel.findOne({ pools: pool }, { week: 1 })
    .sort({ week: 1 })
    .lean<ServedRecord>();
  return first?.week ?? null;
}

const within = ({ from, to }: Weeks) => ({ week: { $gte: from, $lte: to } });

async function entries(
  filter: Record<string, unknown>,
  wanted: (group: string, pool: string) => boolean,
): Promise<Served[]> {
  const found = await ServedModel.find(filter).lean<ServedRecord[]>();
  return found.flatMap(({ _id, week, applicant, groups, pools }) =>
    groups
      .filter((group, index) => wanted(group, pools[index] ?? ''))
      .map((group) => ({ id: _id, week, applicant, group })),
  );
}
