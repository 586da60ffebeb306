import { parseArgs } from 'node:util';
import { ConfigError } from '../config/config.js';
import { inventCity } from '../installation/city/city.js';
import { demoAccountNames } from '../modules/staff/index.js';
import { inventedCity } from '../modules/statistics/index.js';
import type { System } from '../system.js';

const DAYS = 90;
const MOST = 10_000_000;
const USAGE = '用法：npm run seed -- city --ratings 1000000';

/** @throws ConfigError with a sentence for the person who calls it */
function wantedOf(args: readonly string[]): number {
  try {
    const { values } = parseArgs({ args: [...args], options: { ratings: { type: 'string' } } });
    const wanted = Number(values.ratings);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST) return wanted;
  } catch {
    // What was written is no such option: said below, as any other mistake.
  }
  throw new ConfigError(`${USAGE}，1 到 ${MOST} 条。`);
}

/**
 * `npm run seed -- city --ratings N`: fills a demo that has no invented days yet with a large city, to measure by.
 * @throws ConfigError with a sentence for the person who calls it
 */
export async function cityCommand(
  system: System,
  args: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const wanted = wantedOf(args);
  if ((await demoAccountNames()).length === 0) throw new ConfigError('这个库不是演示用的，不能编评价进去。');
  const known = await inventedCity();
  if (known)
    throw new ConfigError(
      `库里已经有编的评价了（${known.from}到${known.to}）：请用 DATA_DIR=… 另指一个空的数据目录，再来一次。`,
    );
  const started = Date.now();
  const report = await inventCity(system, DAYS, system.now(), wanted, (day, ratings) => {
    const seconds = (Date.now() - started) / 1000;
    say(`${day}：${ratings} 条，每秒 ${Math.round(ratings / seconds)} 条`);
  });
  say(
    `编好了：${report?.services} 次服务，${report?.ratings} 条评价，${report?.cases} 件差评。数字已经算好，都写明是编的；npm start 以后看得到。`,
  );
}
