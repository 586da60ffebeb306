import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { say } from './say.mjs';

const run = promisify(execFile);
const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium to drive: BROWSER_PATH when set, else the first one found in its usual place. */
export function findBrowser() {
  const asked = process.env.BROWSER_PATH;
  if (asked) return existsSync(asked) ? asked : undefined;
  return CANDIDATES.find((path) => existsSync(path));
}

/** Whether any font on this machine can draw Chinese; without one every screenshot shows boxes. */
async function hasChineseFont() {
  try {
    const { stdout } = await run('fc-list', [':lang=zh', 'family']);
    return stdout.trim() !== '';
  } catch {
    return process.platform === 'darwin';
  }
}

function aptInstall(packages) {
  const script = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`;
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', script], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(output.trim()))));
  });
}

const mayUseApt = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Makes sure that there is a browser and a Chinese font, through apt when we are root on Debian.
 * Resolves with the browser's path; rejects with a sentence that says what to install.
 */
export async function ensureBrowser() {
  const asked = process.env.BROWSER_PATH;
  if (asked && !existsSync(asked))
    throw new Error(`BROWSER_PATH 指向的 ${asked} 不存在，请改成浏览器程序的路径。`);
  const missing = [];
  if (!findBrowser()) missing.push('chromium');
  if (!(await hasChineseFont())) missing.push('fonts-wqy-zenhei', 'fontconfig');
  if (missing.length === 0) return findBrowser();
  if (!mayUseApt()) {
    throw new Error(
      `浏览器测试需要 Chromium 和一种中文字体，还缺 ${missing.join('、')}。请安装，例如：sudo apt-get install -y ${missing.join(' ')}（浏览器在别处时用 BROWSER_PATH 指明）。`,
    );
  }
  say(`正在安装 ${missing.join('、')}（apt-get，约需一分钟）…`);
  try {
    await aptInstall(missing);
  } catch (error) {
    throw new Error(`apt-get 没有装好 ${missing.join('、')}，请检查网络或软件源：\n${error.message}`, {
      cause: error,
    });
  }
  return findBrowser();
}
