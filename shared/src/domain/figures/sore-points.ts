import { ratingsIn, type Counts } from './counts.js';
import { poorWith, reasonOf, reasonsIn, tellingAnswers, type ReasonCode } from './reasons.js';

/** So many times at least the same goes wrong before it is called a sore point. */
export const LEAST_SORE = 3;
/** And it rose where it happened half as often again as before. */
const ROSE = 1.5;

/** What is counted of one item in a period, and in the one before it: how many ratings of each level, and their reasons. */
export interface SoreCounts {
  code: string;
  /** What the item is called: a word of its own name says nothing about it. */
  name: string;
  now: Counts;
  before: Counts;
}

/** One reason that comes up again and again at one item (堵点难点). */
export interface SorePoint {
  code: string;
  /** The option or answer that was chosen, or the word that was used. */
  reasonCode: ReasonCode;
  count: number;
  before: number;
  rose: boolean;
  /** Ratings of the item in the period that count. */
  ratings: number;
}

/**
 * Items and reasons that lie together: those of poor ratings that count, most frequent first; of equal ones what rose.
 * Source: 方案 二(四)1; FA-2.4.1-a.
 * @param all what was counted of everybody in the period: who answers as everybody does says nothing by it
 */
export function sorePointsOf(items: readonly SoreCounts[], all: Counts): SorePoint[] {
  const telling = tellingAnswers(all);
  const speaks = (code: ReasonCode, name: string): boolean => {
    const reason = reasonOf(code);
    if (reason.kind === 'answer') return telling.has(code);
    return reason.kind === 'option' || !name.includes(reason.word);
  };
  return items
    .flatMap(({ code, name, now, before }) =>
      reasonsIn(now)
        .filter((reason) => speaks(reason, name))
        .map((reasonCode): SorePoint => {
          const [count, earlier] = [poorWith(now, reasonCode), poorWith(before, reasonCode)];
          return {
            code,
            reasonCode,
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
        a.reasonCode.localeCompare(b.reasonCode),
    );
}
