import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { UnreadableTable, type Line } from './lines.js';

/** What the thread of workbook-thread.ts answers. */
export type WorkbookAnswer = { lines: Line[] } | { unreadable: { message: string; remedy: string } };

const SECONDS = 30;
const MEMORY_MB = 512;
const PROGRAM = 'workbook-reader.cjs';

/** The built thread: beside the server's bundle, or in `dist` above these sources. */
function threadFile(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const found = [join(at, PROGRAM), join(at, 'dist', PROGRAM)].find(existsSync);
    if (found) return found;
  }
  throw new Error(`${PROGRAM} is not built`);
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a workbook in a thread of its own, one at a time, with an end in time and memory: everybody else is served
 * meanwhile, whatever somebody sends.
 * @throws UnreadableTable
 */
export function readWorkbookApart(bytes: Uint8Array): Promise<Line[]> {
  const turn = last.then(() => readInThread(bytes));
  last = turn.catch(() => undefined);
  return turn;
}

async function readInThread(bytes: Uint8Array): Promise<Line[]> {
  const thread = new Worker(threadFile(), {
    workerData: bytes,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<WorkbookAnswer>((resolve, reject) => {
      const split = '请删去图片和多余的工作表，或分成几个文件导入';
      timer = setTimeout(() => reject(new UnreadableTable(`${SECONDS} 秒没有读完`, split)), SECONDS * 1000);
      thread.once('message', resolve);
      thread.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UnreadableTable('XLSX 展开后太大', split) : error,
        ),
      );
    });
    if ('lines' in answer) return answer.lines;
    throw new UnreadableTable(answer.unreadable.message, answer.unreadable.remedy);
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
