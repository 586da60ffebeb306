import { CHANNELS, type Channel } from '../rating/channels.js';
import { LEVELS, POOR_LEVELS, type Level } from '../rating/levels.js';

/**
 * What a bucket has counted, by the name of the counter: whole numbers, absent for none. Flat, so that the sum of two buckets is the
 * sum of equal names, and every counter is a column of the open data.
 */
export type Counts = Readonly<Record<string, number>>;

/** All ratings of a level, and those of them that count (采信): neither revoked nor left out after the evaluator was satisfied. */
export const allOf = (level: Level): string => `all_${level}`;
export const adoptedOf = (level: Level): string => `adopted_${level}`;

/** What every list needs, in a fixed order. */
export const LEVEL_COUNTERS: readonly string[] = LEVELS.flatMap((level) => [allOf(level), adoptedOf(level)]);

const OPTION = 'option:';
const OPTION_ADOPTED = 'option_adopted:';

/** How often an option code was chosen. */
export const optionAll = (code: string): string => `${OPTION}${code}`;
export const optionAdopted = (code: string): string => `${OPTION_ADOPTED}${code}`;

/** The same counter, of one channel alone. */
export const inChannel = (channel: Channel, counter: string): string => `${channel}:${counter}`;

/** The option codes that were counted. */
export const optionsIn = (counts: Counts): string[] =>
  Object.keys(counts).flatMap((name) => (name.startsWith(OPTION) ? [name.slice(OPTION.length)] : []));

/** The counters of one channel, under their plain names. */
export function ofChannel(counts: Counts, channel: Channel): Counts {
  const prefix = `${channel}:`;
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), count]] : [],
    ),
  );
}

/** Adds to a sum in place: sums are made of thousands of buckets. */
export function addCounts(sum: Record<string, number>, counts: Counts): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
}

export function sumCounts(all: Iterable<Counts>): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) addCounts(sum, counts);
  return sum;
}

/** A counter; 0 where nothing was counted. */
export const countIn = (counts: Counts, counter: string): number => counts[counter] ?? 0;

/** How many ratings there are, of all levels or of some. */
export const ratingsIn = (counts: Counts, of: 'all' | 'adopted', levels: readonly Level[] = LEVELS): number =>
  levels.reduce((sum, level) => sum + countIn(counts, of === 'all' ? allOf(level) : adoptedOf(level)), 0);

/** The poor ratings that count. */
export const poorIn = (counts: Counts): number => ratingsIn(counts, 'adopted', POOR_LEVELS);

/** The channels something was counted in. */
export const channelsIn = (counts: Counts): Channel[] =>
  CHANNELS.filter((channel) => Object.keys(counts).some((name) => name.startsWith(`${channel}:`)));
