import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { peerArguments, peerSettings, type PeerName } from '../../server/launch/lib/peers.mjs';
import { PROGRAMS, startProgram, type Program } from '../../server/launch/lib/programs.mjs';
import { readConfig } from '../../server/src/config/config.js';
import { createPeers } from '../../server/src/modules/peers/create.js';
import type { Peers } from '../../server/src/modules/peers/types.js';

/** The public address the sandboxes know the system by; nobody needs to answer there. */
export const BASE_URL = 'http://127.0.0.1:8080';

export interface Sandbox {
  url: string;
  /** Everything the sandbox said. */
  lines: string[];
  stop(): Promise<unknown>;
  faults(order: Record<string, unknown>): Promise<void>;
  heal(): Promise<unknown>;
  /** The sandbox's own interface; JSON both ways. */
  own<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
}

/** One sandbox as the program it is, with these arguments. */
export async function startSandbox(peer: PeerName, ...args: string[]): Promise<Sandbox> {
  const env = { PATH: process.env.PATH, PORT: '0' };
  const program: Program = await startProgram({
    name: peer,
    file: PROGRAMS[peer],
    args: [...peerArguments(peer, BASE_URL), ...args],
    env,
  });
  const url = `http://127.0.0.1:${program.port}`;
  const own = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/__sandbox/${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return JSON.parse(text) as T;
  };
  return {
    url,
    lines: program.lines,
    stop: () => program.stop(),
    faults: async (order) => void (await own('POST', 'faults', order)),
    heal: () => own('DELETE', 'faults'),
    own,
  };
}

/** The server's clients of one peer at this address, and every line they logged. */
export function clientsOf(
  peer: PeerName,
  url: string,
  change: Record<string, string> = {},
): { peers: Peers; logged: string[] } {
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const settings = { ...peerSettings({ [peer]: url }), PEER_TIMEOUT_SECONDS: '2', ...change };
  return { peers: createPeers(readConfig(settings), log), logged };
}

/** What a call came to: its result, or the error as a person would meet it. */
export const outcomeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.catch((error: Error & { code?: string; status?: number }) => ({
    code: error.code,
    status: error.status,
    message: error.message,
    cause: error.cause,
  }));

/** A peer that cannot be reached, as people are told. */
export const UNAVAILABLE = {
  code: 'peer_unavailable',
  status: 503,
  message: expect.stringContaining('暂时连不上') as string,
  cause: undefined,
};

/** A gate in front of a sandbox that passes everything on and notes the paths in order. */
export async function startGate(target: string): Promise<{ url: string; seen: string[]; stop(): void }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push((request.url ?? '').split('?')[0] ?? '');
      const body = Buffer.concat(chunks);
      fetch(target + request.url, {
        method: request.method ?? 'GET',
        headers: { 'content-type': 'application/json' },
        ...(body.length > 0 ? { body } : {}),
      })
        .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
