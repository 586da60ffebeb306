import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../../config/config.js';

const Line = z.strictObject({ owner: z.string().min(1), at: z.iso.datetime() });

/**
 * The journal of erasures: one line of JSON for each, with the owner's id and the instant, appended and never changed. It is
 * kept and backed up apart from both databases, so that a restore of older copies cannot bring anybody back.
 */
export interface ErasureJournal {
  /** On the disk when it returns. */
  append(ownerId: string, at: Date): void;
  /** Everybody it names, with the first instant. @throws ConfigError naming a line that cannot be read */
  read(): Map<string, Date>;
}

export function erasureJournal(path: string): ErasureJournal {
  return {
    append(ownerId, at) {
      const isNew = !existsSync(path);
      if (isNew) mkdirSync(dirname(path), { recursive: true });
      const file = openSync(path, 'a', 0o600);
      try {
        writeSync(file, `${JSON.stringify({ owner: ownerId, at: at.toISOString() })}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      if (isNew) syncFolder(dirname(path));
    },
    read() {
      if (!existsSync(path)) return new Map();
      const owners = new Map<string, Date>();
      for (const [index, text] of wholeLines(path).entries()) {
        const line = parseLine(text);
        if (!line)
          throw new ConfigError(
            `注销日志 ${path} 第 ${index + 1} 行读不懂：请从它的备份恢复这个文件，不要删掉这一行。`,
          );
        if (!owners.has(line.owner)) owners.set(line.owner, new Date(line.at));
      }
      return owners;
    },
  };
}

/** A last line without its end was cut by a crash before its erasure began: it is taken away, so that the next one stands alone. */
function wholeLines(path: string): string[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(path, end);
  return bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
}

function parseLine(text: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // the caller names the line
  }
}

/** A new file is on the disk only when its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
