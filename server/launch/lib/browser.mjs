import { existsSync } from 'node:fs';
import { aptInstall, mayUseApt } from './apt.mjs';
import { Refusal } from './say.mjs';
import { runTool } from './tools.mjs';

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
  if (process.platform === 'darwin') return true;
  try {
    const { output } = await runTool('fc-list', [':lang=zh', 'family']);
    return output !== '';
  } catch (error) {
    if (error.code === 'ENOENT') return false; // no fontconfig, so no font it could find either
    throw error;
  }
}

/** Refuses a BROWSER_PATH that leads nowhere. */
export function refuseWrongBrowser() {
  const asked = process.env.BROWSER_PATH;
  if (asked && !existsSync(asked))
    throw new Refusal(`BROWSER_PATH 指向的 ${asked} 不存在，请改成浏览器程序的路径。`);
}

/**
 * Makes sure that there is a browser and a Chinese font, through apt when we are root on Debian.
 * Resolves with the browser's path; rejects with a sentence that says what to install.
 */
export async function ensureBrowser() {
  refuseWrongBrowser();
  const missing = [];
  if (!findBrowser()) missing.push('chromium');
  if (!(await hasChineseFont())) missing.push('fonts-wqy-zenhei', 'fontconfig');
  if (missing.length === 0) return findBrowser();
  if (!mayUseApt()) {
    throw new Refusal(
      `浏览器测试需要 Chromium 和一种中文字体，还缺 ${missing.join('、')}。请安装，例如：sudo apt-get install -y ${missing.join(' ')}（浏览器在别处时用 BROWSER_PATH 指明）。`,
    );
  }
  await aptInstall(missing);
  return findBrowser();
}
