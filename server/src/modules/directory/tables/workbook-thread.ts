import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableTable } from './lines.js';
import { readWorkbook } from './workbook.js';
import type { WorkbookAnswer } from './workbook-apart.js';

/** The thread that reads one workbook, and ends. */
async function answer(): Promise<WorkbookAnswer> {
  try {
    return { lines: await readWorkbook(workerData as Uint8Array) };
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    return { unreadable: { message: error.message, remedy: error.remedy } };
  }
}

void answer().then((told) => parentPort?.postMessage(told));
