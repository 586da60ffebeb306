import { demoTransaction, signedHeaders } from '../support/journey.js';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';
import { startSystem, type OwnSystem } from '../support/system.js';
import { enginePid, startBare } from './lib/bare-bound.js';
import { load, medianOf, say, type Shot, type Shown } from './lib/load.js';

const ROUNDS = 5;
const REQUESTS = 400;
const CONNECTIONS = 50;
const PATH = '/api/v1/transactions';
/** About what a transaction with its event, applicant and invitation takes in the store, and what is answered. */
const STORED = 4000;
const ANSWERED = 1500;

async function reports(system: OwnSystem): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (let n = 0; n < REQUESTS; n++) {
    const body = JSON.stringify(await demoTransaction());
    const headers = signedHeaders(system.businessSystem, 'POST', PATH, body);
    shots.push({ path: PATH, headers, body });
  }
  return shots;
}

/** How fast a business system's report is taken in, beside a bare Koa that stores one document as durably in the same engine. */
export async function bench(): Promise<void> {
  await setup();
  const system = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'warn' } });
  const bare = await startBare(STORED, ANSWERED);
  try {
    const product: Shown[] = [];
    const bound: Shown[] = [];
    const round = async () =>
      load(system.baseUrl, CONNECTIONS, await reports(system), { ...system.pids(), engine: enginePid() });
    await round();
    await bare.round(CONNECTIONS, REQUESTS);
    for (let n = 0; n < ROUNDS; n++) {
      product.push(await round());
      bound.push(await bare.round(CONNECTIONS, REQUESTS));
    }
    const [report, least] = [medianOf(product), medianOf(bound)];
    say(`report, ${CONNECTIONS} connections`, report);
    say(`bare, ${CONNECTIONS} connections`, least);
    process.stdout.write(`report/bare ratio: ${(report.perSecond / least.perSecond).toFixed(2)}\n`);
  } finally {
    await bare.stop();
    await system.stop();
    await teardown();
  }
}
