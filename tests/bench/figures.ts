import { readFileSync } from 'node:fs';
import mongoose from 'mongoose';
import { CHANNELS, dayOf, dayPlus, type Level, type RatingTarget } from '@haochaping/shared/domain';
import { DayCount, type RatingFact } from '@haochaping/shared/domain/figures/index';
import { sheetsOf } from '../../server/src/modules/statistics/index.js';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem } from '../support/system.js';
import { median } from './lib/load.js';

/** So many ratings lie behind the figures, spread over a year. They are counted by the very rule, and not stored: no page reads them. */
const SIZES = [10_000, 1_000_000, 10_000_000];
const DAYS = 365;
const ROUNDS = 15;
const ITEMS = 437;
const WINDOWS = 226;
const HOUSES = 40;
const REGIONS = ['350400', '350404', '350405', '350421', '350423', '350424', '350481'];

const WORDS = ['取号', '排长队', '补材料', '态度', '系统', '电话', '指南', '等待'];

const two = (number: number) => String(number).padStart(3, '0');

/** One of many, by its number: always the same. */
function factOf(n: number): RatingFact {
  const mixed = Math.imul(n + 1, 2_654_435_761) >>> 0;
  const house = mixed % HOUSES;
  const region = REGIONS[house % REGIONS.length] ?? '350400';
  const institutionCode = `${region}-B${two(house)}`;
  const target = (kind: RatingTarget['kind'], code: string): RatingTarget => ({
    kind,
    code,
    name: code,
    institutionCode,
    regionCode: region,
  });
  const targets = [
    target('institution', institutionCode),
    target('item', `item-${two(mixed % ITEMS)}`),
    target('window', `${region}-W${two(mixed % WINDOWS)}`),
  ];
  const level = ((mixed >>> 8) % 40 === 0 ? 1 : 3 + ((mixed >>> 10) % 3)) as Level;
  const options = level === 1 ? ['109'] : [];
  return {
    level,
    channel: CHANNELS[(mixed >>> 4) % CHANNELS.length] ?? 'qr',
    adopted: mixed % 97 !== 0,
    realName: mixed % 3 !== 0,
    options: { full: options, shown: options },
    answers: { full: [], shown: [] },
    words: level === 1 ? WORDS.filter((_, place) => (mixed >>> place) % 5 === 0) : [],
    attribution: { scope: 'event', targets },
    institutionCodes: [institutionCode],
    hall: null,
    shown: null,
    handling: level === 1 ? { cases: 1, rectified_due: 1, rectified: 1 } : {},
  };
}

const peakOf = (pid: number) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

async function timed(client: StaffClient, path: string): Promise<number> {
  const started = performance.now();
  const answer = await client.get(`/api/v1/staff/${path}`);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return performance.now() - started;
}

/** How long dashboards and lists take with ever more ratings behind them, and how much memory the api. */
export async function bench(): Promise<void> {
  await setup();
  const system = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'warn' } });
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  try {
    const center = await signInStaff(system, 'center');
    const today = dayOf(new Date());
    const span = (days: number) => `from=${dayPlus(today, 1 - days)}&to=${today}`;
    const pages = [
      ['看板，30天', `statistics/summary?${span(30)}`],
      ['看板，一年', `statistics/summary?${span(DAYS)}`],
      ['事项并排比，30天', `statistics/subjects?kind=item&${span(30)}`],
      ['窗口并排比，30天', `statistics/subjects?kind=window&${span(30)}`],
      ['区县并排比，一年', `statistics/subjects?kind=region&${span(DAYS)}`],
      ['事项并排比，一年', `statistics/subjects?kind=item&${span(DAYS)}`],
      ['窗口并排比，一年', `statistics/subjects?kind=window&${span(DAYS)}`],
      ['部门的指标，92天', `indicators/scores?unitClass=department&${span(92)}`],
      ['窗口的指标，92天', `indicators/scores?unitClass=window&${span(92)}`],
      ['堵点，30天', `sore-points?${span(30)}`],
      ['堵点，92天', `sore-points?${span(92)}`],
    ] as const;
    const first = new Map<string, number>();
    for (const size of SIZES) {
      const sheets = connection.collection<{ _id: string }>('statistics_sheets');
      await sheets.deleteMany({});
      for (let back = 0; back < DAYS; back++) {
        const count = new DayCount();
        for (let n = back; n < size; n += DAYS) count.rating(factOf(n));
        await sheets.insertMany(sheetsOf(dayPlus(today, -back), count.result()));
      }
      for (const [name, path] of pages) {
        const times: number[] = [];
        for (let n = 0; n < ROUNDS; n++) times.push(await timed(center, path));
        const middle = median(times);
        const before = first.get(name) ?? middle;
        first.set(name, before);
        process.stdout.write(
          `${String(size).padStart(9)} 条 ${name.padEnd(12, '　')} ${middle.toFixed(0)} ms，是最少时的 ${(middle / before).toFixed(2)} 倍\n`,
        );
      }
      process.stdout.write(
        `${String(size).padStart(9)} 条 api 最多用过 ${peakOf(system.pids()['api'] ?? 0).toFixed(0)} MB\n`,
      );
    }
  } finally {
    await connection.close();
    await system.stop();
    await teardown();
  }
}
