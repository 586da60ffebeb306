import { now } from '../../lib/clock.js';
import { load, save } from '../../lib/storage.js';
import type { Memory } from '../citizen/parts/use-mine.js';

interface Seen {
  path: string;
  at: string;
  data: unknown;
}

const NAME = 'figures';
/** One has about 6 KB, one with many below it 30 KB. */
const MOST = 12;

const seen = (): Seen[] => {
  const stored = load(NAME);
  return Array.isArray(stored) ? (stored as Seen[]) : [];
};

/** Published figures are everybody's: this device keeps what it showed last, whoever is signed in. */
export const EVERYBODYS: Memory = {
  keep(_mark, path, data) {
    const others = seen().filter((one) => one.path !== path);
    save(NAME, [{ path, at: now().toISOString(), data }, ...others].slice(0, MOST));
  },
  last: <T>(path: string) => seen().find((one) => one.path === path) as { at: string; data: T } | undefined,
};
