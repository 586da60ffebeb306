import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { STOPS, type Stop } from '../browser/support/stops.js';
import { title, visitor } from '../browser/support/visitor.js';
import { launchBrowser } from '../support/browser.js';
import { startSystem, type System } from '../support/system.js';
import { DESK, MODE_NAMES, MODES, PHONES, type Mode } from './modes.js';
import { drawSheet, type Row, type Shot } from './sheet.js';
import { takeMiniProgram } from './weapp.js';

const FOLDER = join(ROOT, '.cache/screenshots');
const tell = (words: string) => void process.stdout.write(`${words}\n`);

/** Brings the open page into a mode; they are taken in the order of MODES. */
async function enter(page: Page, mode: Mode): Promise<void> {
  const elderSwitch = page.getByRole('switch').and(page.locator(':visible'));
  if (mode !== 'normal') await elderSwitch.click();
  await page.emulateMedia({ colorScheme: mode === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
}

async function shoot(page: Page, stop: string, mode: Mode, width: number): Promise<Shot> {
  await page.setViewportSize({ width, height: width === DESK ? 800 : Math.round(width * 1.9) });
  const file = `h5-${stop.replace(/\W+/g, '-')}-${mode}-${width}.png`;
  await page.screenshot({ path: join(FOLDER, file), fullPage: true });
  return { file, width, title: `${MODE_NAMES[mode]} ${width}` };
}

/** One page in every mode and width. */
async function shootStop(browser: Browser, system: System, stop: Stop): Promise<Row> {
  const one = await visitor(browser, { reducedMotion: true });
  try {
    await stop.reach(one.page, system);
    await title(one.page).waitFor();
    const shots: Shot[] = [];
    for (const mode of MODES) {
      await enter(one.page, mode);
      const widths = mode === 'elder' ? PHONES : [...PHONES, DESK];
      for (const width of widths) shots.push(await shoot(one.page, stop.name, mode, width));
    }
    if (one.errors.length > 0) throw new Error(`${stop.name}: ${one.errors.join('; ')}`);
    return { name: stop.name, shots };
  } finally {
    await one.leave();
  }
}

/**
 * Takes every page of both builds, from a real system, into .cache/screenshots, and one sheet of them all. Says what
 * it does as it goes; rejects when a page cannot be reached or throws an error.
 */
export async function takeAll(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  tell('正在启动系统和浏览器…');
  const system = await startSystem({ worker: false });
  const browser = await launchBrowser();
  try {
    const rows: Row[] = [];
    for (const [index, stop] of STOPS.entries()) {
      const row = await shootStop(browser, system, stop);
      rows.push(row);
      tell(`  网页 ${index + 1}/${STOPS.length} ${stop.name}：${row.shots.length}张`);
    }
    rows.push(...(await takeMiniProgram(FOLDER, system, tell)));
    const sheet = await drawSheet(browser, FOLDER, rows);
    tell(`都拍好了，总览：${sheet}`);
  } finally {
    await browser.close();
    await system.stop();
  }
}
