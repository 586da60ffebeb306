import {
  decideWeek,
  quarterOf,
  weekEnd,
  weekOf,
  weekPlus,
  weekStart,
  type Level,
  type Served,
  type Tile,
  type VeilState,
} from '@haochaping/shared/domain';
import { arrivedWithin, chanceOfLevel, type Visit } from './year.js';

/**
 * The curious clerk, as clever as we can make one. Holds the queue log of the whole unit, knows the rule by heart (it is
 * published) and so which items gave way, knows how soon people rate and what makes them angry, saw the faces at the own
 * window, and looked at the list again and again, so that it knows before which instant a rating must have been given.
 */
export interface SeenRating {
  id: string;
  institution: string;
  /** Null where the item is not named. */
  item: string | null;
  from: string;
  to: string;
  level: Level;
  /** The end of the last look at the list that did not show it yet, and the first look that did. */
  firstSeen: Date;
}

const DAY_MS = 86_400_000;

/** What the clerk weighs; each combination is a strategy, the best one counts. */
export interface Strategy {
  name: string;
  /** Think of when a rating of this visit would have come. */
  timing: boolean;
  /** Think of the wait and of the face. */
  level: boolean;
  /** A visit is rated once: take the surest guesses first and strike the visit off. */
  elimination: boolean;
}

export const STRATEGIES: readonly Strategy[] = [
  { name: 'who came most often', timing: false, level: false, elimination: false },
  { name: 'timing', timing: true, level: false, elimination: false },
  { name: 'level', timing: false, level: true, elimination: false },
  { name: 'timing and level', timing: true, level: true, elimination: false },
  { name: 'timing, level and elimination', timing: true, level: true, elimination: true },
];

/** Which visits may stand behind an unnamed rating: the clerk runs the published rule over the own queue log. */
export class QueueLog {
  private readonly byItem = new Map<string, Visit[]>();
  private readonly tiles = new Map<string, Tile[]>();
  private readonly weeks = new Map<Visit, string>();
  private readonly known = new Map<string, Visit[]>();

  constructor(
    private readonly visits: readonly Visit[],
    firstWeek: string,
  ) {
    for (const visit of visits) {
      this.byItem.set(visit.item, [...(this.byItem.get(visit.item) ?? []), visit]);
      this.weeks.set(visit, weekOf(visit.at));
    }
    for (const institution of new Set(visits.map((visit) => visit.institution)))
      this.tiles.set(
        institution,
        tilesOf(
          visits.filter((one) => one.institution === institution),
          firstWeek,
        ),
      );
  }

  /** Visits a rating may come from: of its item, or of every item that gave way, up to its period's end. */
  behind(seen: SeenRating): Visit[] {
    const key = [seen.institution, seen.item, seen.from, seen.to].join('|');
    const known = this.known.get(key) ?? this.search(seen);
    this.known.set(key, known);
    return known;
  }

  private search(seen: SeenRating): Visit[] {
    const until = weekEnd(seen.to);
    const since = new Date(weekStart(seen.from).getTime() - 30 * DAY_MS);
    const of = seen.item === null ? this.unnamed(seen) : (this.byItem.get(seen.item) ?? []);
    return of.filter(({ at }) => at >= since && at < until);
  }

  private unnamed({ institution, from, to }: SeenRating): Visit[] {
    const named = (this.tiles.get(institution) ?? []).filter(({ group }) => group !== null);
    return this.visits.filter((visit) => {
      if (visit.institution !== institution) return false;
      const week = this.weeks.get(visit) ?? '';
      if (week < from || week > to) return week < from;
      return !named.some((tile) => tile.group === visit.item && tile.from <= week && week <= tile.to);
    });
  }
}

function tilesOf(visits: readonly Visit[], firstWeek: string): Tile[] {
  const served: Served[] = visits.map(({ id, item, person, at }) => ({
    id,
    group: item,
    applicant: person,
    week: weekOf(at),
  }));
  const tiles: Tile[] = [];
  let state: VeilState = { next: quarterOf(firstWeek).from, closed: {}, carried: null };
  const last = served.reduce((latest, { week }) => (week > latest ? week : latest), firstWeek);
  while (state.next <= quarterOf(last).to) {
    const decided = decideWeek(
      state,
      served.filter(({ week }) => week >= quarterOf(state.next).from && week <= state.next),
    );
    tiles.push(...decided.tiles);
    state = { ...decided.state, next: weekPlus(state.next, 1) };
  }
  return tiles;
}

/** The chance that this visit, if rated, gave exactly such a rating, up to a factor that is the same for all. */
function weigh(visit: Visit, seen: SeenRating, { timing, level }: Strategy): number {
  const days = (instant: Date) => (instant.getTime() - visit.at.getTime()) / DAY_MS;
  const until = weekEnd(seen.to) < seen.firstSeen ? weekEnd(seen.to) : seen.firstSeen;
  const inPeriod = visit.at >= weekStart(seen.from);
  const chance = timing
    ? arrivedWithin(days(until)) - arrivedWithin(days(weekStart(seen.from)))
    : Number(inPeriod);
  return chance * (level ? chanceOfLevel(seen.level, visit) : 1);
}

/** The clerk's guess for each rating: a person, or nothing where nobody comes into question. */
export function guess(
  log: QueueLog,
  ratings: readonly SeenRating[],
  strategy: Strategy,
): Map<string, string> {
  const weighed = ratings.map((seen) => ({
    seen,
    visits: log.behind(seen).map((visit) => ({ visit, weight: weigh(visit, seen, strategy) })),
  }));
  const sure = ({ visits }: (typeof weighed)[number]) => {
    const all = visits.reduce((sum, { weight }) => sum + weight, 0);
    return Math.max(0, ...visits.map(({ weight }) => weight / (all || 1)));
  };
  if (strategy.elimination) {
    const sureness = new Map(weighed.map((one) => [one, sure(one)]));
    weighed.sort((a, b) => (sureness.get(b) ?? 0) - (sureness.get(a) ?? 0));
  }
  const struck = new Set<string>();
  const guesses = new Map<string, string>();
  for (const { seen, visits } of weighed) {
    const left = visits.filter(({ visit }) => !struck.has(visit.id));
    const best = likeliest(left);
    if (!best) continue;
    guesses.set(seen.id, best);
    if (!strategy.elimination) continue;
    const own = left.filter(({ visit }) => visit.person === best).sort((a, b) => b.weight - a.weight)[0];
    if (own) struck.add(own.visit.id);
  }
  return guesses;
}

function likeliest(visits: { visit: Visit; weight: number }[]): string | undefined {
  const persons = new Map<string, number>();
  for (const { visit, weight } of visits)
    if (weight > 0) persons.set(visit.person, (persons.get(visit.person) ?? 0) + weight);
  return [...persons].sort(([, a], [, b]) => b - a)[0]?.[0];
}
