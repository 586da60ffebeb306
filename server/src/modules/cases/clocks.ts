import type { QueryFilter } from 'mongoose';
import { CaseModel, type CaseRecord } from './model.js';

/**
 * Has the worker look at the clocks of open cases now: after a calendar was imported, or an officer went on leave. Whoever is at
 * one of them this moment looks once more, since they may have begun by what was known before.
 */
export async function wakeClocks(filter: QueryFilter<CaseRecord>, now: Date): Promise<void> {
  await CaseModel.updateMany(
    { ...filter, open: true, 'pending.kind': 'clock' },
    { $set: { 'pending.$[clock].notBefore': now, 'pending.$[clock].owner': null } },
    { arrayFilters: [{ 'clock.kind': 'clock' }] },
  );
}

/** Counts again what lists are sorted by, by the calendar of now: the effect of an imported year. */
export async function recountCases(now: Date): Promise<'done'> {
  await wakeClocks({}, now);
  return 'done';
}
