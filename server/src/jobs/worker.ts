import type { Logger } from 'pino';
import type { Metrics } from '../http/metrics.js';
import {
  buryEffect,
  finishEffect,
  postponeEffect,
  takeEffect,
  type EffectSource,
  type Taken,
} from './effects.js';

export interface WorkerOptions {
  sources: EffectSource[];
  concurrency: number;
  leaseSeconds: number;
  log: Logger;
  metrics: Metrics;
  now: () => Date;
  random: () => number;
}

/** After this many failures an effect waits for a person. With the back-off below that is about fourteen hours. */
export const MAX_ATTEMPTS = 20;
/** With nothing to do one lane looks again this often; the others sleep longer, and are woken when it finds something. */
const LOOKOUT_MS = 250;
const SLEEP_MS = 5_000;

/** Milliseconds to wait after the n-th failure: doubling from one second to two hours, with jitter of ±25 %. */
export function backoffMs(attempts: number, random: number): number {
  const base = Math.min(1000 * 2 ** Math.max(0, attempts - 1), 7_200_000);
  return Math.round(base * (0.75 + random * 0.5));
}

/** Runs pending effects until stopped. Several workers may run beside each other, in one process or many. */
export class Worker {
  private stopping = false;
  private readonly lanes: Promise<void>[] = [];
  private readonly wakers = new Set<() => void>();

  constructor(private readonly options: WorkerOptions) {}

  start(): void {
    for (let lane = 0; lane < this.options.concurrency; lane++) this.lanes.push(this.runLane(lane));
  }

  /** Takes nothing new and waits for what is in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wakeAll();
    await Promise.all(this.lanes);
  }

  /** Each lane starts its round at another source, so that a backlog in one does not starve the others. */
  private async runLane(lane: number): Promise<void> {
    const { sources } = this.options;
    for (let round = lane; !this.stopping; round++) {
      let worked = false;
      for (let index = 0; index < sources.length && !this.stopping; index++) {
        const source = sources[(round + index) % sources.length] as EffectSource;
        worked = (await this.runOne(source)) || worked;
      }
      if (!worked) await this.idle(lane === 0 ? LOOKOUT_MS : SLEEP_MS);
    }
  }

  private async runOne(source: EffectSource): Promise<boolean> {
    let taken: Taken | undefined;
    try {
      taken = await takeEffect(source, this.options.now(), this.options.leaseSeconds);
      if (!taken) return false;
      this.wakeAll();
      await this.perform(taken);
      return true;
    } catch (error) {
      // The database did not answer: nothing is lost, the lease runs out. Say so and breathe before asking again.
      this.options.log.error(
        { err: error, source: source.name, kind: taken?.effect.kind },
        'effect could not be taken or marked',
      );
      await this.idle(LOOKOUT_MS);
      return false;
    }
  }

  private async perform(taken: Taken): Promise<void> {
    const { source, document, effect } = taken;
    const performer = source.performers[effect.kind];
    if (!performer) throw new Error(`no performer for ${source.name}.${effect.kind}`);
    let outcome: 'done' | 'later' | 'failed' | 'dead';
    try {
      const answer = await performer(document, this.options.now());
      if (answer === 'done') await finishEffect(taken);
      else await postponeEffect(taken, answer.later);
      outcome = answer === 'done' ? 'done' : 'later';
    } catch (error) {
      outcome = await this.fail(taken, error);
    }
    this.options.metrics.effects.inc({ source: source.name, kind: effect.kind, outcome });
  }

  private async fail(taken: Taken, error: unknown): Promise<'failed' | 'dead'> {
    const now = this.options.now();
    const { attempts, kind } = taken.effect;
    const message = error instanceof Error ? error.message : String(error);
    this.options.log.warn({ err: error, source: taken.source.name, kind, attempts }, 'effect failed');
    if (attempts >= MAX_ATTEMPTS) {
      await buryEffect(taken, message, now);
      return 'dead';
    }
    await postponeEffect(
      taken,
      new Date(now.getTime() + backoffMs(attempts, this.options.random())),
      message,
    );
    return 'failed';
  }

  private wakeAll(): void {
    for (const wake of this.wakers) wake();
  }

  private idle(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.wakers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.wakers.add(done);
    });
  }
}
