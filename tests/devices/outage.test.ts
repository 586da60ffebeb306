import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import mongoose from 'mongoose';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../server/launch/lib/browser.mjs';
import { makeDevice } from '../support/devices.js';
import { eventually } from '../support/journey.js';
import { report, sized } from '../support/soak.js';
import { signInStaff } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';

// Ratings on a tablet through everything that can break: each arrives exactly once. FA-A-a FA-2.2.1-a.

const RATINGS = sized(16, 500);
const LEVELS = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'] as const;
const WINDOW = '350400-W001';

/** A browser that can be killed like a tablet whose plug is pulled; what it keeps lies in `folder`. */
class Tablet {
  private child: ChildProcess | undefined;
  private browser: Browser | undefined;
  page!: Page;

  constructor(
    private readonly folder: string,
    private readonly url: string,
  ) {}

  async switchOn(): Promise<void> {
    const child = spawn(
      findBrowser() ?? '',
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.folder}`,
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.child = child;
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the browser ended with ${code}`)));
      createInterface({ input: child.stderr }).on('line', (line) => {
        const found = /DevTools listening on (\S+)/.exec(line);
        if (found?.[1]) resolve(found[1]);
      });
    });
    this.browser = await chromium.connectOverCDP(address);
    const [context] = this.browser.contexts();
    if (!context) throw new Error('the browser has no window');
    this.page = context.pages()[0] ?? (await context.newPage());
    await this.page.goto(this.url);
  }

  /** The plug is pulled. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await this.browser?.close().catch(() => undefined);
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name });
  }

  /** Begins, and touches a face and the button under it; whether it was kept is seen afterwards. */
  async rate(level: string): Promise<void> {
    await this.button('我要评价').click();
    await this.page.getByRole('radio', { name: level, exact: true }).click();
    await this.button(`就评“${level}”`).click();
  }

  /** It was kept: the next one may come. */
  async finish(words: string | null): Promise<void> {
    await this.page.getByRole('heading', { name: /^记下了/ }).waitFor();
    if (words) await this.page.getByLabel('用自己的话说').fill(words);
    await this.button(words ? '说完了' : '不说了').click();
    await this.button(/收到了，谢谢您/).click();
  }
}

let system: OwnSystem;
let database: mongoose.Connection;
let tablet: Tablet;
const folder = mkdtempSync(join(tmpdir(), 'tablet-'));
beforeAll(async () => {
  // Its own: the api is killed. Three seconds between two looks at the server, and nobody waits for a limit.
  system = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '100' } });
  database = await mongoose.createConnection(system.mongoUri).asPromise();
  tablet = new Tablet(folder, `${system.baseUrl}/packages/kiosk/index`);
  await tablet.switchOn();
}, 60_000);
afterAll(async () => {
  await tablet?.kill();
  await database?.close();
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Stored {
  level: number;
  details: { text: string }[];
}
const stored = () => database.collection<Stored>('ratings').find({}).toArray();

test(
  `${RATINGS} ratings through a cut network, a killed server and a killed tablet each arrive exactly once`,
  async () => {
    const { code } = await makeDevice(await signInStaff(system, 'center'), WINDOW);
    await tablet.page.getByLabel('绑定码').fill(code);
    await tablet.button('绑定').click();
    await tablet.button('我要评价').waitFor();
    // The page has to lie on the device before the first outage.
    await tablet.page.waitForFunction(async () => {
      const kept = await caches.open('kiosk-shell');
      return (await kept.keys()).length > 3 && navigator.serviceWorker.controller !== null;
    });

    const certain = [0, 0, 0, 0, 0];
    const perhaps = [0, 0, 0, 0, 0];
    const said: string[] = [];
    const faults = { network: 0, server: 0, tablet: 0 };
    let serverUp = true;
    for (let n = 0; n < RATINGS; n += 1) {
      const level = n % LEVELS.length;
      switch (n % 8) {
        case 1:
          await tablet.page.context().setOffline(true);
          faults.network += 1;
          break;
        case 3:
          await tablet.page.context().setOffline(false);
          break;
        case 4:
          await system.kill('api', 'SIGKILL');
          serverUp = false;
          faults.server += 1;
          break;
        case 7:
          await system.restart('api');
          serverUp = true;
          break;
        default:
      }
      await tablet.rate(LEVELS[level] as string);
      // The plug is pulled in the middle of a tap, with and without a server.
      if (n % 8 === 2 || n % 8 === 5) {
        await tablet.kill();
        faults.tablet += 1;
        perhaps[level] = (perhaps[level] ?? 0) + 1;
        await tablet.switchOn();
        await tablet.button('我要评价').waitFor();
        continue;
      }
      const words = n % 5 === 0 ? `第${n}位说的话` : null;
      await tablet.finish(words);
      if (words) said.push(words);
      certain[level] = (certain[level] ?? 0) + 1;
    }
    if (!serverUp) await system.restart('api');
    await tablet.page.context().setOffline(false);
    await tablet.page.getByText('已连上').waitFor();

    const least = certain.reduce((sum, one) => sum + one, 0);
    const ratings = await eventually(
      'everything arrived',
      async () => {
        const all = await stored();
        const words = all.flatMap(({ details }) => details.map(({ text }) => text));
        return all.length >= least && said.every((one) => words.includes(one)) ? all : undefined;
      },
      60_000,
    );
    const levels = LEVELS.map((_, at) => ratings.filter(({ level }) => level === 5 - at).length);
    levels.forEach((count, at) => {
      expect(count).toBeGreaterThanOrEqual(certain[at] ?? 0);
      expect(count).toBeLessThanOrEqual((certain[at] ?? 0) + (perhaps[at] ?? 0));
    });
    // What somebody wrote stands with one rating, once.
    const texts = ratings.flatMap(({ details }) => details.map(({ text }) => text)).sort();
    expect(texts).toEqual([...said].sort());
    report('a tablet through outages', {
      ratings: RATINGS,
      certain: least,
      inTheMiddleOfATap: perhaps.reduce((sum, one) => sum + one, 0),
      arrived: ratings.length,
      networkCuts: faults.network,
      serverKills: faults.server,
      tabletKills: faults.tablet,
      lost: levels.reduce((sum, count, at) => sum + Math.max(0, (certain[at] ?? 0) - count), 0),
      twice: levels.reduce(
        (sum, count, at) => sum + Math.max(0, count - (certain[at] ?? 0) - (perhaps[at] ?? 0)),
        0,
      ),
    });
  },
  sized(240_000, 3_600_000),
);
