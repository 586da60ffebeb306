/** Types of lock.mjs, for its test. */
export interface Waiting {
  tellAfterMs?: number;
  words?: (holder: number) => string;
}

export function withLock<T>(file: string, work: () => Promise<T>, waiting?: Waiting): Promise<T>;
