import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import type { HttpRequest } from './core/platform.js';
import { exchange } from './http.js';
import type { Machine, Start } from './machine.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The core as one script for a browser page. */
async function coreScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [here('browser-entry.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]!.text;
}

async function openPage({ look }: Start): Promise<Page> {
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    colorScheme: look.theme,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  const styles = await readFile(here('base.css'), 'utf8');
  await page.setContent(
    `<!doctype html><html><head><meta name="viewport" content="width=device-width"><style>${styles}</style></head><body></body></html>`,
  );
  return page;
}

/** What a finger and a keyboard do, done for real: what lies above an element is touched instead of it. */
function handsOn(page: Page, call: Machine['call']) {
  return {
    async tap(params: Record<string, unknown>): Promise<object> {
      const { x, y } = (await call('Host.reach', params)) as { x: number; y: number };
      await page.touchscreen.tap(x, y);
      return {};
    },
    async type(params: Record<string, unknown>, text: string): Promise<object> {
      const { x, y, disabled } = (await call('Host.reach', params)) as {
        x: number;
        y: number;
        disabled: boolean;
      };
      if (disabled) return {};
      await page.touchscreen.tap(x, y);
      // The keyboard comes a moment after the finger.
      await page.waitForFunction(() => /^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? ''));
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
      return {};
    },
  };
}

/** Runs a mini-program in Chromium: with layout, real touches, real typing and screenshots. */
export async function bootChromium(start: Start): Promise<Machine> {
  const { bundle, look, url, storage, hosts, keep, emit } = start;
  const page = await openPage(start);
  page.on('pageerror', (error) =>
    emit('App.exceptionThrown', { message: error.message, stack: error.stack ?? '' }),
  );
  await page.exposeFunction('hostHttp', (request: HttpRequest) => exchange(request, hosts));
  await page.exposeFunction('hostKeep', keep);
  await page.exposeFunction('hostEmit', emit);
  await page.addScriptTag({ content: await coreScript() });
  await page.evaluate((given) => window.hostBoot(given), { bundle, look, storage, url });
  const call: Machine['call'] = (method, params) =>
    page.evaluate(([name, given]) => window.hostCall(name, given), [method, params] as const);
  const hands = handsOn(page, call);
  return {
    async call(method, params) {
      if (method === 'App.captureScreenshot') return { data: (await page.screenshot()).toString('base64') };
      if (method === 'Element.tap') return hands.tap(params);
      const typed =
        method === 'Element.callFunction' && /^(input|textarea)\.input$/.test(String(params.functionName));
      return typed ? hands.type(params, String((params.args as unknown[])[0])) : call(method, params);
    },
    close: async () => page.context().browser()?.close(),
  };
}
