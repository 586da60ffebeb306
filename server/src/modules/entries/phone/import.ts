import { createHash } from 'node:crypto';
import type { PhoneImportReport } from '@haochaping/shared/contracts';
import {
  CITY,
  dayOf,
  daysBetween,
  isPoor,
  isServedBy,
  LEVEL_NAMES,
  PHONE_COLUMNS,
} from '@haochaping/shared/domain';
import { inTransaction } from '../../../database.js';
import type { StaffActor } from '../../../http/actor.js';
import { recordAudit } from '../../audit/index.js';
import { acceptRating, RatingModel, type RatingRecord } from '../../ratings/index.js';
import type { EntriesOptions } from '../options.js';
import { keyOfRecord, phoneIntake, placeRated, type PlaceRated } from './intake.js';
import { otherThanBefore, otherwise, type KeptBefore } from './kept-before.js';
import { readPhoneTable, type ReadRow, type RowError } from './table.js';
import { finderAt } from './targets.js';

const LISTED = 500;

interface Row {
  rating: ReadRow;
  place: PlaceRated;
  /** It was taken in before, the same. */
  known: boolean;
}

export interface PhoneFile {
  bytes: Buffer;
  contentType: string;
}

/**
 * Reads a table of the hotline and tells what would be taken in; with `commit` takes all of it in, or with a single error none.
 * What was taken in before, by its record's number, changes nothing.
 * @throws AppError `conflict` when somebody took one of them in at the same moment
 */
export async function importPhoneRatings(
  options: EntriesOptions,
  { bytes, contentType }: PhoneFile,
  { actor, network, commit }: { actor: StaffActor; network: string; commit: boolean },
  now: Date,
): Promise<PhoneImportReport> {
  const table = await readPhoneTable(bytes, contentType, await finderAt(now), now);
  const { rows, errors } = await judged(options, table.rows, actor, now);
  const all = [...table.errors, ...errors].sort((a, b) => a.row - b.row);
  const fresh = rows.filter(({ known }) => !known);
  const committed = commit && all.length === 0;
  if (committed && fresh.length > 0) {
    const by = { kind: 'staff', id: actor.accountId } as const;
    const intakes = fresh.map(({ rating, place }) =>
      phoneIntake(options, rating, place, { by, network }, now),
    );
    await inTransaction(async (session) => {
      for (const intake of intakes) await acceptRating(options.intake, intake, now, session);
    });
    await recordAudit({
      at: now,
      action: 'phone_ratings.imported',
      actor: by,
      subject: { kind: 'phoneImport', id: createHash('sha256').update(bytes).digest('hex').slice(0, 32) },
      detail: { rows: table.count, changed: fresh.length },
    });
  }
  return {
    committed,
    rows: table.count,
    fresh: fresh.length,
    known: rows.length - fresh.length,
    poor: fresh.filter(({ rating }) => isPoor(rating.level)).length,
    unread: table.unread,
    errorCount: all.length,
    errors: all.slice(0, LISTED),
    shown: rows.slice(0, LISTED).map((row) => presentRow(row, now)),
  };
}

const presentRow = ({ rating, place, known }: Row, now: Date): PhoneImportReport['shown'][number] => ({
  row: rating.row,
  recordNo: rating.recordNo,
  ratedAt: rating.ratedAt.toISOString(),
  daysLate: daysBetween(dayOf(rating.ratedAt), dayOf(now)),
  title: place.title,
  place: place.place,
  level: rating.level,
  levelName: LEVEL_NAMES[rating.level],
  known,
});

/** The rows with what they rate, and what is wrong with them beyond their cells. */
async function judged(
  { keys }: EntriesOptions,
  ratings: readonly ReadRow[],
  actor: StaffActor,
  now: Date,
): Promise<{ rows: Row[]; errors: RowError[] }> {
  const keyed = ratings.map((rating) => keyOfRecord(keys, rating.recordNo));
  const kept = await RatingModel.find(
    { intakeKey: { $in: keyed } },
    { intakeKey: 1, level: 1, ratedAt: 1, attribution: 1, details: 1 },
  ).lean<(KeptBefore & Pick<RatingRecord, 'intakeKey'>)[]>();
  const keptBefore = new Map(kept.map((one) => [one.intakeKey, one]));
  const errors: RowError[] = [];
  const rows: Row[] = [];
  for (const [index, rating] of ratings.entries()) {
    const place = await placeRated(rating.target, rating.ratedAt, now, 'target');
    const before = keptBefore.get(keyed[index] ?? '');
    const wrong = refusedRow(place, actor) ?? (before ? keptOtherwise(before, rating) : null);
    if (wrong) errors.push({ row: rating.row, ...wrong });
    else rows.push({ rating, place, known: before !== undefined });
  }
  return { rows, errors };
}

/** What was taken in before stays as it is: a row that says otherwise is for a person to look at. */
function keptOtherwise(before: KeptBefore, rating: ReadRow): Omit<RowError, 'row'> | null {
  const others = otherThanBefore(before, rating);
  const [first] = others;
  if (!first) return null;
  return {
    column: PHONE_COLUMNS[first.column].headings[0],
    problem: otherwise(others),
    remedy: '以前的没有改。请核对编号：真是另一条，用它自己的编号；是同一条，删去这一行',
  };
}

function refusedRow({ attribution }: PlaceRated, actor: StaffActor): Omit<RowError, 'row'> | null {
  const { targets } = attribution;
  if (isServedBy(targets, actor))
    return { column: '评价对象', problem: '评的是您自己的窗口', remedy: '请交给同事导入' };
  const cities = actor.regionCodes.includes(CITY);
  if (cities || targets.some(({ regionCode }) => actor.regionCodes.includes(regionCode))) return null;
  return { column: '评价对象', problem: '是别的区县的', remedy: '请交给那里的中心，或市里的中心导入' };
}
