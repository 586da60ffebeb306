import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { differencesIn, openCsv, type OpenMonth } from '@haochaping/shared/domain/figures/index';

/**
 * `npm run recompute -- FILE`: computes every figure of an open-data file (JSON) anew from the counters and formulas in it, holds a
 * checksum and a table that lie beside it against it, and fails on any difference. It needs no server and no database.
 */
const [, , file] = process.argv;

function stop(code: number, ...lines: string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(code);
}

if (!file) stop(2, '请写上文件：npm run recompute -- 2026-10.json');
if (!existsSync(file)) stop(2, `没有这个文件：${file}`);
const bytes = readFileSync(file);

let month: OpenMonth;
try {
  month = JSON.parse(bytes.toString('utf8')) as OpenMonth;
} catch (error) {
  stop(2, `${file} 不是 JSON：${(error as Error).message}`);
}
if (!Array.isArray(month.rows) || !Array.isArray(month.formulas))
  stop(2, `${file} 里没有 rows 和 formulas，不是好差评的开放数据`);

const problems = differencesIn(month).map(
  ({ row, figure, published, computed }) => `${row} ${figure}：公布 ${published}，重算 ${computed}`,
);
const sumFile = `${file}.sha256`;
if (existsSync(sumFile)) {
  const given = readFileSync(sumFile, 'utf8').split(/\s/)[0];
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (given !== sum) problems.push(`校验和不对：${sumFile} 写的是 ${given ?? ''}，文件是 ${sum}`);
}
const table = file.replace(/\.json$/, '.csv');
if (table !== file && existsSync(table) && readFileSync(table, 'utf8') !== openCsv(month.rows))
  problems.push(`${table} 和 ${file} 不一样`);

const figures = month.rows.length * month.formulas.length;
if (problems.length > 0) stop(1, ...problems, `${figures} 个数里有 ${problems.length} 处不对`);
process.stdout.write(
  `${month.month} 第${month.version}版：${month.rows.length} 个对象 ${figures} 个数，都算得出来\n`,
);
