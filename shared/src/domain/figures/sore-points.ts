import { optionAdopted, optionsIn, countIn, ratingsIn, type Counts } from './counts.js';

/** So many times at least the same goes wrong before it is called a sore point. */
export const LEAST_SORE = 3;
/** And it rose where it happened half as often again as before. */
const ROSE = 1.5;

/** What is counted of one item in a period, and in the period of the same length before it. */
export interface SoreCounts {
  code: string;
  now: Counts;
  before: Counts;
}

/** One reason that comes up again and again at one item (堵点难点). */
export interface SorePoint {
  code: string;
  /** The option that was chosen. */
  option: string;
  count: number;
  before: number;
  rose: boolean;
  /** Ratings of the item in the period that count. */
  ratings: number;
}

/** Whether a reason is one of a poor rating: a code begins with its level. */
export const isPoorOption = (option: string): boolean => option.startsWith('1') || option.startsWith('2');

/**
 * Items and reasons that lie together: those of poor ratings that count, most frequent first; of equal ones what rose.
 * Source: 方案 二(四)1; FA-2.4.1-a.
 */
export function sorePointsOf(items: readonly SoreCounts[]): SorePoint[] {
  return items
    .flatMap(({ code, now, before }) =>
      optionsIn(now)
        .filter(isPoorOption)
        .map((option): SorePoint => {
          const chosen = optionAdopted(option);
          const [count, earlier] = [countIn(now, chosen), countIn(before, chosen)];
          return {
            code,
            option,
            count,
            before: earlier,
            rose: count >= ROSE * earlier,
            ratings: ratingsIn(now, 'adopted'),
          };
        }),
    )
    .filter(({ count }) => count >= LEAST_SORE)
    .sort(
      (a, b) =>
        b.count - a.count ||
        a.before - b.before ||
        a.code.localeCompare(b.code) ||
        a.option.localeCompare(b.option),
    );
}
