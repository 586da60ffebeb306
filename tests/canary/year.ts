import { weekPlus, weekStart, type Level } from '@haochaping/shared/domain';

/** A simulated year of services and ratings, skewed as real ones are: busy and rare items, large and tiny units, agencies. */

/** One line of the queue log, which the attacker holds: who was served for what, when, at which window, after what wait. */
export interface Visit {
  id: string;
  institution: string;
  item: string;
  person: string;
  at: Date;
  waited: 'short' | 'long';
  /** What the clerk could read in the face, for the visits at the clerk's own window; null for those at others. */
  mood: 'content' | 'angry' | null;
}

/** What really happened: which visit was rated, when, and how. */
export interface TrueRating {
  visit: Visit;
  at: Date;
  level: Level;
  /** Words added later, on another day. */
  laterWords: Date | null;
}

const DAY_MS = 86_400_000;
export const WEEKS = 52;

/** Units by the number of visits in a year, and how many different items they do. */
const UNITS = [
  { institution: 'large', visits: 2500, items: 14 },
  { institution: 'middle', visits: 1200, items: 20 },
  { institution: 'small', visits: 500, items: 25 },
  { institution: 'tiny', visits: 250, items: 12 },
] as const;

/** Reproducible random numbers in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An item by its rank: the n-th is asked for 1/n as often as the first (Zipf). */
function skewed(random: () => number, items: number): number {
  const weights = Array.from({ length: items }, (_, n) => 1 / (n + 1) ** 1.2);
  let drawn = random() * weights.reduce((sum, one) => sum + one, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (drawn -= weight) < 0),
  );
}

/** The visits of the year that begins with a week, in order of time. One in twelve is an agency's. */
export function visitsOf(firstWeek: string, random: () => number): Visit[] {
  const begin = weekStart(firstWeek).getTime();
  const visits = UNITS.flatMap(({ institution, visits: count, items }) =>
    Array.from({ length: count }, (_, n): Visit => {
      const day = Math.floor(random() * WEEKS) * 7 + Math.floor(random() * 5);
      const agency = random() < 1 / 12;
      const own = random() < 0.2;
      const waited = random() < 0.25 ? 'long' : 'short';
      const angry = random() < (waited === 'long' ? 0.4 : 0.06);
      return {
        id: `${institution}-${n}`,
        institution,
        item: `${institution}-item-${skewed(random, items)}`,
        person: agency
          ? `${institution}-agency-${Math.floor(random() * 3)}`
          : `${institution}-person-${Math.floor(random() * count * 0.8)}`,
        at: new Date(begin + day * DAY_MS + (8 + random() * 9) * 3_600_000),
        waited,
        mood: own ? (angry ? 'angry' : 'content') : null,
      };
    }),
  );
  return visits.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** How a level depends on what the attacker knows of a visit: the strength of the hint is part of the attack. */
export function chanceOfLevel(level: Level, visit: Pick<Visit, 'waited' | 'mood'>): number {
  const poor =
    visit.mood === 'angry' ? 0.6 : visit.mood === 'content' ? 0.04 : visit.waited === 'long' ? 0.27 : 0.07;
  return level <= 2 ? poor / 2 : (1 - poor) / 3;
}

function levelOf(visit: Visit, random: () => number): Level {
  let drawn = random();
  for (const level of [1, 2, 3, 4] as const) if ((drawn -= chanceOfLevel(level, visit)) < 0) return level;
  return 5;
}

/** How likely a rating is to come so many days after the visit, or sooner: three in four at once, the rest within a month. */
export function arrivedWithin(days: number): number {
  if (days <= 0) return 0;
  return days < 0.1 ? 0.75 : Math.min(1, 0.75 + 0.25 * (1 - Math.exp(-days / 6)) * 1.007);
}

function delayMs(random: () => number): number {
  if (random() < 0.75) return random() * 0.05 * DAY_MS;
  return Math.min(29, -Math.log(1 - random()) * 6) * DAY_MS;
}

/** So many of the visits are rated, whoever was served, within the simulated year. */
export function ratingsOf(
  visits: Visit[],
  count: number,
  firstWeek: string,
  random: () => number,
): TrueRating[] {
  const end = weekStart(weekPlus(firstWeek, WEEKS)).getTime();
  const shuffled = visits.map((visit) => ({ visit, key: random() })).sort((a, b) => a.key - b.key);
  const ratings: TrueRating[] = [];
  for (const { visit } of shuffled) {
    if (ratings.length === count) break;
    const at = new Date(visit.at.getTime() + delayMs(random));
    if (at.getTime() >= end) continue;
    const laterWords = random() < 0.1 ? new Date(at.getTime() + (1 + random() * 20) * DAY_MS) : null;
    ratings.push({ visit, at, level: levelOf(visit, random), laterWords });
  }
  return ratings.sort((a, b) => a.at.getTime() - b.at.getTime());
}
