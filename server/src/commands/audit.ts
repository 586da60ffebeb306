import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AuditExportQuery } from '@haochaping/shared/contracts';
import { ConfigError } from '../config/config.js';
import {
  entriesWithin,
  exportText,
  presentReport,
  recordAudit,
  verifyAuditChain,
  type KeptAnchor,
} from '../modules/audit/index.js';

const HELP = `用法：
  npm run audit -- verify [--anchor 文件] [--json]
      从第一条起重新核对审计日志，说出每一处对不上的是哪一条、怎么了。有对不上的，退出码为 1。
      --anchor  另外留存的签名链头：worker 日志里 audit anchor 那些行原样存成的文件
      --json    用 JSON 说结果
  npm run audit -- export --from 2026-11-01 --to 2026-11-30 [--format csv|jsonl] [--out 文件]
      导出一段日子（北京时间，首尾两天都含）的审计日志；不写 --out 就写到标准输出。导出本身也记入日志。
`;

const anchorLine = z.object({
  seq: z.int(),
  hash: z.string(),
  at: z.iso.datetime(),
  signature: z.string(),
});

/** Anchors as the worker's log tells them, one a line; other lines of the log are passed over. */
async function readAnchors(path: string): Promise<KeptAnchor[]> {
  const found: KeptAnchor[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
      number += 1;
      if (!line.includes('"anchor"')) continue;
      const { anchor } = z.object({ anchor: anchorLine }).parse(JSON.parse(line));
      found.push({
        _id: anchor.seq,
        hash: anchor.hash,
        at: new Date(anchor.at),
        signature: anchor.signature,
      });
    }
  } catch (error) {
    const where = number > 0 ? `第${number}行` : '';
    throw new ConfigError(`读不懂链头文件 ${path}${where}：${(error as Error).message}`);
  }
  if (found.length === 0)
    throw new ConfigError(`链头文件 ${path} 里没有一个链头：请存下 worker 日志里 audit anchor 的行。`);
  return found;
}

async function verify(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { anchor: { type: 'string' }, json: { type: 'boolean' } } });
  const kept = values.anchor ? await readAnchors(values.anchor) : [];
  const progress = (entries: number) => void process.stderr.write(`已核对 ${entries} 条…\n`);
  const report = presentReport(await verifyAuditChain(kept, progress));
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    const lines = report.problems.map(({ message, actionName, at, id }) =>
      [message, actionName, at, id].filter((part) => part !== null).join(' · '),
    );
    const more = report.problemsTotal - report.problems.length;
    if (more > 0) lines.push(`另有 ${more} 处没有列出`);
    process.stdout.write(
      [...lines, `${report.message}。对照了 ${report.anchors} 个签名链头。`, ''].join('\n'),
    );
  }
  return report.intact ? 0 : 1;
}

async function exportPeriod(args: string[], now: Date): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { out, ...asked } = values;
  const query = AuditExportQuery.safeParse(asked);
  if (!query.success)
    throw new ConfigError(
      `--from 和 --to 要写成 2026-11-01 这样的日子，先后不能颠倒；--format 是 csv 或 jsonl。\n${HELP}`,
    );
  const { from, to, format } = query.data;
  await recordAudit({
    at: now,
    action: 'audit.exported',
    actor: { kind: 'system', id: 'command' },
    subject: { kind: 'auditLog', id: `${from}~${to}` },
    detail: { format },
  });
  const target = out ? createWriteStream(out, { mode: 0o600 }) : process.stdout;
  for await (const piece of exportText(entriesWithin({ from, to }), format))
    if (!target.write(piece)) await once(target, 'drain');
  if (out) {
    target.end();
    await finished(target);
    process.stderr.write(`已写入 ${out}。\n`);
  }
  return 0;
}

/**
 * `npm run audit`: checks or exports the audit log of the database it is given.
 * @returns the exit code: 0, or 1 for a chain that is not as it was written
 * @throws ConfigError with a sentence for whoever typed the command
 */
export async function audit(args: string[], now: Date): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (command === 'verify') return await verify(rest);
    if (command === 'export') return await exportPeriod(rest, now);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS')) throw new ConfigError(`${message}\n${HELP}`);
    throw error;
  }
  throw new ConfigError(HELP);
}
