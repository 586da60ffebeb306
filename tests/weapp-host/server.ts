import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface ProtocolServer {
  port: number;
  /** Sends an event to every client. */
  emit(method: string, params: object): void;
  close(): void;
}

interface Message {
  id: string;
  method: string;
  params?: Record<string, unknown>;
}

const wordsOf = (reason: unknown): string => {
  if (reason instanceof Error) return reason.message;
  const { errMsg } = (reason ?? {}) as { errMsg?: unknown };
  return typeof errMsg === 'string' ? errMsg : String(reason);
};

async function answer(
  socket: WebSocket,
  { id, method, params = {} }: Message,
  call: (method: string, params: Record<string, unknown>) => Promise<unknown>,
): Promise<void> {
  const reply = await call(method, params).then(
    (result) => ({ id, result }),
    (reason: unknown) => ({ id, error: { message: wordsOf(reason) } }),
  );
  socket.send(JSON.stringify(reply));
}

/** Serves the automation protocol on the loopback interface; port 0 takes a free one. */
export function serveProtocol(
  port: number,
  call: (method: string, params: Record<string, unknown>) => Promise<unknown>,
): Promise<ProtocolServer> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  server.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => void answer(socket, JSON.parse(data.toString()) as Message, call)),
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        emit(method, params) {
          const text = JSON.stringify({ method, params });
          server.clients.forEach((client) => client.send(text));
        },
        close() {
          server.clients.forEach((client) => client.terminate());
          server.close();
        },
      }),
    );
  });
}
