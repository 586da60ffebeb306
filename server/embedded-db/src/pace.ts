/** Work that may be interrupted wherever it yields, so that a long read does not keep everybody else waiting. */
export type Paced<T> = Generator<void, T>;

/** So long a read goes on before others have their turn, in milliseconds. */
const TURN_MS = 5;
/** Yields between two looks at the clock. */
const STEPS = 64;

/** Whether what a command gave is the work, or its answer already. */
export const isPaced = <T extends object>(given: T | Paced<T>): given is Paced<T> =>
  Symbol.iterator in given && 'next' in given;

/** Does the work without interruption. */
export function atOnce<T>(work: Paced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does the work by turns; `others` are those that come between, and fails when the work is to be given up. */
export async function byTurns<T>(work: Paced<T>, others: () => Promise<void>): Promise<T> {
  let until = performance.now() + TURN_MS;
  for (let steps = 1; ; steps += 1) {
    const step = work.next();
    if (step.done) return step.value;
    if (steps % STEPS > 0 || performance.now() < until) continue;
    await others();
    until = performance.now() + TURN_MS;
  }
}
