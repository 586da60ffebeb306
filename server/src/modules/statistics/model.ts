import { Schema, model } from 'mongoose';
import type { Day } from '@haochaping/shared/domain';
import type { Book, Counts, SubjectKind } from '@haochaping/shared/domain/figures/index';

/** Whether a day's buckets are to be counted anew. */
export interface StatisticsDayRecord {
  _id: Day;
  /** How often a fact of the day changed: a count that began before the last change leaves the day dirty. */
  marks: number;
  /** Since when it is dirty; absent when it is not. */
  dirtyAt?: Date;
  /** When the buckets were last counted, and from how many ratings. */
  countedAt?: Date;
  ratings?: number;
}

/** One bucket of a sheet. */
export interface SheetEntry {
  code: string;
  name: string;
  institutionCode: string;
  regionCode: string;
  week?: string;
  counts: Counts;
}

/**
 * The levels of all entries of a sheet in a row of numbers, with who they belong to: a year of lists is some hundred sheets of some hundred
 * entries, and to read each entry as a record of its own takes ten times as long.
 */
export interface PackedLevels {
  codes: string;
  names: string;
  institutionCodes: string;
  regionCodes: string;
  /** Of the book `shown`: the week of each entry. */
  weeks: string;
  /** Little-endian 32-bit numbers, one for each level counter of each entry. */
  levels: Uint8Array;
  /** The reasons of poor ratings, as JSON: the row of an entry, and what was counted of it; of most entries nothing. */
  reasons: string;
}

/**
 * All buckets of one book and kind of subject that were counted from one day's facts. One document a kind, not one a bucket: thirty days
 * of every item of the city are thirty documents, whatever was rated (adr/039).
 */
export interface SheetRecord {
  _id: string;
  book: Book;
  kind: SubjectKind;
  day: Day;
  /** Of the book `shown`: the months in which its weeks end. */
  months: string[];
  entries: SheetEntry[];
  /** How many ratings of each level, for lists: they read nothing else. */
  packed: PackedLevels;
  /** What scores are made of beside levels, packed like the reasons; read by nothing else. */
  scored: string;
}

const daySchema = new Schema<StatisticsDayRecord>(
  {
    _id: { type: String, required: true },
    marks: { type: Number, required: true },
    dirtyAt: Date,
    countedAt: Date,
    ratings: Number,
  },
  { versionKey: false, collection: 'statistics_days' },
);
daySchema.index({ dirtyAt: 1 }, { sparse: true });
export const StatisticsDayModel = model('StatisticsDay', daySchema);

const sheetSchema = new Schema<SheetRecord>(
  {
    _id: { type: String, required: true },
    book: { type: String, enum: ['full', 'shown'], required: true },
    kind: { type: String, required: true },
    day: { type: String, required: true },
    months: { type: [String], required: true },
    entries: { type: [Schema.Types.Mixed], required: true } as never,
    packed: { type: Schema.Types.Mixed, required: true } as never,
    scored: { type: String, required: true },
  },
  { versionKey: false, collection: 'statistics_sheets', minimize: false },
);
sheetSchema.index({ book: 1, kind: 1, day: 1 });
sheetSchema.index({ book: 1, kind: 1, months: 1 });
export const SheetModel = model('StatisticsSheet', sheetSchema);

export const sheetId = (book: Book, kind: SubjectKind, day: Day): string => `${book}|${kind}|${day}`;

/** That the records of some days are invented, for a demo: every page with figures says so. */
export interface InventedCityRecord {
  _id: 'city';
  from: Day;
  to: Day;
  at: Date;
}
export const InventedCityModel = model(
  'InventedCity',
  new Schema<InventedCityRecord>(
    {
      _id: { type: String, required: true },
      from: { type: String, required: true },
      to: { type: String, required: true },
      at: { type: Date, required: true },
    },
    { versionKey: false, collection: 'invented_city' },
  ),
);
