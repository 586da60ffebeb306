import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One piece of traffic or of what lies on disk, to be searched. */
export interface Exhibit {
  /** `answer`, `url`, `outgoing` (what our server sent to a peer), `log`, `file`. */
  kind: 'answer' | 'url' | 'outgoing' | 'outgoing url' | 'log' | 'file';
  /** Who received it, or where it lies: `center`, `wechat`, `api`, a file name. */
  where: string;
  /** What it belongs to: operation or path; empty where there is none. */
  what: string;
  bytes: Buffer;
}

/** Records every request of the test's own clients and what came back, under the name of whoever is acting. */
export class Recorder {
  readonly exhibits: Exhibit[] = [];
  private readonly plain = globalThis.fetch;
  private acting = 'nobody';

  constructor(private readonly isOurs: (url: URL) => boolean) {}

  /** Everything sent while `work` runs is sent by `who`. One at a time. */
  async as<T>(who: string, work: () => Promise<T>): Promise<T> {
    const before = this.acting;
    this.acting = who;
    try {
      return await work();
    } finally {
      this.acting = before;
    }
  }

  listen(): void {
    globalThis.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const response = await this.plain(input, init);
      if (!this.isOurs(url)) return response;
      const what = `${init?.method ?? 'GET'} ${url.pathname}`;
      const where = this.acting;
      const body = Buffer.from(await response.clone().arrayBuffer());
      const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      this.exhibits.push(
        { kind: 'url', where, what, bytes: Buffer.from(url.pathname + url.search) },
        { kind: 'answer', where, what: `${what} ${response.status}`, bytes: body },
        { kind: 'answer', where, what: `${what} headers`, bytes: Buffer.from(headers) },
      );
      return response;
    };
  }

  rest(): void {
    globalThis.fetch = this.plain;
  }
}

/** Stands before a peer and keeps what our server sends there, to the byte. */
export class Listener {
  readonly exhibits: Exhibit[] = [];
  private target = '';
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async before(peer: string): Promise<Listener> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const listener = new Listener(`http://127.0.0.1:${port}`, server);
    server.on('request', (incoming, outgoing) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        const body = Buffer.concat(parts);
        const path = incoming.url ?? '/';
        const what = `${incoming.method} ${path.split('?')[0]}`;
        listener.exhibits.push(
          { kind: 'outgoing url', where: peer, what, bytes: Buffer.from(path) },
          { kind: 'outgoing', where: peer, what, bytes: body },
        );
        const { hostname, port: to } = new URL(listener.target);
        const { method, headers } = incoming;
        const onward = request({ hostname, port: to, path, method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        onward.on('error', () => outgoing.destroy());
        onward.end(body);
      });
    });
    return listener;
  }

  passTo(target: string): void {
    this.target = target;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
