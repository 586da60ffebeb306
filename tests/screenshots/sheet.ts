import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

export interface Shot {
  /** Name of the picture in the folder. */
  file: string;
  /** Width of the screen, px. */
  width: number;
  title: string;
}

export interface Row {
  name: string;
  shots: Shot[];
}

/** Pictures stand in the sheet at two fifths of their size. */
const SCALE = 0.4;

function htmlOf(rows: readonly Row[]): string {
  const cell = ({ file, width, title }: Shot) =>
    `<figure><figcaption>${title}</figcaption><img src="${file}" width="${Math.round(width * SCALE)}" alt=""></figure>`;
  const row = ({ name, shots }: Row) =>
    `<section><h2>${name}</h2><div class="row">${shots.map(cell).join('')}</div></section>`;
  return `<!doctype html><meta charset="utf-8"><title>好差评</title><style>
    body { margin: 0; padding: 24px; width: max-content; background: #cfd6d8; font: 14px system-ui, sans-serif; }
    .row { display: flex; align-items: flex-start; gap: 12px; }
    figure { margin: 0; } img { display: block; } h2 { margin: 24px 0 8px; }
  </style>${rows.map(row).join('')}`;
}

/** Writes sheet.html beside the pictures and renders it as sheet.png; answers the path of the picture. */
export async function drawSheet(browser: Browser, folder: string, rows: readonly Row[]): Promise<string> {
  const [html, png] = [join(folder, 'sheet.html'), join(folder, 'sheet.png')];
  await writeFile(html, htmlOf(rows));
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(pathToFileURL(html).href);
  const width = await page.evaluate(() => document.body.offsetWidth);
  await page.setViewportSize({ width, height: 1000 });
  await page.screenshot({ path: png, fullPage: true });
  await page.close();
  return png;
}
