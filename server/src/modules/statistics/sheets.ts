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
import { LevelSums, type SummedLevels } from './packed.js';

/** The subjects looked for on the sheets of a kind. */
export interface Looked {
  book: Book;
  kind: SubjectKind;
  from: Day;
  to: Day;
  /** One subject, or several that are one today (a region and those it took the place of). */
  codes?: readonly string[];
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
export async function readEntries({ book, kind, from, to, codes }: Looked): Promise<ReadEntry[]> {
  const among = within(book, from, to);
  const sheets = codes
    ? await SheetModel.aggregate<ReadSheet>([
        { $match: { book, kind, ...among } },
        { $project: { _id: 0, day: 1, entries: entriesOfCodes(codes) } },
      ])
    : await SheetModel.find({ book, kind, ...among }, { day: 1, entries: 1 }).lean<ReadSheet[]>();
  return sheets.flatMap(entriesOf).filter(({ until }) => until >= from && until <= to);
}

const within = (book: Book, from: Day, to: Day) =>
  book === 'full' ? { day: { $gte: from, $lte: to } } : { months: { $in: monthsOf(from, to) } };

/** The entries of some subjects, picked where they lie: a sheet may hold hundreds. */
const entriesOfCodes = (codes: readonly string[]) => ({
  $filter: { input: '$entries', cond: { $in: ['$$this.code', [...codes]] } },
});

type ReadSheet = Pick<SheetRecord, 'day' | 'entries'>;

const entriesOf = ({ day, entries }: ReadSheet): ReadEntry[] =>
  entries.map((entry) => ({ ...entry, until: entry.week ? lastDayOfWeek(entry.week) : day }));

/**
 * How many ratings of each level every subject of a kind has in a period, and if wanted why the poor ones were, or else what scores are
 * made of; nothing else of their sheets is read.
 */
export async function readLevels({
  book,
  kind,
  from,
  to,
  more = null,
}: Omit<Looked, 'codes'> & { more?: 'reasons' | 'scored' | null }): Promise<SummedLevels[]> {
  const fields = more === 'scored' ? { packed: 1, scored: 1 } : { packed: 1 };
  const sheets = await SheetModel.find({ book, kind, ...within(book, from, to) }, fields).lean<
    Pick<SheetRecord, 'packed' | 'scored'>[]
  >();
  const sums = new LevelSums();
  const known = new Map<string, boolean>();
  // In the book `full` the days were asked for; in `shown` an entry is of the week that opened it.
  const holds = (week: string): boolean => {
    if (week === '') return true;
    let held = known.get(week);
    if (held === undefined) {
      const last = lastDayOfWeek(week);
      held = last >= from && last <= to;
      known.set(week, held);
    }
    return held;
  };
  for (const { packed, scored } of sheets) {
    const counted = { reasons: packed.reasons, scored };
    sums.add({ ...packed, levels: bytesOf(packed.levels) }, holds, more && counted[more]);
  }
  return sums.result();
}

/** The driver hands bytes out in its own wrapping. */
const bytesOf = (stored: Uint8Array | { buffer: Uint8Array }): Uint8Array =>
  stored instanceof Uint8Array ? stored : stored.buffer;

/** The first month for which something has been opened; null where nothing has. */
export async function firstMonthShown(): Promise<string | null> {
  const months: string[] = await SheetModel.distinct('months', { book: 'shown', kind: 'city' });
  return months.sort()[0] ?? null;
}
