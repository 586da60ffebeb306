import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { STOPS } from '../browser/support/stops.js';
import { title, visitor } from '../browser/support/visitor.js';
import { launchBrowser } from '../support/browser.js';
import { startSystem, type System } from '../support/system.js';
import { DESK, MODE_NAMES, MODES, WEB_WIDTHS, type Mode } from './modes.js';
import { drawSheet, type Row, type Shot } from './sheet.js';
import { LONG_STOPS, type LongStop } from './stops-more.js';
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
async function shootStop(browser: Browser, system: System, stop: LongStop): Promise<Row> {
  const one = await visitor(browser, { reducedMotion: true });
  try {
    await stop.reach(one.page, system);
    await title(one.page).waitFor();
    const shots: Shot[] = [];
    for (const mode of MODES) {
      await enter(one.page, mode);
      for (const width of WEB_WIDTHS[mode]) shots.push(await shoot(one.page, stop.name, mode, width));
    }
    if (one.errors.length > 0) throw new Error(`${stop.name}: ${one.errors.join('; ')}`);
    return { name: stop.name, shots };
  } finally {
    await one.leave();
  }
}

/**
 * Takes every page of both builds, from a real system, into .cache/screenshots, and one sheet of them all. Says what
 * it does as it goes; takes the others and rejects when a page cannot be reached or throws an error.
 *
 * @param names pages of the web build, by the beginning of their names; with them no others are taken
 */
export async function takeAll(names: readonly string[] = []): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  tell('正在启动系统和浏览器…');
  const system = await startSystem({ peers: true });
  const browser = await launchBrowser();
  try {
    const rows: Row[] = [];
    const missed: string[] = [];
    const stops = [...STOPS, ...LONG_STOPS].filter(
      ({ name }) => names.length === 0 || names.some((begun) => name.startsWith(begun)),
    );
    for (const [index, stop] of stops.entries()) {
      const row = await shootStop(browser, system, stop).catch((reason: unknown) => {
        missed.push(`${stop.name}: ${String(reason)}`);
        return { name: stop.name, shots: [] };
      });
      rows.push(row);
      tell(`  网页 ${index + 1}/${stops.length} ${stop.name}：${row.shots.length}张`);
    }
    if (names.length === 0) rows.push(...(await takeMiniProgram(FOLDER, system, tell)));
    const sheet = await drawSheet(browser, FOLDER, rows);
    if (missed.length > 0) throw new Error(`总览在${sheet}，少了：\n${missed.join('\n')}`);
    tell(`都拍好了，总览：${sheet}`);
  } finally {
    await browser.close();
    await system.stop();
  }
}
