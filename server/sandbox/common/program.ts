import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Listening } from './options.js';

/** A sandbox as a program. */
export interface Program<O extends Listening> {
  /** What people call it. */
  title: string;
  help: Readonly<Record<string, string>>;
  /** @throws Error with a sentence for the person who starts it */
  read: (args: string[]) => O;
  create: (options: O) => Server;
}

/** Runs a sandbox: `main.ts --port N`, one JSON line when it is ready, ends on SIGTERM or SIGINT. */
export function runProgram<O extends Listening>(
  { title, help, read, create }: Program<O>,
  args: string[],
): void {
  if (args.includes('--help')) {
    for (const [name, meaning] of Object.entries(help)) console.log(`--${name}  ${meaning}`);
    return;
  }
  try {
    const options = read(args);
    start(title, create(options), options);
  } catch (error) {
    console.error(`${title}没能启动：${(error as Error).message}`);
    process.exitCode = 1;
  }
}

function start(title: string, server: Server, { host, port: asked }: Listening): void {
  server.once('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? '端口被占用，请用 --port 换一个' : error.message;
    console.error(`${title}没能监听 ${host}:${asked}：${why}`);
    process.exitCode = 1;
  });
  server.listen(asked, host, () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ event: 'listening', port, pid: process.pid }));
  });
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
