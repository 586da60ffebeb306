import { createServer, type Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { Engine } from './engine.js';
import type { Progress } from './store/loading.js';
import { StorageError } from './store/storage.js';
import { serveConnection } from './wire.js';

/** Ends with one sentence for the person who started the program. */
function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function options(): { port: number; data: string } {
  const { DATA_DIR, PORT } = process.env;
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: PORT ?? '0' },
        data: { type: 'string', default: DATA_DIR ?? '' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      stop(`--port ${values.port} 不是端口：请给 0（任意空闲端口）到 65535 之间的整数。`);
    if (values.data === '') stop('没有指定数据文件夹：请用 --data 文件夹（或环境变量 DATA_DIR）指定。');
    return { port, data: values.data };
  } catch (error) {
    return stop(`不认识的参数（${(error as Error).message}）。用法：--port 端口 --data 文件夹`);
  }
}

/** One line of JSON for whoever started the program. */
const tell = (event: object): void => console.log(JSON.stringify(event));

const STEPS = { documents: '正在读入数据', indexes: '正在整理索引' };

/** A start that takes long says how far it has come, so that whoever waits for it sees that it lives. */
function report({ step, done, of }: Progress): void {
  tell({ event: 'progress', step, done, of, msg: `${STEPS[step]}：${done}／${of}` });
}

async function open(folder: string): Promise<Engine> {
  try {
    return await Engine.open(folder, (sentence) => process.stderr.write(`${sentence}\n`), report);
  } catch (error) {
    if (error instanceof StorageError) stop(error.message);
    throw error;
  }
}

/** Starts the engine on the loopback interface and tells on stdout when it is ready. */
async function main(): Promise<void> {
  const { port, data } = options();
  const engine = await open(data);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveConnection(socket, engine);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    engine.close();
    stop(
      error.code === 'EADDRINUSE'
        ? `端口 ${port} 已被占用：请用 --port 换一个，或用 0 表示任意空闲端口。`
        : `不能监听端口 ${port}：${error.message}`,
    );
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const taken = typeof address === 'object' && address ? address.port : port;
    engine.listenAt(`127.0.0.1:${taken}`);
    tell({ event: 'listening', port: taken, pid: process.pid, documents: engine.database.size() });
  });
  const end = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
    engine.close();
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

void main();
