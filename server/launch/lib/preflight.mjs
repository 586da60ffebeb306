import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, ROOT } from './programs.mjs';
import { Refusal } from './say.mjs';

const LISTEN_PROBLEMS = {
  EADDRINUSE: (port) =>
    `端口 ${port} 已被别的程序占用。请先停掉那个程序，或换一个端口，例如：PORT=8090 npm start`,
  EACCES: (port) => `没有权限使用端口 ${port}。请换一个 1024 以上的端口，例如：PORT=8080 npm start`,
  EADDRNOTAVAIL: (port, host) => `这台机器没有地址 ${host}，请检查环境变量 HOST。`,
};

/** The port to serve on, from PORT (8080; 0 takes any free one), checked to be free on this host. */
export async function usablePort(host) {
  const asked = process.env.PORT ?? '8080';
  const port = Number(asked);
  if (!/^\d+$/.test(asked) || port > 65_535) {
    throw new Refusal(`环境变量 PORT 应为 0 到 65535 的整数，现在是“${asked}”。`);
  }
  if (port === 0) return freePort();
  await new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const sentence = LISTEN_PROBLEMS[error.code]?.(port, host) ?? `不能使用端口 ${port}：${error.message}`;
      failed(new Refusal(sentence));
    });
    probe.listen(port, host, () => probe.close(done));
  });
  return port;
}

/** The data folder: DATA_DIR, by default .data in the repository. */
export const dataDirPath = () => resolve(ROOT, process.env.DATA_DIR || '.data');

/** The data folder, made if needed and proven writable. */
export async function usableDataDir() {
  const dataDir = dataDirPath();
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new Refusal(
      `数据文件夹 ${dataDir} 写不进去（${error.code}）。请改它的权限，或用环境变量 DATA_DIR 换一个文件夹。`,
      { cause: error },
    );
  }
  return dataDir;
}

const runFile = (dataDir) => join(dataDir, 'run.json');

/** What the running `npm start` of this data folder wrote about itself, or undefined when none is running. */
export async function runningStart(dataDir) {
  const run = await readFile(runFile(dataDir), 'utf8').then(JSON.parse, () => undefined);
  if (!run) return undefined;
  try {
    process.kill(run.pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return undefined;
  }
  // After a crash the number may belong to another program by now; Linux tells.
  const command = await readFile(`/proc/${run.pid}/cmdline`, 'utf8').catch(() => 'start.mjs');
  return command.includes('start.mjs') ? run : undefined;
}

/** Two engines must never write to the same files. */
export async function refuseSecondStart(dataDir) {
  const run = await runningStart(dataDir);
  if (run) {
    throw new Refusal(
      `数据文件夹 ${dataDir} 正被另一个 npm start 使用（进程 ${run.pid}，${run.baseUrl}）。请先停掉它，或用环境变量 DATA_DIR 换一个文件夹。`,
    );
  }
}

/** Tells `npm run smoke` and others where the system is and how to sign as the demo business system. */
export async function writeRunFile(dataDir, run) {
  await writeFile(runFile(dataDir), JSON.stringify({ pid: process.pid, ...run }, null, 2), { mode: 0o600 });
}

/** Takes the file away again, so that nobody looks for a system that is gone. */
export async function removeRunFile(dataDir) {
  await rm(runFile(dataDir), { force: true });
}

/** The command that serves to phones in the same network, at the port of now. */
export function phoneCommand(address, port) {
  const samePort = port === 8080 ? '' : `PORT=${port} `;
  return `${samePort}HOST=0.0.0.0 PUBLIC_BASE_URL=http://${address}:${port} npm start`;
}

/** An address of this machine that a phone in the same network could reach, if there is one. */
export function lanAddress() {
  const all = Object.values(networkInterfaces()).flat();
  return all.find((entry) => entry && entry.family === 'IPv4' && !entry.internal)?.address;
}
