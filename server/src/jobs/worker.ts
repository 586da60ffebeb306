import type { Logger } from 'pino';
import type { Metrics } from '../http/metrics.js';
import type { EffectSource } from './effects.js';
import {
  heldOf,
  settleEffects,
  takeEffects,
  type EffectGroup,
  type Performed,
  type Taken,
} from './taking.js';

export interface WorkerOptions {
  sources: EffectSource[];
  /** How many documents of a source are taken at once where the work is not done together. */
  concurrency: number;
  leaseSeconds: number;
  log: Logger;
  metrics: Metrics;
  now: () => Date;
  random: () => number;
}

/** After this many failures an effect waits for a person. With the back-off below that is about fourteen hours. */
export const MAX_ATTEMPTS = 20;
/** With nothing to do a lane looks again this often; it is woken when another has done something. */
const LOOKOUT_MS = 250;
/**
 * Woken or not, a lane that found nothing leaves the database alone for so long, and twice as long each time it was woken for nothing:
 * in a rush every lane is woken all the time, and most of them have no part in it.
 */
const LEAST_REST_MS = 30;
/** When another worker was faster, so many takings at most are left to it. */
const LOOK_PAST = 4;

/** So many documents are taken at once of what is done together. */
const MANY = 100;

type Outcome = Performed['outcome'];
const nameOf = (outcome: Outcome) => {
  if (outcome === 'done' || outcome === 'settled') return 'done';
  if ('dead' in outcome) return 'dead';
  return outcome.error === undefined ? 'later' : 'failed';
};

/** Milliseconds to wait after the n-th failure: doubling from one second to two hours, with jitter of ±25 %. */
export function backoffMs(attempts: number, random: number): number {
  const base = Math.min(1000 * 2 ** Math.max(0, attempts - 1), 7_200_000);
  return Math.round(base * (0.75 + random * 0.5));
}

/** What is taken at once of a source: many documents of what is done together, a few of everything else. */
function groupsOf(source: EffectSource, few: number): EffectGroup[] {
  const { performers, together = [] } = source;
  const rest = Object.keys(performers).filter((kind) => !together.includes(kind));
  return [
    { source, kinds: together, most: MANY },
    { source, kinds: rest, most: few },
  ].filter(({ kinds }) => kinds.length > 0);
}

/**
 * Runs pending effects until stopped. Several workers may run beside each other, in one process or many. Every group of effects has
 * a lane of its own, so that none waits for a backlog, or a slow peer, of another.
 */
export class Worker {
  private stopping = false;
  private readonly lanes: Promise<void>[] = [];
  private readonly wakers = new Set<() => void>();

  constructor(private readonly options: WorkerOptions) {}

  start(): void {
    const { sources, concurrency } = this.options;
    for (const group of sources.flatMap((source) => groupsOf(source, concurrency)))
      this.lanes.push(this.runLane(group));
  }

  /** Takes nothing new and waits for what is in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wakeAll();
    await Promise.all(this.lanes);
  }

  private async runLane(group: EffectGroup): Promise<void> {
    let [skip, rest] = [0, LEAST_REST_MS];
    while (!this.stopping) {
      try {
        const taken = await takeEffects(group, this.options.now(), this.options.leaseSeconds, skip);
        const lost = taken.looked > 0 && taken.documents.length === 0;
        // Another worker takes the same ones: look further on. Nothing there: look from the beginning again.
        const again = taken.looked === 0 && skip > 0;
        skip = lost ? Math.ceil(this.options.random() * LOOK_PAST) * group.most : 0;
        if (taken.documents.length > 0) {
          rest = LEAST_REST_MS;
          await this.perform(taken);
          // What was done may have made work for others.
          this.wakeAll();
        } else if (!lost && !again) {
          await this.idle(rest);
          rest = Math.min(2 * rest, LOOKOUT_MS);
        }
      } catch (error) {
        // The database did not answer: nothing is lost, the lease runs out. Say so and breathe before asking again.
        const { source, kinds } = group;
        this.options.log.error(
          { err: error, source: source.name, kinds },
          'effects could not be taken or marked',
        );
        await this.idle(LOOKOUT_MS);
      }
    }
  }

  private async perform(taken: Taken): Promise<void> {
    const { source } = taken.group;
    const performed = await Promise.all(
      taken.documents.flatMap((document) =>
        [...heldOf(document, taken.owner)].map(async ([kind, { attempts }]): Promise<Performed> => {
          try {
            const outcome = await source.performers[kind]?.(document, this.options.now(), taken.owner);
            if (!outcome) throw new Error(`no performer for ${source.name}.${kind}`);
            return { document, kind, attempts, outcome };
          } catch (error) {
            return { document, kind, attempts, outcome: this.failed(source, kind, attempts, error) };
          }
        }),
      ),
    );
    await settleEffects(taken, performed, this.options.now());
    for (const { kind, outcome } of performed)
      this.options.metrics.effects.inc({ source: source.name, kind, outcome: nameOf(outcome) });
  }

  private failed(source: EffectSource, kind: string, attempts: number, error: unknown): Outcome {
    const message = error instanceof Error ? error.message : String(error);
    this.options.log.warn({ err: error, source: source.name, kind, attempts }, 'effect failed');
    if (attempts >= MAX_ATTEMPTS) return { dead: message };
    const wait = backoffMs(attempts, this.options.random());
    return { later: new Date(this.options.now().getTime() + wait), error: message };
  }

  private wakeAll(): void {
    for (const wake of this.wakers) wake();
  }

  /** Waits till the next look-out; once `rest` is over, waking ends it. */
  private idle(rest: number): Promise<void> {
    return new Promise((resolve) => {
      const since = performance.now();
      const done = () => {
        clearTimeout(timer);
        this.wakers.delete(woken);
        resolve();
      };
      const woken = () => {
        const left = rest - (performance.now() - since);
        if (left <= 0 || this.stopping) return done();
        clearTimeout(timer);
        timer = setTimeout(done, left);
      };
      let timer = setTimeout(done, LOOKOUT_MS);
      this.wakers.add(woken);
    });
  }
}
