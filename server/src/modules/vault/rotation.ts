import { currentMasterKey, type Keys } from '../../keys.js';
import type { MasterSealed } from '../../module.js';

/** How many secrets of each kind are under each master key. */
export interface KeyUse {
  name: string;
  byKey: Map<string, number>;
}

export async function keyUse(sealed: readonly MasterSealed[]): Promise<KeyUse[]> {
  return Promise.all(sealed.map(async (one) => ({ name: one.name, byKey: await one.count() })));
}

/** How many secrets are under a key, over all kinds. */
export function under(use: readonly KeyUse[], keyId: string): number {
  return use.reduce((sum, { byKey }) => sum + (byKey.get(keyId) ?? 0), 0);
}

/** How many are under another key than the current one: what a rotation has left to do. */
export function notCurrent(keys: Keys, use: readonly KeyUse[]): number {
  const current = currentMasterKey(keys).id;
  const all = use.flatMap(({ byKey }) => [...byKey]);
  return all.reduce((sum, [id, count]) => sum + (id === current ? 0 : count), 0);
}

export interface Progress {
  name: string;
  seen: number;
  moved: number;
}

/**
 * Seals everything anew under the current master key, while the server runs. Goes over each kind until a whole pass finds
 * nothing left to do, since a program that had not heard of the new key may have used the old one until a moment ago.
 * What does not open stays as it is: `notCurrent` counts it.
 */
export async function resealAll(
  keys: Keys,
  sealed: readonly MasterSealed[],
  tell: (progress: Progress) => void,
): Promise<void> {
  for (const one of sealed) {
    let moved: number;
    do {
      moved = await onePass(keys, one, tell);
    } while (moved > 0);
  }
}

async function onePass(
  keys: Keys,
  sealed: MasterSealed,
  tell: (progress: Progress) => void,
): Promise<number> {
  const pass = { name: sealed.name, seen: 0, moved: 0 };
  let after: string | undefined;
  for (;;) {
    const batch = await sealed.reseal(keys, after);
    if (batch.seen === 0) return pass.moved;
    pass.seen += batch.seen;
    pass.moved += batch.moved;
    after = batch.last;
    tell(pass);
  }
}
