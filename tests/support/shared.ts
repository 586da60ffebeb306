import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserServer } from 'playwright-core';
import { serveBrowser } from './browser.js';
import { startSystem, type OwnSystem } from './system.js';

/** What is asked of the shared parts, and for whom: `GET /system/1`, `GET /browser/1`. */
const ASKED = /^\/(system|browser)\/(\d+)$/;

/**
 * One running system (worker, province and all peers) and one browser for each jest worker, shared by the files that
 * run in it. They are started when the first file asks, and live in jest's own process: a worker forgets everything
 * between two files.
 */
export async function openShared(): Promise<{ url: string; close(): Promise<void> }> {
  const systems = new Map<string, Promise<OwnSystem>>();
  const browsers = new Map<string, Promise<BrowserServer>>();
  const once = <T>(all: Map<string, Promise<T>>, worker: string, start: () => Promise<T>) => {
    const known = all.get(worker) ?? start();
    all.set(worker, known);
    return known;
  };
  const answer = async (asked: string): Promise<unknown> => {
    const [, what, worker = ''] = ASKED.exec(asked) ?? [];
    if (what === 'system') return once(systems, worker, () => startSystem({ peers: true, province: true }));
    if (what === 'browser') return (await once(browsers, worker, serveBrowser)).wsEndpoint();
    throw new Error(`Nobody shares ${asked}`);
  };
  const server = createServer((request, response) => {
    void answer(request.url ?? '').then(
      (found) => response.end(JSON.stringify(found)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      const running = await Promise.allSettled([...systems.values()]);
      await Promise.all(running.map((one) => one.status === 'fulfilled' && one.value.stop()));
      const shown = await Promise.allSettled([...browsers.values()]);
      await Promise.all(shown.map((one) => one.status === 'fulfilled' && one.value.close()));
    },
  };
}
