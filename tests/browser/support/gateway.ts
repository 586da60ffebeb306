import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * What stands between a phone and the server in real life, and what may happen there: all is passed on, answers come
 * late (and come in slowly, at so many kilobits a second), maintenance answers instead of the server, or the line breaks after the server has done its work.
 */
export type Weather = 'clear' | 'maintenance' | 'answers lost' | { lateMs: number; kilobits?: number };

export interface Gateway {
  url: string;
  /** Applies to API calls from now on; pages and scripts always pass. */
  weather: Weather;
  close(): Promise<void>;
}

function passOn(
  target: string,
  ask: IncomingMessage,
  body: Buffer,
  answer: (from: IncomingMessage) => void,
): void {
  const onward = request(
    new URL(ask.url ?? '/', target),
    { method: ask.method, headers: ask.headers },
    answer,
  );
  onward.end(body);
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A gateway in front of the server at `target`. */
export async function startGateway(target: string): Promise<Gateway> {
  const sockets = new Set<Socket>();
  const server = createServer((ask, reply) => void handle(ask, reply));
  const gateway: Gateway = {
    url: '',
    weather: 'clear',
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
  async function handle(ask: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await bodyOf(ask);
    const weather = ask.url?.startsWith('/api/') ? gateway.weather : 'clear';
    if (weather === 'maintenance') {
      reply.writeHead(503, { 'content-type': 'text/html' }).end('<h1>503 Service Unavailable</h1>');
      return;
    }
    if (typeof weather === 'object') await pause(weather.lateMs);
    passOn(target, ask, body, (from) => {
      void bodyOf(from).then(async (said) => {
        const kilobits = typeof weather === 'object' ? weather.kilobits : undefined;
        if (kilobits) await pause((said.length * 8) / kilobits);
        if (weather === 'answers lost') reply.destroy();
        else reply.writeHead(from.statusCode ?? 502, from.headers).end(said);
      });
    });
  }
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return gateway;
}
