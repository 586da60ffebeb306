import mongoose from 'mongoose';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';
import { eventually, issueInvitation, rate } from '../support/journey.js';
import { startSystem } from '../support/system.js';
import { enginePid } from './lib/bare-bound.js';
import { cpuOf } from './lib/load.js';

/** A backlog of some seconds, so that the start of the worker is a small part of it. */
const RATINGS = 4000;
const AT_ONCE = 10;

/** How fast one worker carries a backlog of ratings through everything that follows from them, to the province and into the audit log. */
export async function bench(): Promise<void> {
  await setup();
  const env = { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'warn', FORWARD_DETAILS_WAIT_SECONDS: '1' };
  const system = await startSystem({ worker: false, province: true, env });
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  try {
    for (let n = 0; n < RATINGS; n += AT_ONCE)
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () =>
          rate(system.baseUrl, (await issueInvitation(system)).token, 5),
        ),
      );
    const started = performance.now();
    await system.restart('worker');
    const pids = { worker: system.pids().worker ?? 0, engine: enginePid() };
    const before = Object.values(pids).map(cpuOf);
    const [ratings, submissions] = [connection.collection('ratings'), connection.collection('submissions')];
    await eventually(
      'every rating is at the province, and nothing is left to do for it',
      async () => {
        // Through the index: what is measured is the worker's way, not this question.
        const due = { 'pending.notBefore': { $gt: new Date(0) } };
        const waiting = await ratings.countDocuments({
          ...due,
          'pending.kind': { $in: ['forward', 'audit', 'invitation'] },
        });
        const on = await submissions.countDocuments(due);
        return waiting + on === 0 || undefined;
      },
      600_000,
    );
    const seconds = (performance.now() - started) / 1000;
    const cpu = Object.entries(pids).map(
      ([name, pid], place) => `${name} ${((cpuOf(pid) - (before[place] ?? 0)) / RATINGS).toFixed(1)}`,
    );
    process.stdout.write(
      `  ${RATINGS} ratings, one worker: ${(RATINGS / seconds).toFixed(0)}/s  CPU ms: ${cpu.join(', ')}\n`,
    );
  } finally {
    await connection.close();
    await system.stop();
    await teardown();
  }
}
