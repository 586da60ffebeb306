import mongoose from 'mongoose';
import {
  RateLimiterMemory,
  RateLimiterMongo,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { keyedDigest, type Keys } from '../keys.js';
import { AppError } from './errors.js';
import type { RateLimit } from './route.js';

export type LimitStore = 'memory' | 'database';

const inSeconds = (seconds: number) => `操作太频繁，请等 ${seconds} 秒再试`;

function tooMany(counted: RateLimiterRes, wording: (seconds: number) => string): AppError {
  const wait = Math.max(1, Math.ceil(counted.msBeforeNext / 1000));
  return new AppError('too_many_requests', {
    message: wording(wait),
    headers: { 'retry-after': String(wait) },
  });
}

/** A caller as a limiter keeps it: the same in every process of one system, and no way back to an address. */
export const callerDigest = (keys: Pick<Keys, 'digest'>) => (caller: string) =>
  keyedDigest(keys.digest, 'rate-limit', caller);

/** One limiter for each distinct limit; counts are kept in this process, or in the database when several processes share them. */
export class Limiter {
  private readonly limiters = new Map<string, RateLimiterAbstract>();

  /**
   * @param factor multiplies every limit, for places where many people share one address
   * @param digest a keyed digest of the caller, the same in every process
   */
  constructor(
    private readonly store: LimitStore,
    private readonly factor: number,
    /** What is kept of a caller: addresses and names do not stand in the database. */
    private readonly digest: (caller: string) => string,
  ) {}

  /**
   * Counts one call of `caller` on `operation`.
   * @throws AppError `too_many_requests` with Retry-After in seconds.
   */
  async count(operation: string, limit: RateLimit, caller: string, wording = inSeconds): Promise<void> {
    try {
      await this.limiterFor(operation, limit).consume(this.digest(caller));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooMany(refusal, wording);
    }
  }

  /**
   * Counts nothing; only looks whether the caller has used up its calls.
   * @throws AppError `too_many_requests` with Retry-After in seconds.
   */
  async refuseSpent(operation: string, limit: RateLimit, caller: string): Promise<void> {
    const limiter = this.limiterFor(operation, limit);
    const counted = await limiter.get(this.digest(caller));
    if (counted && counted.consumedPoints >= limiter.points) throw tooMany(counted, inSeconds);
  }

  /** Takes one counted call back. */
  async giveBack(operation: string, limit: RateLimit, caller: string): Promise<void> {
    await this.limiterFor(operation, limit).reward(this.digest(caller));
  }

  /** Forgets every counted call of the caller. */
  async forget(operation: string, limit: RateLimit, caller: string): Promise<void> {
    await this.limiterFor(operation, limit).delete(this.digest(caller));
  }

  private limiterFor(operation: string, limit: RateLimit): RateLimiterAbstract {
    let limiter = this.limiters.get(operation);
    if (!limiter) {
      const options = {
        points: Math.max(1, Math.round(limit.points * this.factor)),
        duration: limit.seconds,
        keyPrefix: operation,
      };
      limiter =
        this.store === 'database'
          ? new RateLimiterMongo({ ...options, storeClient: mongoose.connection, tableName: 'rate_limits' })
          : new RateLimiterMemory(options);
      this.limiters.set(operation, limiter);
    }
    return limiter;
  }
}
