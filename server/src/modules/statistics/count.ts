import {
  dayStart,
  isPoor,
  lastDayOfWeek,
  type Day,
  type RatingTarget,
  type WorkCalendar,
} from '@haochaping/shared/domain';
import {
  DayCount,
  SUBJECT_KINDS,
  handlingOf,
  KIND_OF_CLASS,
  type Book,
  type Bucket,
  type Counts,
  type SubjectKind,
} from '@haochaping/shared/domain/figures/index';
import { countingAt, statesOfRatings } from '../cases/index.js';
import { servicesInvitedOn } from '../channels/index.js';
import { describeIn, directoryNow, type Directory } from '../directory/index.js';
import { ratingsOfDay, type CountedRating } from '../ratings/index.js';
import { SheetModel, sheetId, StatisticsDayModel, type SheetRecord } from './model.js';
import { packLevels, packScored } from './packed.js';
import { wordsIn } from './words.js';

/** What has no score needs nothing packed for one. */
const SCORED_KINDS: readonly SubjectKind[] = Object.values(KIND_OF_CLASS);
const BOOKS: readonly Book[] = ['full', 'shown'];

/** What the month is called that a week is told in: that of its last day. */
export const monthOfWeek = (week: string): string => lastDayOfWeek(week).slice(0, 7);

/** Counts one day from the facts as they stand now; nothing is kept. */
export async function countFacts(
  day: Day,
  calendar: WorkCalendar,
  now: Date,
): Promise<{ buckets: Bucket[]; ratings: number }> {
  const count = new DayCount();
  const directory = await directoryNow();
  const hallOf = halls(directory, dayStart(day));
  const counting = countingAt(now, calendar);
  let ratings = 0;
  for await (const piece of ratingsOfDay(day, now)) {
    const states = await statesOfRatings(piece.filter(mayHaveCase).map(({ id }) => id));
    for (const { id, texts, ...rating } of piece) {
      const state = states.get(id);
      const handling: Counts = state ? handlingOf(state, counting) : {};
      const words = wordsIn(texts, directory, now);
      count.rating({ ...rating, words, hall: hallOf(rating.attribution.targets), handling });
    }
    ratings += piece.length;
  }
  for await (const service of servicesInvitedOn(day))
    count.invited({ ...service, hall: hallOf(service.attribution.targets) });
  return { buckets: count.result(), ratings };
}

/** A case is opened for a poor rating alone. */
const mayHaveCase = ({ level }: CountedRating): boolean => isPoor(level);

/** The hall of the window among some targets, as the directory had it that day. */
function halls(directory: Directory, at: Date): (targets: readonly RatingTarget[]) => RatingTarget | null {
  const known = new Map<string, RatingTarget | null>();
  return (targets) => {
    const window = targets.find(({ kind }) => kind === 'window');
    if (!window || targets.some(({ kind }) => kind === 'hall')) return null;
    const found = known.get(window.code);
    if (found !== undefined) return found;
    const hallCode = directory.lookUp('windows', window.code, at)?.data.hallCode;
    const hall = hallCode ? describeIn(directory, { kind: 'hall', code: hallCode }, at) : null;
    known.set(window.code, hall);
    return hall;
  };
}

/**
 * Counts a dirty day anew and replaces its buckets. Stopped anywhere and repeated, it comes to the same; a fact that changed meanwhile
 * leaves the day dirty.
 */
export async function countDay(day: Day, calendar: WorkCalendar, now: Date): Promise<void> {
  const marks = (await StatisticsDayModel.findById(day).lean())?.marks ?? 0;
  const { buckets, ratings } = await countFacts(day, calendar, now);
  await SheetModel.bulkWrite(
    sheetsOf(day, buckets).map((sheet) => ({
      replaceOne: { filter: { _id: sheet._id }, replacement: sheet, upsert: true },
    })),
    { ordered: false },
  );
  await StatisticsDayModel.updateOne({ _id: day }, { $set: { countedAt: now, ratings } });
  const clean = await StatisticsDayModel.updateOne({ _id: day, marks }, { $unset: { dirtyAt: 1 } });
  // Whoever counted an older state last leaves the day dirty, also where another's count had called it clean.
  if (clean.matchedCount === 0) await StatisticsDayModel.updateOne({ _id: day }, { $min: { dirtyAt: now } });
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The sheets of a day, also those on which nothing stands: what stood there before is no more. */
export function sheetsOf(day: Day, buckets: readonly Bucket[]): SheetRecord[] {
  return BOOKS.flatMap((book) =>
    SUBJECT_KINDS.map((kind): SheetRecord => {
      const own = buckets
        .filter((bucket) => bucket.book === book && bucket.kind === kind)
        .sort((a, b) => compare(a.code, b.code) || compare(a.week ?? '', b.week ?? ''));
      const entries = own.map(({ code, name, institutionCode, regionCode, week, counts }) => ({
        code,
        name,
        institutionCode,
        regionCode,
        ...(week === undefined ? {} : { week }),
        counts,
      }));
      const months = own.flatMap(({ week }) => (week === undefined ? [] : [monthOfWeek(week)]));
      return {
        _id: sheetId(book, kind, day),
        book,
        kind,
        day,
        months: [...new Set(months)].sort(),
        entries,
        packed: packLevels(entries),
        scored: SCORED_KINDS.includes(kind) ? packScored(entries) : packScored([]),
      };
    }),
  );
}
