import { answeringInstitutions, type Attribution, type RatingTarget } from '../rating/attribution.js';
import { quarterOf, weekEnd, weekPlus } from '../calendar/week.js';

/**
 * The veil: how a rating is described to the people it is about, so that the description fits many who were served and
 * not one. Everything here is decided from who was SERVED, never from who rated: the pattern of what is shown tells
 * nothing that the queue log does not tell already.
 *
 * Weeks of one group (an item of a unit, or a place) are closed from the front into tiles: a tile ends with the first
 * week in which enough people have been served since the last tile. Tiles are disjoint and never taken back, so that no
 * two of them can be subtracted from each other. What has not closed by the end of a quarter gives way to its pool: the
 * ratings of all groups of the unit that were too small, described as “one item of this unit”; a pool that is still too
 * small is carried to the next quarter's end. The pool counts only those served for groups that gave way, since whoever
 * reads “one item” knows that it is none of those shown by name.
 * Source: domain rules on the evaluator's privacy; FA-3.3-c.
 */

/** The promise: whoever holds the queue log guesses the evaluator no better than one in k. */
export const ONE_IN = 5;

/**
 * How many equally likely evaluators a description must fit. Three times k: a level, a word or a face that makes somebody
 * three times as likely as the others still leaves one in k. With twice k the simulated clerk of `tests/canary`, who saw
 * the faces at the own window, still guessed poor ratings a little better than one in five.
 */
export const POSSIBLE_EVALUATORS = 3 * ONE_IN;

/** Where a rating, or a service that may be rated, belongs: its group, and the pool the group gives way to. */
export interface VeilPlace {
  group: string;
  pool: string;
}

const unitOf = (attribution: Attribution) => answeringInstitutions(attribution).sort().join('+');

/** Where a rating of a service event belongs: its item (or package) at the institutions that answer for it together. */
function eventPlace(attribution: Attribution): VeilPlace {
  const unit = unitOf(attribution);
  const subject =
    attribution.targets.find(({ kind }) => kind === 'package') ??
    attribution.targets.find(({ kind }) => kind === 'item');
  return { group: `event|${unit}|${subject?.kind ?? ''}:${subject?.code ?? ''}`, pool: `event|${unit}` };
}

/** Where a rating belongs. A printed code stands for a place: those who were served there may have scanned it. */
export function veilOfRating(attribution: Attribution): VeilPlace {
  const [place] = attribution.targets;
  return attribution.scope === 'place' && place ? placeOf(place) : eventPlace(attribution);
}

const placeOf = ({ kind, code, institutionCode }: RatingTarget): VeilPlace => ({
  group: `place|${kind}:${code}`,
  pool: `place|${institutionCode}`,
});

/** Everywhere a service counts as a possible rating: its item, and each place where its applicant may have scanned a code. */
export function veilsOfService(attribution: Attribution, hall: RatingTarget | null): VeilPlace[] {
  const places = [...attribution.targets, ...(hall ? [hall] : [])].filter(
    ({ kind }) => kind !== 'staff' && kind !== 'package',
  );
  return [eventPlace(attribution), ...places.map(placeOf)];
}

/** One service that its applicant may have rated, in one group. `id` is the same in every group it counts in. */
export interface Served {
  id: string;
  group: string;
  week: string;
  applicant: string;
}

/**
 * How many equally likely evaluators stand behind services: all services over those of the busiest applicant. One
 * agency that was served ninety times among ten others is not ten possible evaluators.
 */
export function possibleEvaluators(served: Iterable<Pick<Served, 'id' | 'applicant'>>): number {
  return likely(tally(served).values());
}

function tally(served: Iterable<Pick<Served, 'id' | 'applicant'>>): Map<string, number> {
  const seen = new Set<string>();
  const times = new Map<string, number>();
  for (const { id, applicant } of served) {
    if (seen.has(id)) continue;
    seen.add(id);
    times.set(applicant, (times.get(applicant) ?? 0) + 1);
  }
  return times;
}

function likely(times: Iterable<number>): number {
  let [all, most] = [0, 0];
  for (const one of times) [all, most] = [all + one, Math.max(most, one)];
  return most === 0 ? 0 : all / most;
}

function byGroupOf(served: readonly Served[]): Map<string, Served[]> {
  const groups = new Map<string, Served[]>();
  for (const one of served) {
    const known = groups.get(one.group);
    if (known) known.push(one);
    else groups.set(one.group, [one]);
  }
  return groups;
}

/** How far a pool and its groups have been decided. All of it follows from services alone. */
export interface VeilState {
  /** The next week to decide. */
  next: string;
  /** The last week of the newest tile of each group, within the quarter of `next`. */
  closed: Record<string, string>;
  /** First week of what the pool still waits with, and how often each applicant was served in it; null when nothing waits. */
  carried: { from: string; times: Record<string, number> } | null;
}

/** Weeks of a group that are shown together; `group` is null for a tile of the pool, where the item is not named. */
export interface Tile {
  group: string | null;
  from: string;
  to: string;
}

/** The first week of a group that is not yet in a tile. */
export function openFrom(state: VeilState, group: string): string {
  const last = state.closed[group];
  return last === undefined ? quarterOf(state.next).from : weekPlus(last, 1);
}

export const isLastOfQuarter = (week: string): boolean => quarterOf(week).to === week;

/**
 * Decides the week `state.next`: which groups' tiles end with it and, at the end of a quarter, whether the pool's does.
 * @param served services of the pool's groups since each group's last tile; in the last week of a quarter all of them,
 * in other weeks at least those of the groups that were served in this week
 */
export function decideWeek(
  state: VeilState,
  served: readonly Served[],
  needed: number = POSSIBLE_EVALUATORS,
): { state: VeilState; tiles: Tile[] } {
  const week = state.next;
  const open = served.filter((one) => one.week >= openFrom(state, one.group) && one.week <= week);
  const tiles: Tile[] = [];
  const rest: Served[] = [];
  const closed = { ...state.closed };
  for (const [group, services] of byGroupOf(open)) {
    if (possibleEvaluators(services) < needed) {
      rest.push(...services);
      continue;
    }
    tiles.push({ group, from: openFrom(state, group), to: week });
    closed[group] = week;
  }
  if (!isLastOfQuarter(week)) return { state: { ...state, next: weekPlus(week, 1), closed }, tiles };
  const pool = givenWay(state, rest, needed);
  if (pool.tile) tiles.push(pool.tile);
  return { state: { next: weekPlus(week, 1), closed: {}, carried: pool.carried }, tiles };
}

/** What remains at the end of a quarter, with what the pool already waited with: one tile, or carried on. */
function givenWay(
  state: VeilState,
  rest: readonly Served[],
  needed: number,
): { tile: Tile | null; carried: VeilState['carried'] } {
  const times = tally(rest);
  for (const [applicant, before] of Object.entries(state.carried?.times ?? {}))
    times.set(applicant, (times.get(applicant) ?? 0) + before);
  const from = state.carried?.from ?? quarterOf(state.next).from;
  return likely(times.values()) >= needed
    ? { tile: { group: null, from, to: state.next }, carried: null }
    : { tile: null, carried: { from, times: Object.fromEntries(times) } };
}

/** How a rating is described to the rated side: the weeks, and whether its item or place is named. */
export interface VeiledAs {
  from: string;
  to: string;
  named: boolean;
}

/** When later words on a rating are shown: after the quarter they were said in, unless their week is in the rating's own tile. */
export function wordsPeriod(saidIn: string, tile: VeiledAs): { from: string; to: string } {
  return saidIn <= tile.to ? { from: tile.from, to: tile.to } : quarterOf(saidIn);
}

/** The instant weeks may be shown: some days after the last of them is over. */
export function shownFrom(to: string, delayDays: number): Date {
  return new Date(weekEnd(to).getTime() + delayDays * 86_400_000);
}
