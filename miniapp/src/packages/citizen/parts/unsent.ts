import { useState } from 'react';

const PREFIX = 'haochaping.unsent.';
/** While the mini-program runs, or the page stands. */
const begun = new Map<string, unknown>();

/** A web page may be fetched anew while somebody looks for the code in their messages; it is gone when the window is closed. */
function stored(name: string): unknown {
  if (process.env.TARO_ENV !== 'h5') return undefined;
  try {
    return JSON.parse(window.sessionStorage.getItem(PREFIX + name) ?? 'null') ?? undefined;
  } catch {
    // Storage is switched off: what was begun lives as long as the page.
    return undefined;
  }
}

function store(name: string, value: unknown): void {
  if (process.env.TARO_ENV !== 'h5') return;
  try {
    window.sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // As above.
  }
}

/**
 * What is filled in under a name and not sent, kept through another choice on the page, a way back, a page fetched anew.
 * @returns what is filled in, how it changes, and how it is forgotten once it is sent
 */
export function useUnsent<T extends object>(
  name: string,
  empty: T,
): [T, (changes: Partial<T>) => void, () => void] {
  const [value, setValue] = useState<T>(() => ({
    ...empty,
    ...((begun.get(name) ?? stored(name)) as T | undefined),
  }));
  const keep = (next: T) => {
    begun.set(name, next);
    store(name, next);
  };
  return [
    value,
    (changes) =>
      setValue((before) => {
        const next = { ...before, ...changes };
        keep(next);
        return next;
      }),
    () => keep(empty),
  ];
}
