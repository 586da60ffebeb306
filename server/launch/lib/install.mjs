import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './programs.mjs';
import { withLock } from './lock.mjs';
import { Refusal, say } from './say.mjs';
import { runTool } from './tools.mjs';

const PROGRESS_EVERY_MS = 10_000;

async function packagesIn(file) {
  try {
    return JSON.parse(await readFile(join(ROOT, file), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The packages of the lock file that are not installed in that version. npm writes its own list of what it installed
 * as the last step, so an interrupted installation counts as none at all.
 */
async function missingPackages() {
  const wanted = await packagesIn('package-lock.json');
  const installed = (await packagesIn('node_modules/.package-lock.json')) ?? {};
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.optional)
    .filter(([path, entry]) => installed[path]?.version !== entry.version)
    .map(([path]) => path);
}

async function npmCi() {
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const started = performance.now();
  const progress = setInterval(() => {
    say(`  …还在安装，已用 ${Math.round((performance.now() - started) / 1000)} 秒`);
  }, PROGRESS_EVERY_MS);
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--progress=false', '--loglevel=error'];
  const { ok, code, output } = await runTool(command, [...prefix, ...args]).finally(() =>
    clearInterval(progress),
  );
  if (!ok) {
    throw new Refusal(
      `依赖包没有装好（npm ci 退出码 ${code}）。请检查网络或 npm 源，然后再运行一次：\n${output}`,
    );
  }
  say(`  依赖包已装好，用时 ${Math.round((performance.now() - started) / 1000)} 秒。`);
}

/** Installs exactly what package-lock.json names, if anything of it is missing. Rejects with npm's own words. */
export async function ensureInstalled() {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  await withLock(join(ROOT, '.cache/install.lock'), async () => {
    const missing = await missingPackages();
    if (missing.length === 0) return;
    say(`正在安装 ${missing.length} 个依赖包（第一次约需一两分钟）…`);
    await npmCi();
  });
}
