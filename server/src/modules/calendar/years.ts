import {
  dayOf,
  missingYear,
  SEED_YEARS,
  workCalendar,
  type CalendarYear,
  type MissingYear,
  type WorkCalendar,
} from '@haochaping/shared/domain';
import { ImportedYearModel, type ImportedYearRecord } from './model.js';

/** A year as it counts now, and which import it comes from. */
export interface YearInForce extends CalendarYear {
  /** 0 for a year that came with the system. */
  revision: number;
  imported: { at: Date; by: string } | null;
}

/** Every year that is covered, ascending: the latest import of it, else what came with the system. */
export async function yearsInForce(): Promise<YearInForce[]> {
  const imports = await ImportedYearModel.find({}, { text: 0, audit: 0, pending: 0, dead: 0 })
    .sort({ revision: 1 })
    .lean<ImportedYearRecord[]>();
  const byYear = new Map<number, YearInForce>(
    SEED_YEARS.map((year) => [year.year, { ...year, revision: 0, imported: null }]),
  );
  for (const { year, daysOff, workdays, source, revision, at, by } of imports)
    byYear.set(year, { year, daysOff, workdays, source, revision, imported: { at, by } });
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}

/** The calendar that deadlines are counted by now. Read anew for each count: an import holds from its next use on, in every process. */
export async function workCalendarNow(): Promise<WorkCalendar> {
  return workCalendar(await yearsInForce());
}

/** The year an administrator is asked for at this instant, or null. */
export async function calendarMissing(now: Date): Promise<MissingYear | null> {
  return missingYear(dayOf(now), await workCalendarNow());
}
