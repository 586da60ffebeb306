import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { FIRST_LOAD_MOST, firstLoad } from '../browser/support/first-load.js';
import { startGateway } from '../browser/support/gateway.js';
import { rateAs, see, visitor } from '../browser/support/visitor.js';
import { launchBrowser } from '../support/browser.js';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';
import { issueInvitation } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { packageSizes } from '../weapp/support/package-gates.js';
import { Phone } from '../weapp/support/phone.js';

/** What is built before, besides the programs. */
export const builds = ['h5', 'weapp'];

/** From scan to rated; what the pages may weigh, tests/browser/citizen-size and tests/weapp/package hold, too. */
const SCAN_TO_RATED_MOST = 10_000;
/** A slow 3G network: so late comes every answer, and so fast. */
const LATE_MS = 400;
const KILOBITS = 400;
const ROUNDS = 3;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1).padStart(6)} KB`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1).padStart(4)} s`;
const judged = (value: number, most: number, show: (value: number) => string) =>
  `${show(value)}  limit ${show(most).trim()}  ${value <= most ? 'within' : 'OVER'}`;
const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** The pages of the first load are those a person meets without signing in; what is fetched later has no limit of its own. */
const PAGES: readonly { name: string; path: string; first: boolean }[] = [
  { name: 'home', path: '/', first: true },
  { name: 'rate', path: '', first: true },
  { name: 'place', path: '/packages/place/index', first: true },
  { name: 'mine', path: '/pages/mine/index', first: true },
  { name: 'help', path: '/packages/citizen/help/index', first: false },
  { name: 'sign-in', path: '/packages/citizen/sign-in/index', first: false },
  { name: 'complaint', path: '/packages/citizen/complaint/index', first: false },
];

async function loads(browser: Browser, system: System): Promise<void> {
  say('web pages, first load, gzipped:');
  for (const { name, path, first } of PAGES) {
    const address = path ? system.baseUrl + path : (await issueInvitation(system)).link;
    const { bytes, requests, asked } = await firstLoad(browser, address);
    const weight = first ? judged(bytes, FIRST_LOAD_MOST, kilobytes) : `${kilobytes(bytes)}  fetched later`;
    say(`  ${name.padEnd(12)} ${weight}  ${requests} requests, ${asked} of them for data`);
  }
}

/** What WeChat fetches once, before the first page: about what the package has when packed. */
function sizes(): void {
  const folder = join(ROOT, 'miniapp/dist/weapp');
  say('mini-program, as uploaded:');
  for (const { name, size, most } of packageSizes(folder))
    say(`  ${name.padEnd(20)} ${judged(size, most, kilobytes)}`);
  const [main] = packageSizes(folder);
  const packed = gzipSync(
    Buffer.concat((main?.files ?? []).map((file) => readFileSync(join(folder, file)))),
  ).length;
  say(
    `  the main package packed: ${kilobytes(packed).trim()}, ${seconds((packed * 8) / KILOBITS).trim()} at ${KILOBITS} kbit/s, fetched by WeChat once and kept`,
  );
}

/** From the scanned link to “收到了。”, nothing cached, with nobody thinking in between. */
async function webScan(browser: Browser, system: System): Promise<number> {
  const { link } = await issueInvitation(system);
  const one = await visitor(browser);
  const { page, context } = one;
  const devtools = await context.newCDPSession(page);
  const bytesPerSecond = (KILOBITS * 1000) / 8;
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATE_MS,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  const started = performance.now();
  await page.goto(link, { waitUntil: 'commit' });
  await rateAs(page, '满意');
  await see(page, '收到了。');
  const took = performance.now() - started;
  await one.leave();
  return took;
}

/** The same in the mini-program, whose package WeChat has; only what it asks the server is slow. */
async function phoneScan(url: string, system: System): Promise<number> {
  const { link } = await issueInvitation(system);
  const phone = await Phone.take(url);
  try {
    const started = performance.now();
    await phone.scan(link);
    await phone.tapFace(4);
    await phone.tap(/^送出/);
    await phone.see('收到了。');
    return performance.now() - started;
  } finally {
    await phone.putAway();
  }
}

async function timesOf(once: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n++) times.push(await once());
  return median(times);
}

async function scans(browser: Browser, system: System): Promise<void> {
  const gateway = await startGateway(system.baseUrl);
  gateway.weather = { lateMs: LATE_MS, kilobits: KILOBITS };
  say(`from scan to rated, ${LATE_MS} ms late and ${KILOBITS} kbit/s, median of ${ROUNDS}:`);
  try {
    const web = await timesOf(() => webScan(browser, system));
    say(`  web           ${judged(web, SCAN_TO_RATED_MOST, seconds)}  nothing cached`);
    const phone = await timesOf(() => phoneScan(gateway.url, system));
    say(`  mini-program  ${judged(phone, SCAN_TO_RATED_MOST, seconds)}  its package is there`);
  } finally {
    await gateway.close();
  }
}

/** What the pages weigh, and how long a person with a slow network is at rating, each beside its limit. */
export async function bench(): Promise<void> {
  await setup();
  const system = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'warn' } });
  const browser = await launchBrowser();
  try {
    await loads(browser, system);
    sizes();
    await scans(browser, system);
  } finally {
    await browser.close();
    await system.stop();
    await teardown();
  }
}
