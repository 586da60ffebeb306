import {
  dayOf,
  dayStart,
  lastDayOfWeek,
  monthPlus,
  weekOf,
  weekStart,
  type Day,
} from '@haochaping/shared/domain';
import type { Book, SubjectKind } from '@haochaping/shared/domain/figures/index';
import { SheetModel, type SheetEntry, type SheetRecord } from './model.js';

/** The subjects looked for on the sheets of a kind. */
export interface Looked {
  book: Book;
  kind: SubjectKind;
  from: Day;
  to: Day;
  /** One subject, or several that are one today (a region and those it took the place of). */
  codes?: readonly string[];
  /** Only how many ratings of each level, not of which channel and why. */
  levelsOnly?: boolean;
}

/** A bucket with the last day of what it tells of: its own day, or the last of the week it was opened with. */
export interface ReadEntry extends SheetEntry {
  until: Day;
}

/** The months two days lie in, and those between. */
export function monthsOf(from: Day, to: Day): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthPlus(month, 1)) months.push(month);
  return months;
}

/** The first and the last day of the week a day lies in. */
export const weekAround = (day: Day): { from: Day; to: Day } => {
  const week = weekOf(dayStart(day));
  return { from: dayOf(weekStart(week)), to: lastDayOfWeek(week) };
};

/**
 * The buckets of a period, read from their sheets alone: what it costs does not grow with the number of ratings. Of the book `shown` those
 * whose week ends in the period.
 */
export async function readEntries({
  book,
  kind,
  from,
  to,
  codes,
  levelsOnly = false,
}: Looked): Promise<ReadEntry[]> {
  const among = book === 'full' ? { day: { $gte: from, $lte: to } } : { months: { $in: monthsOf(from, to) } };
  const sheets = codes
    ? await SheetModel.aggregate<ReadSheet>([
        { $match: { book, kind, ...among } },
        { $project: { _id: 0, day: 1, entries: of(codes, 'entries'), more: of(codes, 'more') } },
      ])
    : await SheetModel.find({ book, kind, ...among }, levelsOnly ? { more: 0 } : {}).lean<ReadSheet[]>();
  return sheets.flatMap(entriesOf).filter(({ until }) => until >= from && until <= to);
}

/** The entries of some subjects, picked where they lie: a sheet may hold hundreds. */
const of = (codes: readonly string[], field: 'entries' | 'more') => ({
  $filter: { input: `$${field}`, cond: { $in: ['$$this.code', [...codes]] } },
});

type ReadSheet = Pick<SheetRecord, 'day' | 'entries'> & Partial<Pick<SheetRecord, 'more'>>;

/** What was counted of the same entry stands at the same place of both lists. */
const entriesOf = ({ day, entries, more = [] }: ReadSheet): ReadEntry[] =>
  entries.map((entry, place) => ({
    ...entry,
    counts: { ...entry.counts, ...more[place]?.counts },
    until: entry.week ? lastDayOfWeek(entry.week) : day,
  }));

/** The first month for which something has been opened; null where nothing has. */
export async function firstMonthShown(): Promise<string | null> {
  const months: string[] = await SheetModel.distinct('months', { book: 'shown', kind: 'city' });
  return months.sort()[0] ?? null;
}
