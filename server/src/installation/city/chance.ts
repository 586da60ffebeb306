/** A source of chance that gives the same on every run: the same city for everybody. */
export interface Chance {
  /** From 0 up to 1, not 1 itself. */
  share(): number;
  /** A whole number below this one. */
  below(most: number): number;
  /** One of these, each as likely as any other. */
  pick<T>(among: readonly T[]): T;
  /** One of these, as often as its weight says. */
  weighted<T>(among: readonly (readonly [T, number])[]): T;
}

/** @param seed any whole number; mulberry32 */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(share() * most);
  return {
    share,
    below,
    pick: (among) => {
      if (among.length === 0) throw new RangeError('nothing to pick from');
      return among[below(among.length)] as (typeof among)[number];
    },
    weighted: (among) => {
      let left = share() * among.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [one, weight] of among) {
        left -= weight;
        if (left < 0) return one;
      }
      throw new RangeError('nothing to pick from');
    },
  };
}
