/** Types of lock.mjs, for its test. */
export function withLock<T>(file: string, work: () => Promise<T>): Promise<T>;
