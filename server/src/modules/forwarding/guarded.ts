import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import type { ProvinceDialect } from './dialect.js';

/** After this many calls in a row that brought no answer, the province is left alone for a while. */
const FAILURES_TO_OPEN = 5;

const troubled = (result: unknown): boolean => {
  const kind = (result as { kind?: string } | null)?.kind;
  return kind === 'unavailable' || kind === 'unknown';
};

/** The province behind a circuit breaker, one for each process. */
export interface GuardedProvince {
  dialect: ProvinceDialect;
  /** Runs a call; null when the circuit is open and nothing was called. */
  call<T>(work: (dialect: ProvinceDialect) => Promise<T>): Promise<T | null>;
  /** Milliseconds an open circuit stays open before one call may try again. */
  restMs: number;
}

/** Wraps a dialect so that a province in trouble is not asked by every waiting rating at once. */
export function guardProvince(dialect: ProvinceDialect, restMs: number): GuardedProvince {
  const policy = circuitBreaker(handleWhenResult(troubled), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  return {
    dialect,
    restMs,
    async call(work) {
      try {
        return await policy.execute(() => work(dialect));
      } catch (error) {
        if (error instanceof BrokenCircuitError) return null;
        throw error;
      }
    },
  };
}
