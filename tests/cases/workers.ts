import { openChain } from '../../server/src/audit-chain.js';
import { Metrics } from '../../server/src/http/metrics.js';
import { Worker, type WorkerOptions } from '../../server/src/jobs/worker.js';
import type { Keys } from '../../server/src/keys.js';
import { createLogger } from '../../server/src/logger.js';
import { CaseModel } from '../../server/src/modules/cases/model.js';
import { eventually } from '../support/journey.js';

/** Two workers beside the server, whose time is in the test's hands. @param keys the server's: they seal into one log */
export function startWorkers(
  keys: Keys,
  sources: WorkerOptions['sources'],
  now: () => Date,
  size: Pick<WorkerOptions, 'concurrency' | 'leaseSeconds'>,
): Worker[] {
  const log = createLogger('silent', 'test');
  openChain(keys, log, now);
  const workers = [1, 2].map(
    () => new Worker({ sources, ...size, log, metrics: new Metrics(), now, random: () => 0.5 }),
  );
  for (const worker of workers) worker.start();
  return workers;
}

/** The workers have done what the clocks of cases have due by that instant. */
export async function workDone(now: Date, withinMs?: number): Promise<void> {
  const due = { pending: { $elemMatch: { kind: 'clock', notBefore: { $lte: now } } } };
  await eventually(
    `the work of ${now.toISOString()} is done`,
    async () =>
      (await CaseModel.exists(due)) || (await CaseModel.exists({ 'pending.owner': { $type: 'string' } }))
        ? undefined
        : true,
    withinMs,
  );
}
