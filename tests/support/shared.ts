import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSystem, type OwnSystem } from './system.js';

/**
 * One running system (worker, province and all peers) for each jest worker, shared by the files that run in it. It is
 * started when the first file asks `GET /N`, N being the worker's number, and lives in jest's own process: a worker
 * forgets everything between two files. (A browser shared in the same way was slower than one launched for each file:
 * every step in it went through this process.) Whether a contact takes a second person depends on the hour and the day, so here it
 * never does; files about that start their own.
 */
export async function openShared(): Promise<{ url: string; close(): Promise<void> }> {
  const systems = new Map<string, Promise<OwnSystem>>();
  const systemOf = (worker: string) => {
    const known =
      systems.get(worker) ?? startSystem({ peers: true, province: true, env: { REVEAL_APPROVAL: 'off' } });
    systems.set(worker, known);
    return known;
  };
  const server = createServer((request, response) => {
    // Asked once a file: a connection kept for the next would be closed at this end in the meantime.
    response.setHeader('connection', 'close');
    void systemOf(request.url ?? '').then(
      (system) => response.end(JSON.stringify(system)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      const running = await Promise.allSettled([...systems.values()]);
      await Promise.all(running.map(async (one) => one.status === 'fulfilled' && one.value.stop()));
    },
  };
}
